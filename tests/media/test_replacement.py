"""Another file for a picture of the library, and what its users see of it."""

import pytest
from django.core.files.storage import default_storage, storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.models import Article
from media.intake import replace
from media.models import Image
from media.refusals import RefusedImage
from media.removal import remove_unowned
from tests.factories import make_published

from .pictures import drawn, encoded, jpeg

pytestmark = pytest.mark.django_db


def address(image):
    return reverse("admin:media_image_replace", args=[image.pk])


@pytest.fixture
def post(admin_client, django_capture_on_commit_callbacks):
    def posted(image, data, *, name="new.jpg", shown=None):
        file = SimpleUploadedFile(name, data)
        with django_capture_on_commit_callbacks(execute=True):
            return admin_client.post(address(image), {"file": file, "shown": shown or image.file})

    return posted


def test_name_words_and_focal_point_stay_and_every_article_shows_the_new_file(keep, post, client):
    image = keep(jpeg((900, 600)), name="会场.jpg")
    Image.objects.filter(pk=image.pk).update(alt="会场里的人", focal_x=20)
    first, second = (make_published(body=f"文字\n\n![]({image.name})") for _ in range(2))

    response = post(image, jpeg((1200, 700), shade=90))

    assert response.status_code == 302
    new = Image.objects.get(pk=image.pk)
    assert (new.name, new.alt, new.focal_x) == (image.name, "会场里的人", 20)
    assert (new.width, new.height) == (1200, 700)
    assert new.file != image.file
    for article in (first, second):
        html = Article.objects.get(pk=article.pk).body_html
        assert new.digest in html
        assert image.digest not in html
        assert 'alt="会场里的人"' in html
    assert len(b"".join(client.get(new.url).streaming_content)) == new.size
    assert default_storage.exists(new.file)
    assert storages["originals"].exists(new.original)


def test_pages_kept_elsewhere_may_show_the_old_file_until_it_is_removed(keep, post, client):
    image = keep(jpeg(), name="a.jpg")

    post(image, jpeg(shade=90))

    assert default_storage.exists(image.file), "the task that removes it is due in an hour"
    remove_unowned(image.file, image.original)
    assert not default_storage.exists(image.file)
    assert default_storage.exists(Image.objects.get().file)


def test_a_file_that_is_another_picture_already_is_refused_in_words(keep, post):
    image, other = keep(jpeg(), name="a.jpg"), keep(jpeg(shade=90), name="b.jpg")

    response = post(image, jpeg(shade=90))

    assert f"已在媒体库里，名称是“{other.name}”" in response.content.decode()
    assert Image.objects.get(pk=image.pk).file == image.file


def test_a_damaged_file_changes_nothing(keep, post):
    image = keep(jpeg(), name="a.jpg")

    response = post(image, b"\xff\xd8\xff broken")

    assert "可能已损坏" in response.content.decode()
    assert Image.objects.get(pk=image.pk).file == image.file


def test_who_opened_the_page_before_another_replacement_is_told(keep, post):
    image = keep(jpeg(), name="a.jpg")
    post(image, jpeg(shade=50))

    response = post(image, jpeg(shade=90), shown=image.file)

    assert response.status_code == 409
    assert "有人替换过这张图片" in response.content.decode()
    assert Image.objects.get().width == 300


def test_a_refused_replacement_leaves_no_file(keep):
    image = keep(jpeg(), name="a.jpg")
    before = sorted(default_storage.listdir("staging")[1]) if default_storage.exists("staging") else []

    with pytest.raises(RefusedImage):
        replace(image, b"no picture", name="a.txt")

    assert (sorted(default_storage.listdir("staging")[1]) if default_storage.exists("staging") else []) == before


def test_a_png_may_take_the_place_of_a_jpeg(keep, post):
    image = keep(jpeg(), name="a.jpg")

    post(image, encoded(drawn(), "PNG"), name="new.png")

    new = Image.objects.get()
    assert (new.name, new.format) == (image.name, "PNG")


def test_a_writer_replaces_own_pictures_only(as_writer, keep, writer):
    own, others = keep(jpeg(), name="a.jpg", uploaded_by=writer), keep(jpeg(shade=9), name="b.jpg")

    assert as_writer.get(address(own)).status_code == 200
    assert as_writer.get(address(others)).status_code == 403
