"""Who may do what with whose pictures."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from media.models import Image

from .pictures import jpeg

pytestmark = pytest.mark.django_db

LIST = reverse("admin:media_image_changelist")
ADD = reverse("admin:media_image_add")
UPLOAD = reverse("admin:media_image_upload")
PICK = reverse("admin:media_image_pick")


def sent(data=None, name="会场.jpg"):
    return SimpleUploadedFile(name, jpeg() if data is None else data, "image/jpeg")


def change(image):
    return reverse("admin:media_image_change", args=[image.pk])


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
