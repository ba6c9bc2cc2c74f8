"""Articles follow the pictures that they show: their words in the library, their focal point, their file."""

import pytest
from django.urls import reverse

from articles import rerendering
from articles.models import Article
from media.changes import announce
from media.models import Image
from tests.factories import make_image, make_published

pytestmark = pytest.mark.django_db


def html(article):
    return Article.objects.get(pk=article.pk).body_html


def test_words_changed_in_the_library_are_changed_in_the_articles(admin_client, django_capture_on_commit_callbacks):
    image = make_image(alt="旧的")
    article, other = make_published(body=f"![]({image.name})"), make_published(body="没有图")
    before = html(other)
    form = {"alt": "新的", "caption": "说明", "credit": "", "licence": "", "focal_x": 50, "focal_y": 50}

    with django_capture_on_commit_callbacks(execute=True):
        admin_client.post(reverse("admin:media_image_change", args=[image.pk]), form)

    assert 'alt="新的"' in html(article)
    assert "<figcaption>说明</figcaption>" in html(article)
    assert html(other) == before


def test_many_articles_are_left_to_the_worker(settings, monkeypatch, django_capture_on_commit_callbacks):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    monkeypatch.setattr(rerendering, "AT_ONCE", 1)
    image = make_image(alt="旧的")
    articles = [make_published(body=f"![]({image.name})") for _ in range(3)]
    Image.objects.update(alt="新的")

    with django_capture_on_commit_callbacks(execute=True):
        announce([image])

    assert all('alt="新的"' in html(article) for article in articles)
