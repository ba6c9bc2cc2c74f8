"""Pictures that look alike: shown together, and one of them given up for the other."""

import pytest
from django.contrib.admin.models import DELETION, LogEntry
from django.core.files.storage import default_storage, storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.models import Author
from media.files import walk
from media.intake import replace
from media.models import Image

from .test_fingerprint import photo

pytestmark = pytest.mark.django_db

LIST = reverse("admin:media_image_changelist")
UPLOAD = reverse("admin:media_image_upload")
JSON = {"Accept": "application/json"}


def copy_of(seed, quality=70):
    return photo(seed, (200, 133), quality)


def give_way(image):
    return reverse("admin:media_image_give_way", args=[image.pk])


def alike_on_the_wall(client):
    return [image.original_name for image in client.get(f"{LIST}?state=alike").context["cl"].result_list]


def test_pictures_that_look_alike_stand_side_by_side(admin_client, keep):
    for name, seed in {"a": 1, "b": 2, "c": 3}.items():
        keep(photo(seed), name=f"{name}.jpg")
    keep(copy_of(1), name="a2.jpg")
    keep(copy_of(3), name="c2.jpg")
    keep(copy_of(1, quality=50), name="a3.jpg")

    names = [name[0] for name in alike_on_the_wall(admin_client)]

    assert sorted(names) == list("aaacc")
    assert names in (list("aaacc"), list("ccaaa"))


def test_another_file_has_another_look(admin_client, keep):
    image = keep(photo(1), name="a.jpg")
    keep(copy_of(1), name="a2.jpg")
    assert len(alike_on_the_wall(admin_client)) == 2

    replace(image, photo(9), name="c.jpg")

    assert alike_on_the_wall(admin_client) == []


@pytest.fixture
def pair(keep, writer):
    """A picture, and one of the writer's that looks like it."""
    other = keep(photo(4), name="会场.jpg")
    return keep(copy_of(4), name="会场小.jpg", uploaded_by=writer), other


def test_who_uploads_the_like_of_a_picture_is_given_the_choice(as_writer, keep):
    other = keep(photo(4), name="会场.jpg")

    told = as_writer.post(UPLOAD, {"file": SimpleUploadedFile("b.jpg", copy_of(4))}).json()

    image = Image.objects.get(pk=told["id"])
    assert (told["alike"]["id"], told["alike"]["name"]) == (other.pk, other.name)
    assert told["give_way"] == give_way(image)


def test_the_one_there_is_used_and_the_new_one_goes_with_its_files(as_writer, pair, django_capture_on_commit_callbacks):
    image, other = pair

    with django_capture_on_commit_callbacks(execute=True):
        response = as_writer.post(give_way(image), {"other": other.pk}, headers=JSON)

    assert response.json() == {"message": f"已保留“{other.name}”，删除“{image.name}”。"}
    assert [*Image.objects.all()] == [other]
    assert not [name for name in walk(storages["originals"]) if image.source_sha256 in name]
    assert not [name for name in walk(default_storage) if image.digest in name]
    assert LogEntry.objects.get(action_flag=DELETION).object_repr == image.name


def test_without_a_script_the_page_of_the_picture_offers_the_same(as_writer, pair):
    image, other = pair
    page = as_writer.get(reverse("admin:media_image_change", args=[image.pk])).text
    assert f'action="{give_way(image)}"' in page
    assert f'<button type="submit" form="give-way" name="other" value="{other.pk}"' in page

    response = as_writer.post(give_way(image), {"other": other.pk})

    assert response.url == reverse("admin:media_image_change", args=[other.pk])


def test_a_picture_in_use_does_not_give_way(as_writer, pair):
    image, other = pair
    Author.objects.create(name="林", portrait=image)

    response = as_writer.post(give_way(image), {"other": other.pk}, headers=JSON)

    assert (response.status_code, response.json()["message"]) == (409, "这张图正在使用，先替换再删除。")
    assert Image.objects.count() == 2
    assert not LogEntry.objects.filter(action_flag=DELETION).exists()
    assert "give-way" not in as_writer.get(reverse("admin:media_image_change", args=[image.pk])).text


def test_others_pictures_do_not_give_way_to_mine(as_writer, pair):
    image, other = pair

    assert as_writer.post(give_way(other), {"other": image.pk}).status_code == 403
    assert Image.objects.count() == 2


@pytest.mark.parametrize("key", ["", "x", "0", "9" * 30, "\0"])
def test_without_a_picture_that_stays_none_goes(as_writer, pair, key):
    assert as_writer.post(give_way(pair[0]), {"other": key}).status_code == 404
    assert as_writer.get(give_way(pair[0])).status_code == 405
    assert Image.objects.count() == 2


def test_a_picture_does_not_give_way_to_itself(as_writer, pair):
    image, _other = pair

    assert as_writer.post(give_way(image), {"other": image.pk}, headers=JSON).status_code == 409
    assert Image.objects.count() == 2


@pytest.mark.parametrize("copies", [0, 2])
def test_the_older_pictures_get_the_looks_that_an_upload_has(keep, copies):
    from importlib import import_module

    from django.apps import apps

    for seed in (1, 2):
        keep(photo(seed), name=f"{seed}.jpg")
    for number in range(copies):
        keep(copy_of(1, quality=50 + number * 10), name="copy.jpg")
    looks = [*Image.objects.order_by("pk").values_list("look", flat=True)]
    Image.objects.update(look=None)

    import_module("media.migrations.0004_give_looks").give_looks(apps, None)

    assert [*Image.objects.order_by("pk").values_list("look", flat=True)] == looks
    assert len(set(looks)) == 2
