"""A machine that can start no rendering child: every door says so in words, and nothing is lost or half done."""

import dataclasses
import sys

import pytest
from django_tasks import default_task_backend

from articles.models import Article
from articles.policy import Role
from articles.publishing import save_revision
from articles.rerendering import rerender_some
from articles.text import kept
from articles.versions.content import Content
from media.models import Image
from tests.factories import make_article, make_category, make_image, make_page, make_published, make_user

from .article_desk import TICKED, address, posted

pytestmark = pytest.mark.django_db
WORDS = "现在无法排版"


@pytest.fixture
def editor(client):
    client.force_login(make_user(Role.ADMIN))
    return client


@pytest.fixture
def no_renderer(monkeypatch):
    """Take the child away, and let no other start."""

    def take():
        kept.renderer.close()
        monkeypatch.setattr(sys, "executable", "/bin/false")

    return take


@pytest.mark.parametrize("name", ["preview", "wechat", "wechat_body", "wechat_pictures"])
def test_pages_that_show_the_newest_version_answer_503_in_words(editor, no_renderer, name):
    article = make_article(body="正文")
    no_renderer()

    response = editor.get(address(name, article))

    assert response.status_code == 503
    assert WORDS in response.content.decode()
    assert address("change", article) in response.content.decode()


def test_a_step_is_not_taken_and_keeps_what_was_typed(editor, no_renderer):
    article = make_published(title="旧题", categories=(make_category(),))
    save_revision(article, dataclasses.replace(Content.newest(article), title="新题"), author=None)
    before = Article.objects.values("state", "title", "body_html").get()
    no_renderer()

    typed = {**TICKED, "is_correction": "on", "correction": "改了一个数字"}
    asked = editor.get(address("step", article, "update"))
    response = editor.post(address("step", article, "update"), typed)

    assert asked.status_code == 200
    assert response.status_code == 503
    page = response.content.decode()
    assert WORDS in page
    assert "改了一个数字" in page
    assert Article.objects.values("state", "title", "body_html").get() == before


def test_an_article_can_be_taken_down_all_the_same(editor, no_renderer):
    article = make_published(title="旧题")
    save_revision(article, Content(title="新题", slug=article.slug, body="新"), author=None)
    no_renderer()

    editor.post(address("step", article, "unpublish"), {"note": "有误"})

    article.refresh_from_db()
    assert article.state == Article.State.UNPUBLISHED
    assert editor.get(article.path).status_code == 410


@pytest.mark.parametrize(("make", "status"), [(make_article, 503), (make_published, 200)])
def test_the_form_keeps_what_was_typed(editor, no_renderer, make, status):
    article = make()
    form = editor.get(address("change", article))
    no_renderer()

    response = editor.post(address("change", article), posted(form, body="刚写的一段"))

    assert response.status_code == status
    assert WORDS in response.content.decode()
    assert "刚写的一段" in response.content.decode()
    assert article.revisions.count() == 1


def test_the_form_of_a_static_page_keeps_what_was_typed_too(editor, no_renderer):
    page = make_page(body="旧的一段")
    typed = {"title": page.title, "slug": page.slug, "body": "刚写的一段", "position": "0", "based_on": page.version}
    no_renderer()

    response = editor.post(f"/admin/articles/staticpage/{page.pk}/change/", typed)

    assert WORDS in response.content.decode()
    assert "刚写的一段" in response.content.decode()
    page.refresh_from_db()
    assert page.body == "旧的一段"


def test_the_live_preview_says_so_too(editor, no_renderer):
    article = make_article()
    no_renderer()

    response = editor.post(address("live_preview", article), {"title": "题", "body": "刚写的一段"})

    assert response.status_code == 503
    assert WORDS in response.json()["message"]


def test_words_of_a_picture_are_kept_and_its_articles_are_left_to_the_worker(
    editor, no_renderer, django_capture_on_commit_callbacks
):
    image = make_image(alt="旧的说明")
    article = make_published(body=f"![]({image.name})")
    no_renderer()

    with django_capture_on_commit_callbacks(execute=True):
        form = {"alt": "新的说明", "name": image.name, "focal_x": 50, "focal_y": 50}
        response = editor.post(f"/admin/media/image/{image.pk}/change/", form)

    assert response.status_code == 302
    assert Image.objects.get().alt == "新的说明"
    assert "旧的说明" in Article.objects.get(pk=article.pk).body_html
    assert [result.args for result in default_task_backend.results if result.task == rerender_some] == [[[article.pk]]]
