"""Pictures of a text: found by name, and held while a text shows them."""

import pytest
from django.db.models import ProtectedError

from articles import publishing
from articles.versions.content import Content
from tests.factories import make_article, make_image, make_published

pytestmark = pytest.mark.django_db


def edited(article, **changes):
    return publishing.save_revision(article, Content(**{**vars(Content.of(article)), **changes}), author=None)


def test_a_picture_that_a_text_shows_cannot_be_deleted():
    image = make_image()
    article = make_article(body=f"![院子]({image.name})")

    with pytest.raises(ProtectedError):
        image.delete()
    edited(article, body="没有图片了。")
    image.delete()


def test_the_public_text_holds_its_picture_after_an_edit_took_it_out():
    image = make_image()
    article = make_published(body=f"![院子]({image.name})")

    edited(article, body="没有图片了。")

    with pytest.raises(ProtectedError):
        image.delete()


def test_a_cover_waiting_to_be_published_cannot_be_deleted():
    image = make_image()
    article = make_published()

    edited(article, featured_image=image.pk)

    with pytest.raises(ProtectedError):
        image.delete()
