"""The newsroom as a whole: its door, its first page, its order. (``cms/admin_site.py``)"""

import re

import pytest
import time_machine
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext, override

from articles.policy import Role
from tests.factories import make_user

pytestmark = pytest.mark.django_db

WRITERS = ["文章", "媒体库", "专题", "栏目", "标签", "作者"]
ARRANGE = ["编排首页", "发布日历"]
SIDEBARS = {
    Role.WRITER: [("内容", WRITERS), ("编排", ["发布日历"])],
    Role.EDITOR: [("内容", WRITERS), ("编排", ARRANGE), ("维护", ["跳转", "链接失效"])],
    Role.CHIEF: [
        ("内容", WRITERS),
        ("编排", ARRANGE),
        ("维护", ["静态页面", "站内词库", "跳转", "链接失效", "导入报告", "操作记录"]),
    ],
    Role.ADMIN: [
        ("内容", WRITERS),
        ("编排", ARRANGE),
        (
            "维护",
            ["静态页面", "站内词库", "跳转", "链接失效", "导入报告", "站点设置", "用户", "操作记录", "运行状况"],
        ),
    ],
}


@pytest.fixture
def newsroom(client):
    def as_role(role, **fields):
        client.user = make_user(role, **fields)
        client.force_login(client.user)
        return client

    return as_role


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
        *("articles.HouseWord", "articles.MissingAddress", "articles.Notification", "articles.LinkedAddress"),
        "articles.ImportRun",
        *("articles.StaticPage", "articles.Tag", "articles.Topic", "media.Image", "auth.User", "cms.AuditEntry"),
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
        {"username": "writer", "password": "x"},
        {"username": "closed", "password": "correct horse battery"},
    ],
)
def test_a_wrong_name_a_wrong_password_and_a_closed_account_are_told_the_same(client, form):
    make_user(Role.WRITER, username="writer")
    make_user(Role.WRITER, username="closed", is_active=False)
    page = client.post("/admin/login/", form).content.decode()

    assert "用户名或密码不对。注意大小写。" in page
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
