import datetime
import json
import re
from html import unescape

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME as CHOSEN
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import publishing, workflow
from articles.models import Article, Revision
from articles.policy import Role
from articles.versions.content import Content
from tests.factories import (
    make_article,
    make_category,
    make_image,
    make_published,
    make_scheduled,
    make_topic,
    make_user,
    make_withdrawn,
)

from .article_desk import LIST, TICKED, address, posted, text_of

pytestmark = pytest.mark.django_db
NEW = f"{LIST}checks/"


def codes(page):
    return re.findall(r'data-code="(\w+)"', page)


def row(page, code):
    return re.search(rf'data-code="{code}".*?</li>', page, re.DOTALL)[0]


def places(page, code):
    return json.loads(unescape(re.search(r'data-places="([^"]*)"', row(page, code))[1]))


def edits(page, code):
    return json.loads(unescape(re.search(r'data-edits="([^"]*)"', row(page, code))[1]))


def complete(**fields):
    """Return an article that no check complains of."""
    return make_article(
        description="花" * 80,
        body="社区花园今天开放，欢迎大家来看。",
        topics=[make_topic()],
        featured_image=make_image(alt="花园"),
        **fields,
    )


def test_the_form_shows_the_checks_of_what_is_saved(client, sign_in):
    sign_in(Role.EDITOR)
    whole, bare = complete(), make_article(body="好,的")

    assert "没有发现问题。" in text_of(client.get(address("change", whole)))
    page = client.get(address("change", bare))
    assert "检查 红 0 · 黄 3" in text_of(page)
    assert codes(page.content.decode()) == ["W01", "W07", "W10"]


def test_a_new_sheet_is_not_scolded_before_a_word_is_written(client, sign_in):
    sign_in(Role.WRITER)
    page = client.get(f"{LIST}add/")
    assert codes(page.content.decode()) == []
    assert "开始写之后" in text_of(page)


def test_a_form_that_comes_back_shows_the_checks_of_what_was_typed(client, sign_in):
    sign_in(Role.WRITER)
    page = client.post(f"{LIST}add/", {"title": "", "body": "好,的"})
    assert {"E01", "W10"} <= set(codes(page.content.decode()))


def test_what_is_typed_is_checked_and_nothing_is_saved(client, sign_in):
    sign_in(Role.EDITOR)
    article = make_article(title="原来的题目")
    form = posted(client.get(address("change", article)), title="", body="一\r\n好,的")

    told = client.post(address("checks", article), form).json()

    assert told["tally"] == "红 1 · 黄 3"
    assert places(told["html"], "E01") == [["title", 0, 0]]
    assert places(told["html"], "W10") == [["body", 3, 4]]
    assert edits(told["html"], "W10") == [["body", 3, 4, "，", ","]]
    assert Article.objects.get().title == "原来的题目"
    assert Revision.objects.count() == 1


def test_places_are_counted_as_a_browser_counts(client, sign_in):
    sign_in(Role.WRITER)
    told = client.post(NEW, {"title": "题", "body": "😀𠮷好,的", "slug": "a"}).json()
    assert places(told["html"], "W10") == [["body", 5, 6]]


def test_hostile_words_are_words(client, sign_in):
    sign_in(Role.WRITER)
    typed = {"title": "\x00", "body": "![a](<script>.png)\n\n好,<b>'\"", "slug": "\x00" * 300, "categories": "x"}
    answer = client.post(NEW, {**typed, "featured_image": "9" * 40, "pinned_until": "never", "pinned": "on"})
    assert answer.status_code == 200
    assert "<script>" not in answer.json()["html"]


def test_a_pin_that_is_typed_counts_and_only_for_who_may_place(client, sign_in):
    typed = {"title": "题", "body": "字", "pinned": "on", "pinned_until": "2020-01-01T00:00"}
    sign_in(Role.EDITOR)
    assert "E08" in codes(client.post(NEW, typed).json()["html"])
    assert "W13" in codes(client.post(NEW, typed | {"pinned_until": ""}).json()["html"])
    sign_in(Role.WRITER)
    assert not {"E08", "W13"} & set(codes(client.post(NEW, typed).json()["html"]))


def test_an_address_in_use_is_told_and_its_article_named_to_those_who_may_know(client, sign_in):
    make_article(title="别人的草稿", slug="taken")
    for role, named in ((Role.EDITOR, True), (Role.WRITER, False)):
        sign_in(role)
        words = client.post(NEW, {"title": "题", "body": "字", "slug": "taken"}).json()["html"]
        assert "taken" in row(words, "E05")
        assert ("别人的草稿" in words) is named


def test_a_headline_like_a_public_one_is_pointed_out(client, sign_in):
    sign_in(Role.WRITER)
    make_published(title="首届社区花园节开幕")
    make_article(title="还没有公开的题目呢")

    words = client.post(NEW, {"title": "首届社区花园节 开幕！", "body": "字"}).json()["html"]
    assert f"与《首届社区花园节开幕》（{timezone.localdate():%Y-%m-%d}）标题相同" in words
    assert "W06" not in codes(client.post(NEW, {"title": "还没有公开的题目呢", "body": "字"}).json()["html"])


def test_who_may_not_change_an_article_gets_no_answer(client, sign_in):
    writer = sign_in(Role.WRITER)
    foreign, own = make_article(owner=make_user()), make_article(owner=writer)
    workflow.apply(own, "submit", actor=writer)

    assert client.post(address("checks", foreign), {"title": "a"}).status_code == 404
    assert client.post(address("checks", own), {"title": "a"}).status_code == 403
    assert client.get(address("checks", make_article(owner=writer))).status_code == 405
    assert client.get(NEW).status_code == 405
    client.logout()
    assert client.post(NEW, {"title": "a"}).status_code == 302
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(writer)
    assert strict.post(NEW, {"title": "a"}).status_code == 403


def test_questions_do_not_grow_with_the_text(client, sign_in):
    sign_in(Role.EDITOR)
    article, counts = make_article(), []
    for number in (1, 5):
        make_published(title=f"又一篇{number}")
        body = "\n\n".join(f"![图](没有{index}.png) 好,的" for index in range(number))
        with CaptureQueriesContext(connection) as queries:
            client.post(address("checks", article), {"title": "题", "body": body, "slug": "x"})
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12


# --- the tick before publication


@pytest.mark.parametrize(
    ("make", "step", "words"),
    [
        (make_article, "publish", {}),
        (make_article, "schedule", {"at": "2099-11-30T18:00"}),
        (make_scheduled, "publish", {}),
        (make_withdrawn, "republish", {}),
    ],
)
def test_a_step_to_readers_waits_for_the_tick(client, sign_in, make, step, words):
    sign_in(Role.EDITOR)
    article = make()
    before = (article.state, article.published_at)

    asked = client.get(address("step", article, step))
    assert "没有封面图，列表里只显示文字。" in text_of(asked)
    assert "我已确认，仍要发布" in text_of(asked)
    refused = client.post(address("step", article, step), words)
    assert refused.status_code == 409
    assert "勾选后继续，或者返回编辑" in text_of(refused)
    article.refresh_from_db()
    assert (article.state, article.published_at) == before
    assert client.post(address("step", article, step), words | TICKED).status_code == 302
    article.refresh_from_db()
    assert article.state == "published"


def test_an_update_waits_for_the_tick_too(client, sign_in):
    sign_in(Role.EDITOR)
    article = make_published(title="原题")
    publishing.save_revision(article, Content(**{**vars(Content.of(article)), "title": "新题"}), author=None)

    assert client.post(address("step", article, "update")).status_code == 409
    assert Article.objects.get().title == "原题"
    client.post(address("step", article, "update"), TICKED)
    assert Article.objects.get().title == "新题"


def test_nothing_is_asked_where_nothing_is_wrong(client, sign_in):
    sign_in(Role.EDITOR)
    article = complete()
    assert "我已确认" not in text_of(client.get(address("step", article, "publish")))
    assert client.post(address("step", article, "publish")).status_code == 302


def test_the_day_in_the_text_is_compared_with_the_day_of_publication(client, sign_in):
    sign_in(Role.EDITOR)
    day = timezone.localdate()
    article = complete()
    content = Content(**{**vars(Content.of(article)), "body": f"{day.month}月{day.day}日，花园开放。"})
    publishing.save_revision(article, content, author=None)
    far = f"{timezone.localtime() + datetime.timedelta(days=120):%Y-%m-%dT%H:%M}"

    refused = client.post(address("step", article, "schedule"), {"at": far})
    assert refused.status_code == 409
    assert "与发布时间相差较大" in text_of(refused)
    assert client.post(address("step", article, "publish")).status_code == 302


def test_red_stops_and_the_tick_does_not_help(client, sign_in):
    sign_in(Role.EDITOR)
    article = make_article(body="")
    response = client.post(address("step", article, "publish"), TICKED)
    assert response.status_code == 409
    assert Article.objects.get().state == "draft"


def test_submitting_shows_the_yellow_checks_and_waits_for_no_tick(client, sign_in):
    writer = sign_in(Role.WRITER)
    article = make_article(owner=writer)

    asked = text_of(client.get(address("step", article, "submit")))
    assert "没有封面图" in asked
    assert "我已确认" not in asked
    client.post(address("step", article, "submit"))
    assert Article.objects.get().state == "in_review"


def test_a_bulk_publication_lists_the_yellow_checks_and_waits_for_one_tick(client, sign_in):
    sign_in(Role.EDITOR)
    first, second, whole = make_article(title="甲"), make_article(title="乙", body="好,的"), complete(title="丙")
    chosen = {"action": "publish", CHOSEN: [first.pk, second.pk, whole.pk]}

    asked = text_of(client.post(LIST, chosen))
    assert asked.count("没有封面图") == 2
    assert "半角标点" in asked
    refused = client.post(LIST, chosen | {"confirmed": "1"})
    assert "勾选后继续" in text_of(refused)
    assert set(Article.objects.values_list("state", flat=True)) == {"draft"}
    client.post(LIST, chosen | {"confirmed": "1"} | TICKED)
    assert set(Article.objects.values_list("state", flat=True)) == {"published"}


def test_a_bulk_publication_of_what_is_whole_asks_for_no_tick(client, sign_in):
    sign_in(Role.EDITOR)
    article = complete(categories=[make_category("新闻")])
    client.post(LIST, {"action": "publish", CHOSEN: [article.pk], "confirmed": "1"})
    assert Article.objects.get().state == "published"
