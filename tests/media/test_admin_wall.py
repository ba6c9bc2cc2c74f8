"""The library as a wall of pictures, and what is deleted from it."""

import pytest
from django.core.files.storage import default_storage, storages
from django.urls import reverse

from articles.models import Author
from media.files import walk
from media.models import Image
from media.renditions import fallback

from .pictures import bytes_of, jpeg, moving

pytestmark = pytest.mark.django_db

LIST = reverse("admin:media_image_changelist")
ADD = reverse("admin:media_image_add")


def change(image):
    return reverse("admin:media_image_change", args=[image.pk])


# --- the wall ------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_the_wall_asks_no_more_for_more_pictures(admin_client, keep, admin_user, django_assert_num_queries, count):
    for shade in range(count):
        image = keep(jpeg(shade=shade * 60), uploaded_by=admin_user)
        Author.objects.create(name=f"林{shade}", portrait=image)
    admin_client.get(LIST)

    with django_assert_num_queries(13):
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

    response = admin_client.post(reverse("admin:media_image_delete", args=[image.pk]), {"post": "yes"})

    assert response.status_code == 409
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
