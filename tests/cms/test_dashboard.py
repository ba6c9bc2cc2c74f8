"""The newsroom's first page: what waits for whom, and what wants mending. (``cms/dashboard.py``)"""

import re

import pytest
import time_machine
from django.utils import timezone

from articles import workflow
from articles.models import StateChange
from articles.policy import Role
from tests.factories import make_article, make_published, make_scheduled, make_user, make_withdrawn

pytestmark = pytest.mark.django_db


@pytest.fixture
def newsroom(client):
    def as_role(role, **fields):
        client.user = make_user(role, **fields)
        client.force_login(client.user)
        return client

    return as_role


def blocks(client):
    """Return the first page's lists by name: titles of the rows, and the total."""
    shown = client.get("/admin/").context["blocks"]
    return {block.name: ([article.title for article in block.rows], block.total) for block in shown}


def test_the_first_page_of_an_empty_newsroom_says_what_to_do(newsroom):
    client = newsroom(Role.EDITOR)
    page = client.get("/admin/").content.decode()

    assert blocks(client) == {"review": ([], 0), "drafts": ([], 0), "coming": ([], 0), "recent": ([], 0)}
    for words in ("没有待审的文章。", "没有草稿。写一篇吧。", "没有排期的文章。"):
        assert words in page


def test_an_editor_sees_what_waits_for_whom(newsroom):
    client = newsroom(Role.EDITOR)
    writer = make_user(Role.WRITER, first_name="小张")
    waiting = make_article(title="待审的", owner=writer)
    workflow.apply(waiting, "submit", actor=writer)
    make_article(title="我的稿", owner=client.user)
    make_article(title="别人的稿", owner=writer)
    make_scheduled(title="明天的", owner=writer)
    make_published(title="刚发的", owner=writer)
    make_withdrawn(title="撤下的", owner=writer)

    shown = blocks(client)
    assert shown["review"] == (["待审的"], 1)
    assert shown["drafts"] == (["我的稿"], 1)
    assert shown["coming"] == (["明天的"], 1)
    assert (set(shown["recent"][0]), shown["recent"][1]) == ({"刚发的", "撤下的"}, 2)
    page = client.get("/admin/").content.decode()
    assert "小张" in page
    assert re.search(r"<s><a [^>]*>撤下的</a></s>", page)


def test_a_writer_sees_own_articles_only_and_first_what_was_sent_back(newsroom):
    client = newsroom(Role.WRITER)
    other = make_user(Role.WRITER)
    returned = make_article(title="退回的", owner=client.user)
    workflow.apply(returned, "submit", actor=client.user)
    workflow.apply(returned, "send_back", actor=make_user(Role.EDITOR), note="第二段缺来源。")
    make_article(title="我的稿", owner=client.user)
    for make in (make_article, make_scheduled, make_published):
        make(title="别人的秘密", owner=other)

    assert blocks(client) == {
        "returned": (["退回的"], 1),
        "drafts": (["我的稿"], 1),
        "coming": ([], 0),
        "recent": ([], 0),
    }
    page = client.get("/admin/").content.decode()
    assert "第二段缺来源。" in page
    assert "别人的秘密" not in page


def test_the_first_page_counts_what_wants_mending_and_leads_there(newsroom):
    client = newsroom(Role.EDITOR)
    assert "没有发现问题。" in client.get("/admin/").content.decode()
    make_published(pinned=True)
    make_published(weight=1)
    trashed = make_article()
    workflow.apply(trashed, "trash", actor=None)

    found = client.get("/admin/").context["problems"]

    counts = {counter.title: counter.total for counter in found}
    assert counts == {"没有封面": 2, "没有专题": 2, "置顶没有截止时间": 1, "权重文章": 1}
    for counter in found:
        assert client.get(counter.url).context["cl"].result_count == counter.total


def test_a_writer_is_told_of_the_own_articles_only(newsroom):
    client = newsroom(Role.WRITER)
    make_published(pinned=True)

    assert client.get("/admin/").context["problems"] == []


def test_a_near_day_is_said_in_a_word(newsroom):
    client = newsroom(Role.EDITOR)
    with time_machine.travel("2026-11-23T12:00:00+08:00", tick=False):
        for days in (0, 1, 2):
            make_scheduled(at=timezone.now() + timezone.timedelta(days=days, hours=6))
        make_published(at=timezone.now() - timezone.timedelta(days=1))
        page = client.get("/admin/").content.decode()
    for words in ("今天 18:00", "明天 18:00", "11-25 18:00", "昨天 12:00"):
        assert words in page


def test_an_article_to_review_is_opened_and_compared_from_the_first_page(newsroom):
    client = newsroom(Role.EDITOR)
    article = make_article()
    workflow.apply(article, "submit", actor=None)
    page = client.get("/admin/").content.decode()

    review = f"/admin/articles/article/{article.pk}/review/"
    for path in (review, f"{review}?tab=compare"):
        assert f'href="{path}"' in page
        assert client.get(path).status_code == 200


def test_a_block_shows_five_and_counts_all(newsroom):
    client = newsroom(Role.WRITER)
    for _ in range(7):
        make_article(owner=client.user)

    titles, total = blocks(client)["drafts"]
    assert (len(titles), total) == (5, 7)


def test_each_block_leads_to_a_list_that_has_its_articles(newsroom):
    client = newsroom(Role.EDITOR)
    for make in (make_article, make_scheduled, make_published):
        make(owner=client.user)
    workflow.apply(make_article(owner=client.user), "submit", actor=client.user)

    for block in client.get("/admin/").context["blocks"]:
        assert client.get(block.url).context["cl"].result_count >= block.total


@pytest.mark.parametrize("role", Role)
def test_the_first_page_asks_at_most_ten_questions(newsroom, role, django_assert_max_num_queries):
    client = newsroom(role)
    for number in range(3):
        article = make_article(owner=client.user)
        workflow.apply(article, "submit", actor=client.user)
        if number:
            workflow.apply(article, "send_back", actor=None, note="改")
        make_published(owner=client.user)
        make_scheduled(owner=client.user)
        make_article(owner=client.user)
    with django_assert_max_num_queries(10):
        client.get("/admin/")


def test_the_first_page_escapes_titles_and_notes(newsroom):
    client = newsroom(Role.WRITER, first_name="<b>王</b>")
    article = make_article(title="<script>alert(1)</script>", owner=client.user)
    workflow.apply(article, "submit", actor=client.user)
    workflow.apply(article, "send_back", actor=None, note="<img src=x>")
    page = client.get("/admin/").content.decode()

    assert "<script>alert" not in page
    assert "<img src=x>" not in page
    assert "<b>王" not in page
    assert StateChange.objects.count() == 2


def test_the_time_of_a_scheduled_article_is_the_newsrooms(newsroom):
    client = newsroom(Role.EDITOR)
    at = timezone.datetime.fromisoformat("2099-11-23T18:00:00+08:00")
    make_scheduled(at=at)
    assert "2099-11-23 18:00" in client.get("/admin/").content.decode()
