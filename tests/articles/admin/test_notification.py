"""The bell, the page behind it, and what comes by mail."""

import pytest

from articles import workflow
from articles.models import Notification, NotificationChoice
from articles.policy import Role
from tests.factories import make_article, make_user

from .article.article_desk import address, text_of

pytestmark = pytest.mark.django_db
PAGE = "/admin/articles/notification/"


def submitted(title="新稿", **fields):
    writer = make_user(**fields)
    article = make_article(owner=writer, title=title)
    workflow.apply(article, "submit", actor=writer)
    return article


def test_the_bell_shows_the_number_and_the_page_what_happened(client, sign_in):
    editor = sign_in(Role.EDITOR)
    article = submitted(first_name="小张")

    assert "通知 1 条未读" in text_of(client.get("/admin/"))
    page = text_of(client.get(PAGE))
    assert "待审 新稿" in page
    assert "小张" in page

    row = Notification.objects.get(recipient=editor)
    opened = client.post(f"{PAGE}{row.pk}/open/")
    assert opened.url == address("change", article)
    assert "条未读" not in text_of(client.get("/admin/"))


def test_looking_marks_nothing_and_all_are_marked_at_once(client, sign_in):
    editor = sign_in(Role.EDITOR)
    submitted("甲")
    submitted("乙")
    row = Notification.objects.filter(recipient=editor).first()
    client.get(PAGE)
    for path in (f"{PAGE}read/", f"{PAGE}{row.pk}/open/", f"{PAGE}mail/"):
        assert client.get(path).status_code == 405
    assert Notification.objects.filter(recipient=editor, read_at=None).count() == 2

    client.post(f"{PAGE}read/")

    assert not Notification.objects.filter(recipient=editor, read_at=None).exists()


def test_what_others_were_told_is_theirs(client, sign_in):
    other = make_user(Role.EDITOR)
    submitted()
    row = Notification.objects.get(recipient=other)
    sign_in(Role.CHIEF)
    assert client.post(f"{PAGE}{row.pk}/open/").status_code == 404
    client.post(f"{PAGE}read/")
    row.refresh_from_db()
    assert row.read_at is None


def test_mail_is_chosen_and_the_page_says_what_it_lacks(client, sign_in, settings):
    editor = sign_in(Role.EDITOR)
    assert "网站还没有设置发信服务器" in text_of(client.get(PAGE))
    settings.EMAIL_HOST = "smtp.example.cn"
    assert "你的账号没有邮箱" in text_of(client.get(PAGE))
    editor.email = "wang@example.cn"
    editor.save()
    assert "邮件发到 wang@example.cn。" in text_of(client.get(PAGE))

    client.post(f"{PAGE}mail/", {"mail": "at_once"})
    submitted()
    assert Notification.objects.get(recipient=editor).mail == "at_once"
    client.post(f"{PAGE}mail/", {"mail": "daily"})
    assert Notification.objects.get(recipient=editor).mail == "daily", "what still waits goes the new way"
    assert client.post(f"{PAGE}mail/", {"mail": "hourly"}).status_code == 409
    assert NotificationChoice.objects.get().mail == "daily"


def test_the_page_costs_the_same_for_few_and_many(client, sign_in, django_assert_max_num_queries):
    sign_in(Role.EDITOR)
    for number in range(5):
        submitted(f"第{number}篇")
    with django_assert_max_num_queries(9):
        client.get(PAGE)
