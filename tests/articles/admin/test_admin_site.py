"""The newsroom as a whole: its door, its first page, its order. (``cms/admin_site.py``)"""

import re

import pytest
import time_machine
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override

from articles import workflow
from articles.models import StateChange
from articles.policy import Role
from tests.factories import make_article, make_published, make_scheduled, make_user, make_withdrawn

pytestmark = pytest.mark.django_db

WRITERS = ["文章", "媒体库", "专题", "栏目", "标签", "作者"]
SIDEBARS = {
    Role.WRITER: [("内容", WRITERS)],
    Role.EDITOR: [("内容", WRITERS), ("维护", ["跳转"])],
    Role.CHIEF: [("内容", WRITERS), ("维护", ["跳转"])],
    Role.ADMIN: [("内容", WRITERS), ("维护", ["跳转", "站点设置", "用户"])],
}


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


@pytest.mark.parametrize("role", Role)
def test_the_sidebar_has_what_the_role_may_use_in_our_order(newsroom, role):
    groups = newsroom(role).get("/admin/").context["available_apps"]

    assert [(str(group["name"]), [str(model["name"]) for model in group["models"]]) for group in groups] == SIDEBARS[
        role
    ]


def test_other_peoples_models_are_not_shown(newsroom):
    client = newsroom(Role.ADMIN)
    assert {model._meta.label for model in admin.site._registry} == {
        *("articles.Article", "articles.Author", "articles.Category", "articles.Redirect", "articles.SiteSettings"),
        *("articles.Tag", "articles.Topic", "media.Image", "auth.User"),
    }
    for path in ("auth/group/", "taggit/tag/", "sessions/session/", "admin/logentry/", "contenttypes/contenttype/"):
        assert client.get(f"/admin/{path}").status_code == 404


@pytest.mark.parametrize(
    ("hour", "words"),
    [
        (0, "晚上好"),
        (4, "晚上好"),
        (5, "早上好"),
        (10, "早上好"),
        (11, "中午好"),
        (13, "下午好"),
        (17, "下午好"),
        (18, "晚上好"),
    ],
)
def test_the_greeting_follows_the_newsrooms_clock(newsroom, hour, words):
    with time_machine.travel(f"2026-11-23T{hour:02}:30:00+08:00", tick=False):
        page = newsroom(Role.EDITOR, first_name="王编辑").get("/admin/").content.decode()
    assert f"<h1>{words}，王编辑</h1>" in page


def test_every_member_of_staff_may_begin_an_article_from_the_first_page(newsroom):
    page = newsroom(Role.WRITER).get("/admin/").content.decode()
    assert re.search(r'href="/admin/articles/article/add/">\s*写新文章', page)


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


# --- the door


def test_a_stranger_is_asked_to_log_in_and_learns_nothing(client):
    for path in ("/admin/", "/admin/articles/topic/", "/admin/articles/article/1/change/", "/admin/auth/user/"):
        response = client.get(path)
        assert (response.status_code, response["Location"]) == (302, f"/admin/login/?next={path}")


def test_the_door_lets_password_managers_help(client):
    page = client.get("/admin/login/").content.decode()

    assert 'autocomplete="username"' in page
    assert 'autocomplete="current-password"' in page
    assert "<h1>登录</h1>" in page


@pytest.mark.parametrize(
    "form",
    [
        {"username": "nobody", "password": "x"},
        {"username": "reader", "password": "correct horse battery"},
        {"username": "closed", "password": "correct horse battery"},
    ],
)
def test_a_wrong_password_a_reader_and_a_closed_account_are_told_the_same(client, form):
    make_user(None, username="reader")
    make_user(Role.WRITER, username="closed", is_active=False)
    page = client.post("/admin/login/", form).content.decode()

    assert "密码不对，或者这个账号不能进编辑部" in page
    assert 'role="alert"' in page
    assert f'value="{form["username"]}"' in page


@pytest.mark.parametrize(
    "form", [{}, {"username": "\0", "password": "\0"}, {"username": "x" * 9999, "password": "y" * 9999}]
)
def test_no_login_breaks_the_door(client, form):
    assert client.post("/admin/login/", form).status_code == 200


def test_after_the_login_nobody_is_led_to_another_site(client):
    user = make_user(Role.WRITER)
    body = {"username": user.username, "password": "correct horse battery", "next": "https://evil.example/"}
    assert client.post("/admin/login/", body)["Location"] == "/admin/"


def test_logging_out_needs_a_post_with_a_token(newsroom):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make_user(Role.WRITER))
    assert strict.get("/admin/logout/").status_code == 405
    assert strict.post("/admin/logout/").status_code == 403
    assert strict.get("/admin/").status_code == 200


# --- words and hostile input


def test_our_words_win_over_djangos():
    with override("zh-hans"):
        assert [gettext(words) for words in ("Filter", "Action:", "Add", "Log in")] == [
            "筛选",
            "批量操作",
            "新建",
            "登录",
        ]
        assert gettext("Add %(name)s") == "新建%(name)s"
        assert gettext("Save") == "保存"


@pytest.mark.parametrize(
    "body",
    [
        {"action": "delete_selected", "_selected_action": ["abc"], "post": "yes"},
        {"action": "delete_selected", "_selected_action": ["9" * 30], "post": "yes"},
        {"action": "delete_selected", "_selected_action": ["\0"], "post": "yes"},
        {"action": "nothing", "_selected_action": ["1"], "index": "x"},
        {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-id": "9" * 30, "_save": "1"},
        {"form-TOTAL_FORMS": "x", "form-INITIAL_FORMS": "-1", "_save": "1"},
        {"_save": "1"},
    ],
)
@pytest.mark.parametrize("thing", ["articles_category", "articles_tag", "articles_redirect", "auth_user"])
def test_no_post_breaks_a_list(newsroom, thing, body):
    client = newsroom(Role.ADMIN)
    assert client.post(reverse(f"admin:{thing}_changelist"), body).status_code in {200, 302, 400}


@pytest.mark.parametrize("thing", ["articles_category", "articles_author", "articles_redirect", "auth_user"])
@pytest.mark.parametrize("key", ["abc", "9" * 30, "-1", "1_2", "%00", "../1"])
@pytest.mark.parametrize("page", ["change", "delete", "history"])
def test_no_key_breaks_a_form(newsroom, thing, key, page):
    app, model = thing.split("_")
    assert newsroom(Role.ADMIN).get(f"/admin/{app}/{model}/{key}/{page}/").status_code in {302, 404}


def test_every_screen_is_private_and_kept_from_robots(newsroom):
    client = newsroom(Role.ADMIN)
    for path in ("/admin/", "/admin/articles/topic/", "/admin/auth/user/add/"):
        response = client.get(path)
        assert "no-store" in response["Cache-Control"]
        assert response["X-Robots-Tag"] == "noindex"


def test_the_time_of_a_scheduled_article_is_the_newsrooms(newsroom):
    client = newsroom(Role.EDITOR)
    at = timezone.datetime.fromisoformat("2099-11-23T18:00:00+08:00")
    make_scheduled(at=at)
    assert "2099-11-23 18:00" in client.get("/admin/").content.decode()
