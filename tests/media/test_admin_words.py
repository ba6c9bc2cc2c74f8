"""The words of one picture, asked for and kept by the form beside the text."""

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

from media.models import Image

from .pictures import jpeg

pytestmark = pytest.mark.django_db

WORDS = reverse("admin:media_image_words")


def test_a_picture_is_found_by_the_name_that_a_text_uses(as_writer, writer, keep, admin_user):
    own, other = keep(name="会场.jpg", uploaded_by=writer), keep(jpeg(shade=90), uploaded_by=admin_user)

    answers = [as_writer.get(WORDS, {"name": image.name}).json()["image"] for image in (own, other)]

    assert [(answer["id"], answer["may_change"]) for answer in answers] == [(own.pk, True), (other.pk, False)]
    assert as_writer.get(WORDS, {"name": "2001/01/none.jpg"}).json() == {"image": None}
    assert as_writer.get(WORDS).json() == {"image": None}


def test_credit_and_decorative_are_kept_and_the_change_is_logged(as_writer, writer, keep):
    image = keep(uploaded_by=writer)

    response = as_writer.post(WORDS, {"name": image.name, "credit": "居委会 供图", "decorative": "on"})

    image.refresh_from_db()
    assert response.status_code == 200
    assert (image.credit, image.decorative, image.alt) == ("居委会 供图", True, "")
    assert response.json()["credit"] == "居委会 供图"
    assert LogEntry.objects.get(object_id=image.pk).user == writer


def test_alternative_text_and_caption_are_a_proposal_and_no_text_changes_the_first_one(as_writer, writer, keep):
    image = keep(uploaded_by=writer)

    as_writer.post(WORDS, {"name": image.name, "alt": "志愿者换土", "caption": "三月的屋顶"})
    as_writer.post(WORDS, {"name": image.name, "alt": "另一篇里的说法", "caption": "另一个说明", "credit": "林小满"})

    image.refresh_from_db()
    assert (image.alt, image.caption, image.credit) == ("志愿者换土", "三月的屋顶", "林小满")


def test_words_that_are_too_long_are_refused_and_none_is_kept(as_writer, writer, keep):
    image = keep(uploaded_by=writer)

    response = as_writer.post(WORDS, {"name": image.name, "alt": "好", "credit": "字" * 201})

    image.refresh_from_db()
    assert response.status_code == 400
    assert response.json()["message"].startswith("图源：")
    assert (image.alt, image.credit) == ("", "")


def test_anothers_picture_keeps_its_words(as_writer, keep, admin_user, client, staff):
    image = keep(uploaded_by=admin_user)

    refused = as_writer.post(WORDS, {"name": image.name, "credit": "我"})
    client.force_login(staff("editor", "view_image", "change_image", "change_any_image"))
    allowed = client.post(WORDS, {"name": image.name, "credit": "编辑部"})

    assert (refused.status_code, refused.json()["message"]) == (403, "你只能改自己上传的图片。")
    assert allowed.status_code == 200
    assert Image.objects.get().credit == "编辑部"


@pytest.mark.parametrize("name", ["", "2001/01/none.jpg", "\0", "x" * 5000])
def test_a_picture_that_is_not_there_is_told_in_words(as_writer, name):
    response = as_writer.post(WORDS, {"name": name, "credit": "x"})

    assert (response.status_code, response.json()["message"]) == (404, "媒体库里已经没有这张图片。")


def test_words_are_for_staff_with_a_token(client, staff, writer, keep):
    image = keep(uploaded_by=writer)
    data = {"name": image.name, "credit": "x"}

    assert client.post(WORDS, data).status_code == 302
    client.force_login(staff("uploader", "add_image"))
    assert client.get(WORDS, data).status_code == 403
    assert client.delete(WORDS).status_code == 405
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(writer)
    assert careful.post(WORDS, data).status_code == 403
    assert Image.objects.get().credit == ""
