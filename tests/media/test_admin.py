import pytest
from django.contrib.auth.models import Permission
from django.core.files.storage import default_storage, storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from articles.models import Author
from media.files import walk
from media.models import Image
from media.renditions import fallback

from .pictures import bytes_of, drawn, encoded, jpeg, moving

pytestmark = pytest.mark.django_db

LIST = reverse("admin:media_image_changelist")
ADD = reverse("admin:media_image_add")
UPLOAD = reverse("admin:media_image_upload")
PICK = reverse("admin:media_image_pick")


def sent(data=None, name="会场.jpg"):
    return SimpleUploadedFile(name, jpeg() if data is None else data, "image/jpeg")


def change(image):
    return reverse("admin:media_image_change", args=[image.pk])


@pytest.fixture
def staff(django_user_model):
    """Make an account of the newsroom with some of the library's permissions, or all but the editor's own."""

    def account(name, *codenames):
        user = django_user_model.objects.create_user(name, password="x", is_staff=True)
        ours = Permission.objects.filter(content_type__app_label="media")
        user.user_permissions.set(
            ours.filter(codename__in=codenames) if codenames else ours.exclude(codename="change_any_image")
        )
        return user

    return account


@pytest.fixture
def writer(staff):
    return staff("writer")


@pytest.fixture
def as_writer(client, writer):
    client.force_login(writer)
    return client


# --- the wall ------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_the_wall_asks_no_more_for_more_pictures(admin_client, keep, admin_user, django_assert_num_queries, count):
    for shade in range(count):
        image = keep(jpeg(shade=shade * 60), uploaded_by=admin_user)
        Author.objects.create(name=f"林{shade}", portrait=image)
    admin_client.get(LIST)

    with django_assert_num_queries(7):
        response = admin_client.get(LIST)

    assert response.text.count("media-thumb") == count
    assert response.text.count("用于 1 处") == count
    assert fallback(image, "row").url in response.text


def test_an_empty_wall_says_what_to_do(admin_client):
    response = admin_client.get(LIST)

    assert "还没有图片" in response.text
    assert f'href="{ADD}"' in response.text


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("state=no-alt", {"b.jpg", "wide.jpg"}),
        ("state=unused", {"a.jpg", "b.jpg", "line.jpg"}),
        ("state=narrow", {"a.jpg", "b.jpg", "line.jpg"}),
        ("state=large", set()),
        ("state=nonsense", {"a.jpg", "b.jpg", "line.jpg", "wide.jpg"}),
        ("q=合影", {"a.jpg"}),
        ("q=WIDE", {"wide.jpg"}),
    ],
)
def test_pictures_are_found_by_what_they_lack_and_say(admin_client, keep, query, names):
    for number, (name, facts) in enumerate(
        {"a.jpg": {"alt": "嘉宾合影"}, "b.jpg": {}, "line.jpg": {"decorative": True}, "wide.jpg": {}}.items()
    ):
        image = keep(jpeg((1300 if name == "wide.jpg" else 300, 200), shade=number * 50), name=name)
        Image.objects.filter(pk=image.pk).update(**facts)
    Author.objects.create(name="林", portrait=image)

    found = admin_client.get(f"{LIST}?{query}").context["cl"].result_list

    assert {image.name.rpartition("/")[2] for image in found} == names


def test_a_name_that_is_code_is_shown_as_text(admin_client, keep):
    image = keep(name='"><script>alert(1)</script>.jpg')

    for address in (LIST, change(image)):
        assert "<script>alert" not in admin_client.get(address).text


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
    }
    assert image.uploaded_by == writer

    again = as_writer.post(UPLOAD, {"file": sent(name="other.jpg")})
    assert (again.status_code, again.json()["id"]) == (200, image.pk)
    assert again.json()["message"] == "已存在相同图片，已为你选中。"


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


# --- who may what --------------------------------------------------------------------------------


@pytest.mark.parametrize("address", [LIST, ADD, UPLOAD, PICK])
def test_the_library_is_for_staff(client, address):
    assert client.get(address).status_code == 302
    assert client.post(address, {"file": sent()}).status_code == 302
    assert not Image.objects.exists()


def test_without_permission_the_endpoints_refuse_in_words(client, staff):
    client.force_login(staff("nobody", "delete_image"))

    upload, pick = client.post(UPLOAD, {"file": sent()}), client.get(PICK)

    assert (upload.status_code, upload.json()["message"]) == (403, "你没有上传图片的权限。")
    assert (pick.status_code, pick.json()["message"]) == (403, "你没有查看媒体库的权限。")
    assert client.post(ADD, {"files": [sent()]}).status_code == 403
    assert not Image.objects.exists()


def test_a_wrong_method_changes_nothing(as_writer):
    assert as_writer.get(UPLOAD).status_code == 405
    assert as_writer.post(PICK).status_code == 405


def test_without_a_token_nothing_is_taken(writer):
    client = Client(enforce_csrf_checks=True)
    client.force_login(writer)

    assert client.post(UPLOAD, {"file": sent()}).status_code == 403
    assert client.post(ADD, {"files": [sent()]}).status_code == 403
    assert not Image.objects.exists()


WORDS = {"alt": "新的", "focal_x": 10, "focal_y": 20, "caption": "", "credit": "", "licence": ""}


def test_a_writer_changes_own_pictures_only(as_writer, writer, keep, admin_user):
    own, other = keep(jpeg(), uploaded_by=writer), keep(jpeg(shade=90), uploaded_by=admin_user)

    assert as_writer.post(change(own), WORDS).status_code == 302
    assert as_writer.post(change(other), WORDS).status_code == 403
    assert as_writer.get(change(other)).status_code == 200
    assert as_writer.post(reverse("admin:media_image_delete", args=[other.pk]), {"post": "yes"}).status_code == 403

    own.refresh_from_db()
    other.refresh_from_db()
    assert (own.alt, own.focal_x, own.focal_y) == ("新的", 10, 20)
    assert (other.alt, other.focal_x) == ("", 50)


def test_an_editor_changes_everybodys(client, staff, keep, writer):
    image = keep(uploaded_by=writer)
    client.force_login(staff("editor", "view_image", "change_image", "change_any_image"))

    client.post(change(image), WORDS)

    image.refresh_from_db()
    assert image.alt == "新的"


def test_the_original_is_downloaded_by_those_who_may_change_the_picture(as_writer, writer, keep, admin_user):
    data = jpeg(comment=b"as sent")
    own, other = keep(data, name="原图.jpg", uploaded_by=writer), keep(jpeg(shade=90), uploaded_by=admin_user)

    response = as_writer.get(reverse("admin:media_image_original", args=[own.pk]))

    assert b"".join(response.streaming_content) == data
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Type"] == "application/octet-stream"
    assert as_writer.get(reverse("admin:media_image_original", args=[other.pk])).status_code == 403
    assert as_writer.get(reverse("admin:media_image_original", args=[10**6])).status_code == 404


def test_a_focal_point_off_the_picture_is_refused(as_writer, writer, keep):
    image = keep(uploaded_by=writer)

    response = as_writer.post(change(image), {**WORDS, "focal_x": 101})

    assert response.status_code == 200
    assert response.context["adminform"].form.errors.keys() == {"focal_x"}


# --- deleting ------------------------------------------------------------------------------------


def test_an_unused_picture_is_deleted_with_its_files(as_writer, writer, keep, django_capture_on_commit_callbacks):
    image = keep(uploaded_by=writer)

    with django_capture_on_commit_callbacks(execute=True):
        as_writer.post(reverse("admin:media_image_delete", args=[image.pk]), {"post": "yes"})

    assert not Image.objects.exists()
    assert [*walk(default_storage), *walk(storages["originals"])] == []


def test_a_picture_in_use_stays_and_its_page_says_where(admin_client, keep):
    image = keep()
    author = Author.objects.create(name="林小满", portrait=image)

    response = admin_client.post(reverse("admin:media_image_delete", args=[image.pk]), {"post": "yes"}, follow=True)

    assert response.redirect_chain == [(change(image), 302)]
    assert "有 1 处在用这张图，先替换再删除。" in response.text
    assert f'<a href="{reverse("admin:articles_author_change", args=[author.pk])}">林小满</a>' in response.text
    assert Image.objects.exists()


def test_a_refusal_tells_a_writer_nothing_of_what_they_may_not_see(as_writer, writer, keep):
    image = keep(uploaded_by=writer)
    Author.objects.create(name="秘密作者", portrait=image)

    one = as_writer.post(reverse("admin:media_image_delete", args=[image.pk]), {"post": "yes"}, follow=True)
    bulk = as_writer.post(LIST, {"action": "delete_selected", "_selected_action": [image.pk]})

    assert "这张图正在使用，先替换再删除。" in one.text
    assert "秘密作者" not in one.text + bulk.text
    assert f"“{image.name}”正在使用。" in bulk.text
    assert Image.objects.exists()


def test_an_animation_has_a_page_like_any_other(admin_client, keep):
    image = keep(moving(), name="动.gif")

    assert image.url in admin_client.get(change(image)).text
    assert bytes_of(default_storage, image.file).startswith(b"GIF89a")


def test_a_page_that_is_not_there_is_not_an_error(admin_client):
    assert admin_client.get(reverse("admin:media_image_change", args=[999])).status_code == 302
    assert admin_client.post(reverse("admin:media_image_delete", args=[999]), {"post": "yes"}).status_code == 302
