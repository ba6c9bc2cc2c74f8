"""Suggesting a change of a published article on the screen: the writer's form, the editor's page."""

import pytest
from django.urls import reverse

from articles import suggestions
from articles.policy import Role
from articles.versions.content import Content
from tests.factories import make_published, make_user

from .article_desk import LIST, address, posted, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return make_published(owner=make_user(), title="旧题", body="原文。")


def suggest(client, article, **changes):
    client.force_login(article.owner)
    form = posted(client.get(address("change", article)), _suggest="1", **changes)
    return client.post(address("change", article), form, follow=True)


def test_a_writer_writes_the_change_into_the_form_and_an_editor_takes_it_over(client, article):
    client.force_login(article.owner)
    page = client.get(address("change", article))
    assert "编辑采纳之前，读者看到的不变" in text_of(page)
    assert 'name="_suggest"' in page.content.decode()
    assert "保存草稿" not in text_of(page)

    sent = suggest(client, article, body="改过。", note="第一句有误")
    assert "已提交给编辑" in text_of(sent)
    found = article.suggestions.get()

    client.force_login(make_user(Role.EDITOR))
    desk = client.get("/admin/").context["blocks"]
    assert [(block.name, [row.title for row in block.rows]) for block in desk if block.name == "review"] == [
        ("review", ["旧题"])
    ]
    review = address("suggestion", article, found.pk)
    assert review in client.get("/admin/").content.decode()
    assert review in client.get(address("change", article)).content.decode()
    assert "旧题" in text_of(client.get(f"{LIST}?status=in_review"))
    page = text_of(client.get(review))
    assert "第一句有误" in page
    assert "采纳" in page

    seen = article.latest_revision.number
    done = client.post(review, {"_take": "1", "seen": seen}, follow=True)
    assert "已采纳到工作稿" in text_of(done)
    article.refresh_from_db()
    assert (Content.newest(article).body, article.body) == ("改过。", "原文。")
    assert "更新发布" in text_of(done)


def test_the_form_goes_on_with_what_was_suggested(client, article):
    suggest(client, article, body="改过。")
    again = client.get(address("change", article))

    assert posted(again)["body"] == ["改过。"]
    suggest(client, article, body="再改。")
    assert sorted(one.state for one in article.suggestions.all()) == ["replaced", "waiting"]
    waiting = article.suggestions.waiting().get()
    assert Content.of_revision(waiting.revision).body == "再改。"


def test_without_a_change_it_says_so_and_keeps_the_words(client, article):
    refused = suggest(client, article, note="只是说一声")
    assert refused.status_code == 409
    assert "还没有改动任何内容" in text_of(refused)
    assert posted(refused)["note"] == ["只是说一声"]


def test_declining_wants_an_answer_that_the_writer_reads(client, article):
    suggest(client, article, title="新题")
    found = article.suggestions.get()
    review = address("suggestion", article, found.pk)
    client.force_login(make_user(Role.EDITOR))
    assert "写明原因" in text_of(client.post(review, {"_decline": "1", "answer": ""}))
    client.post(review, {"_decline": "1", "answer": "标题统一过。"})

    client.force_login(article.owner)
    page = text_of(client.get(review))
    assert "没有采纳" in page
    assert "标题统一过。" in page
    assert "标题统一过。" in text_of(client.get(reverse("admin:articles_notification_changelist")))
    told = article.notifications.get(event="declined")
    assert client.post(reverse("admin:articles_notification_open", args=[told.pk])).url == review


def test_a_writer_takes_it_back(client, article):
    suggest(client, article, title="新题")
    found = article.suggestions.get()
    done = client.post(address("suggestion", article, found.pk), {"_withdraw": "1"}, follow=True)
    assert "已撤回" in text_of(done)
    assert posted(client.get(address("change", article)))["title"] == ["旧题"]


def test_saving_and_saving_by_itself_stay_closed_to_the_writer(client, article):
    client.force_login(article.owner)
    form = posted(client.get(address("change", article)), title="绕过")
    assert client.post(address("change", article), form).status_code == 403
    assert client.post(address("autosave", article), form).status_code == 403
    assert article.revisions.count() == 1


def test_others_learn_nothing_and_decide_nothing(client, article, sign_in):
    number = article.latest_revision.number
    content = Content.newest(article)
    changed = Content(**{**vars(content), "title": "新题"})
    found = suggestions.suggest(article, changed, author=article.owner, based_on=number)
    review = address("suggestion", article, found.pk)

    sign_in(Role.WRITER)
    assert client.get(review).status_code == 404
    assert client.post(review, {"_take": "1", "seen": number}).status_code == 404
    client.force_login(article.owner)
    assert client.post(review, {"_take": "1", "seen": number}).status_code == 403
    assert client.post(review, {"_decline": "1", "answer": "不"}).status_code == 403
    sign_in(Role.EDITOR)
    assert client.post(address("suggestion", make_published(), found.pk), {"_take": "1"}).status_code == 404
    assert article.suggestions.waiting().exists()
    stale = client.post(review, {"_take": "1", "seen": number + 5})
    assert stale.status_code == 409
