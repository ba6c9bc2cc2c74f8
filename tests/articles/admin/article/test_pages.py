import pytest
from django.utils import timezone

from articles import publishing, workflow
from articles.models import Article, Redirect
from articles.policy import Role
from articles.versions.content import Content
from tests.factories import make_article, make_published, make_unrenderable, make_withdrawn

from .article_desk import address, posted, text_of

pytestmark = pytest.mark.django_db


def test_only_chief_editors_delete_for_ever_and_only_from_the_trash(client, sign_in):
    article = make_withdrawn()
    sign_in(Role.CHIEF)
    assert client.post(address("delete", article)).status_code == 409
    workflow.apply(article, "trash", actor=None)
    sign_in(Role.EDITOR)
    assert client.post(address("delete", article)).status_code == 403
    assert Article.objects.count() == 1

    sign_in(Role.CHIEF)
    assert "无法恢复" in text_of(client.get(address("delete", article)))
    assert Article.objects.count() == 1
    client.post(address("delete", article))
    assert not Article.objects.exists()
    assert Redirect.objects.get(source=article.path).target == "", "readers of the address still get 410"


def test_the_preview_shows_the_newest_version_to_nobody_else(client, sign_in):
    sign_in(Role.EDITOR)
    article = make_published(title="线上标题")
    newer = Content(
        **{**vars(Content.of(article)), "title": "稿子标题", "body": "新的**正文**", "tags": ("还没有的标签",)}
    )
    publishing.save_revision(article, newer, author=None, based_on=1)

    response = client.get(address("preview", article))

    page = response.content.decode()
    assert "稿子标题" in text_of(response).replace(" ", "")
    assert "<strong>正文</strong>" in page
    assert "还没有的标签" in page
    assert "预览稿，请勿外传" in page
    assert 'name="robots" content="noindex"' in page
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Referrer-Policy"] == "same-origin"
    article.refresh_from_db()
    assert article.title == "线上标题"
    assert not article.tags.filter(name="还没有的标签").exists()


def test_the_preview_of_a_draft_needs_no_date(client, sign_in):
    sign_in(Role.EDITOR)
    article = make_article(title="草稿", categories=[])

    assert client.get(address("preview", article)).status_code == 200


def test_the_history_names_steps_and_versions(client, sign_in):
    editor = sign_in(Role.EDITOR, last_name="王编辑")
    article = make_article()
    workflow.apply(article, "publish", actor=editor, at=timezone.now())

    words = text_of(client.get(address("history", article)))

    assert "发布" in words
    assert "王编辑" in words
    assert "线上版本" in words


PAGES_THAT_LAY_OUT = ["preview", "wechat", "wechat_body", "wechat_pictures"]


@pytest.mark.parametrize("page", PAGES_THAT_LAY_OUT)
def test_a_version_that_cannot_be_laid_out_is_told_where_it_would_be_shown(client, sign_in, page):
    sign_in(Role.CHIEF)
    article = make_unrenderable()

    response = client.get(address(page, article))

    assert response.status_code == 409
    assert "第 3 行嵌套太深" in text_of(response)


def test_a_version_that_cannot_be_laid_out_is_opened_and_can_be_mended(client, sign_in):
    sign_in(Role.CHIEF)
    article = make_unrenderable()
    page = client.get(address("change", article))
    assert "&gt; &gt; &gt;" in page.content.decode()

    refused = client.post(address("change", article), posted(page))
    assert "第 3 行嵌套太深" in text_of(refused)

    client.post(address("change", article), posted(page, body="一\n\n深"))
    article.refresh_from_db()
    assert Content.of_revision(article.latest_revision).body == "一\n\n深"
    assert article.body_html == "<p>一</p>\n<p>深</p>"


def test_the_status_says_of_what_was_taken_down_that_nobody_sees_it(client, sign_in):
    sign_in(Role.EDITOR)
    article = make_published()
    assert "发布。" in text_of(client.get(address("change", article)))

    workflow.apply(article, "unpublish", actor=None)
    assert "发布过，读者现在看不到" in text_of(client.get(address("change", article)))
    workflow.apply(article, "trash", actor=None)
    workflow.apply(article, "restore", actor=None)
    assert "发布过，读者现在看不到" in text_of(client.get(address("change", article)))
