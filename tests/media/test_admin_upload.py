"""Pictures that come in through the library and through the editor."""

import pytest
from django.contrib.admin.models import ADDITION, LogEntry
from django.core.files.storage import default_storage, storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from media.files import walk
from media.models import Image
from media.renditions import fallback

from .pictures import drawn, encoded, jpeg

pytestmark = pytest.mark.django_db

LIST = reverse("admin:media_image_changelist")
ADD = reverse("admin:media_image_add")
UPLOAD = reverse("admin:media_image_upload")
PICK = reverse("admin:media_image_pick")


def sent(data=None, name="会场.jpg"):
    return SimpleUploadedFile(name, jpeg() if data is None else data, "image/jpeg")


def change(image):
    return reverse("admin:media_image_change", args=[image.pk])


# --- uploading -----------------------------------------------------------------------------------


def test_several_files_go_in_at_once_and_each_refusal_names_its_file(as_writer, writer):
    files = [sent(), sent(b"<svg>", "假图.png"), sent(b"", "空.jpg"), sent(encoded(drawn(), "PNG"), "图.png")]

    response = as_writer.post(ADD, {"files": files})

    assert response.status_code == 200
    assert "“假图.png”不能用。只支持 JPEG、PNG、WebP、GIF 图片。" in response.text
    assert "“空.jpg”是空文件。重新选择文件。" in response.text
    assert [image.original_name for image in Image.objects.order_by("pk")] == ["会场.jpg", "图.png"]
    assert set(Image.objects.values_list("uploaded_by", flat=True)) == {writer.pk}
    assert response.text.count("/change/") >= 2


def test_one_good_file_leads_to_its_own_page_and_several_to_the_wall(as_writer):
    one = as_writer.post(ADD, {"files": [sent()]})
    several = as_writer.post(
        ADD, {"files": [sent(jpeg(shade=70), "a.jpg"), sent(jpeg(shade=140), "b.jpg")]}, follow=True
    )

    assert one.url == change(Image.objects.earliest("pk"))
    assert several.redirect_chain == [(LIST, 302)]
    assert "已添加 2 张图片。" in several.text


def test_a_duplicate_is_said_and_not_added(as_writer, keep):
    image = keep(name="旧.jpg")

    response = as_writer.post(ADD, {"files": [sent(name="新.jpg")]}, follow=True)

    assert f"“{image.name}”已存在，没有重复添加。" in response.text
    assert Image.objects.count() == 1


@pytest.mark.parametrize(("count", "message"), [(0, "至少选择一张图片。"), (21, "选了 21 个文件，一次最多 20 个。")])
def test_too_few_or_too_many_files_are_refused_before_any_is_opened(as_writer, count, message):
    response = as_writer.post(ADD, {"files": [sent()] * count})

    assert message in response.text
    assert not Image.objects.exists()


def test_the_editors_script_gets_what_it_needs(as_writer, writer):
    response = as_writer.post(UPLOAD, {"file": sent()})

    image = Image.objects.get()
    assert response.status_code == 201
    assert response.json() == {
        "id": image.pk,
        "name": image.name,
        "url": image.url,
        "thumb": fallback(image, "row").url,
        "width": 300,
        "height": 200,
        "alt": "",
        "caption": "",
        "credit": "",
        "decorative": False,
        "markdown": f"![]({image.name})",
        "message": "",
        "address": change(image),
        "already_there": False,
        "alike": None,
    }
    assert image.uploaded_by == writer

    again = as_writer.post(UPLOAD, {"file": sent(name="other.jpg")})
    assert (again.status_code, again.json()["id"]) == (200, image.pk)
    assert again.json()["message"] == "已存在相同图片，已为你选中。"


def test_a_picture_from_the_editor_is_in_the_log_once_as_from_the_upload_page(as_writer, writer):
    as_writer.post(UPLOAD, {"file": sent()})
    as_writer.post(UPLOAD, {"file": sent(name="again.jpg")})

    entry = LogEntry.objects.get()
    assert (entry.user, entry.get_edited_object(), entry.action_flag) == (writer, Image.objects.get(), ADDITION)


def test_markdown_survives_marks_in_alt_and_caption(as_writer, keep):
    image = keep()
    Image.objects.filter(pk=image.pk).update(alt="a [b] \\ c", caption='说 "好"')

    markdown = as_writer.get(PICK).json()["images"][0]["markdown"]

    assert markdown == rf'![a \[b\] \\ c]({image.name} "说 \"好\"")'


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({}, "至少选择一张图片。"),
        ({"file": "text"}, "至少选择一张图片。"),
        ({"file": ("坏.jpg", b"\xff\xd8\xff" + b"x" * 50)}, "“坏.jpg”打不开，可能已损坏。换一张试试。"),
    ],
)
def test_the_editors_script_is_told_in_words_what_is_wrong(as_writer, data, message):
    data = {key: sent(value[1], value[0]) if isinstance(value, tuple) else value for key, value in data.items()}

    response = as_writer.post(UPLOAD, data)

    assert response.status_code == 400
    assert response.json() == {"message": message}
    assert [*walk(default_storage), *walk(storages["originals"])] == []


def test_the_picker_searches_and_pages(as_writer, keep):
    for shade in range(3):
        keep(jpeg(shade=shade * 60), name=f"图{shade}.jpg")

    everything = as_writer.get(PICK, {"page": "99"}).json()
    one = as_writer.get(PICK, {"q": " 图1 ", "page": "abc"}).json()

    assert [image["name"].rpartition("/")[2] for image in everything["images"]] == ["图2.jpg", "图1.jpg", "图0.jpg"]
    assert (everything["page"], everything["pages"], everything["total"]) == (1, 1, 3)
    assert [image["name"].rpartition("/")[2] for image in one["images"]] == ["图1.jpg"]
