"""Versions: listed, compared, restored, named."""

import pytest

from articles import publishing, workflow
from articles.models import Article, Revision
from articles.policy import Role
from articles.versions.content import Content
from tests.factories import make_article, make_image, make_user

from .article_desk import address, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(sign_in):
    return sign_in(Role.EDITOR, last_name="王编辑")


def save(article, author=None, kind=Revision.Kind.SAVE, **changes):
    content = Content(**{**vars(Content.newest(article)), **changes})
    return publishing.save_revision(article, content, author=author, kind=kind)


def newest(article):
    return Content.newest(Article.objects.get(pk=article.pk))


def test_the_autosaves_of_a_sitting_are_one_line(client, editor):
    article = make_article(body="一。")
    for body in ("一。二。", "一。二。三。"):
        save(article, editor, Revision.Kind.AUTOSAVE, body=body)
    save(article, editor, body="一。二。三。四。")

    page = client.get(address("history", article)).content.decode()

    assert page.count('name="new"') == 2
    assert "之前 2 次自动保存" in page
    assert "+6 / −0" in page


def test_two_versions_are_compared_field_by_field_and_by_character(client, editor):
    article = make_article(title="旧标题", body="天亮了。\n我们出发。\n")
    save(
        article, editor, title="新标题", body="天亮了。\n我们不出发。\n", featured_image=make_image().pk, tags=("社区",)
    )

    response = client.get(address("compare", article))

    words = text_of(response)
    for told in ("标题", "封面图", "标签", "社区", "第 1 版", "第 2 版"):
        assert told in words
    assert '<ins><span class="visually-hidden">新增：</span>不</ins>' in response.content.decode()


def test_equal_paragraphs_are_folded(client, editor):
    lines = [f"第 {number} 段。\n" for number in range(20)]
    article = make_article(body="".join(lines))
    save(article, editor, body="".join([*lines[:10], "新的一段。\n", *lines[10:]]))

    assert "展开 9 段相同内容" in text_of(client.get(address("compare", article)))


def test_the_public_version_is_one_side_on_request(client, editor):
    article = make_article(title="线上标题")
    workflow.apply(article, "publish", actor=editor)
    save(article, editor, title="改过的标题")
    save(article, editor, title="又改的标题")

    words = text_of(client.get(address("compare", article), {"old": "live", "new": "newest"}))

    assert "第 1 版" in words
    assert "第 3 版" in words


@pytest.mark.parametrize("query", [{"old": "99"}, {"new": "x"}, {"old": "-1"}, {"new": "9" * 11}, {"old": "live"}])
def test_a_version_that_does_not_exist_is_not_found(client, editor, query):
    assert client.get(address("compare", make_article()), query).status_code == 404


def test_an_older_version_is_restored_as_the_draft_and_readers_see_what_they_saw(client, editor):
    article = make_article(title="第一稿", body="一")
    save(article, editor, title="第二稿", body="二")
    workflow.apply(article, "publish", actor=editor)

    response = client.post(address("restore", article, 1), {"seen": "2"}, follow=True)

    assert "已用第 1 版" in text_of(response)
    article.refresh_from_db()
    assert (article.title, newest(article).title) == ("第二稿", "第一稿")
    assert article.latest_revision.kind == Revision.Kind.RESTORE


def test_restoring_over_a_version_that_was_not_seen_is_refused(client, editor):
    article = make_article(title="第一稿")
    save(article, editor, title="第二稿")
    save(article, make_user(username="li", last_name="李主编"), title="第三稿")

    response = client.post(address("restore", article, 1), {"seen": "2"})

    assert response.status_code == 409
    assert "李主编" in text_of(response)
    assert newest(article).title == "第三稿"


def test_a_version_set_aside_can_be_compared_and_restored(client, editor):
    article = make_article(body="旧")
    save(article, body="对方的")
    publishing.set_aside(article, Content(**{**vars(newest(article)), "body": "我的"}), author=editor, based_on=1)

    assert client.get(address("compare", article), {"old": "2", "new": "3"}).status_code == 200
    client.post(address("restore", article, 3), {"seen": "2"})
    assert newest(article).body == "我的"


def test_a_version_gets_a_note_that_the_history_shows(client, editor):
    article = make_article()

    client.post(address("name_version", article, 1), {"note": " 删减之前 "})

    assert article.revisions.get().note == "删减之前"
    assert "删减之前" in text_of(client.get(address("history", article)))


def test_a_writer_reads_and_compares_an_own_locked_article_but_restores_nothing(client, sign_in):
    writer = sign_in(Role.WRITER)
    article = make_article(owner=writer, title="第一稿")
    save(article, writer, title="第二稿")
    workflow.apply(article, "submit", actor=writer)

    page = client.get(address("compare", article))
    assert page.status_code == 200
    assert "恢复此版本" not in text_of(page)
    assert client.post(address("restore", article, 1), {"seen": "2"}).status_code == 403
    assert client.post(address("name_version", article, 1), {"note": "x"}).status_code == 403


@pytest.mark.parametrize("page", ["history", "compare"])
def test_the_pages_cost_the_same_for_few_and_many_versions(client, editor, page, django_assert_max_num_queries):
    article = make_article()
    for number in range(6):
        save(article, make_user(username=f"u{number}"), title=f"第 {number} 稿")

    with django_assert_max_num_queries(16):
        client.get(address(page, article))
