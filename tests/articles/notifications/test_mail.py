"""Notifications by mail: what is sent, when, and what happens when the server is away."""

import smtplib

import pytest
from django.core import mail

from articles import notifications, workflow
from articles.models import Notification, NotificationChoice
from articles.notifications import mail as notification_mail
from articles.policy import Role
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def by_mail(settings):
    """Return a function that makes an account which wants its mail this way; a server is set."""
    settings.EMAIL_HOST = "smtp.example.cn"

    def account(way, role=Role.EDITOR, **fields):
        user = make_user(role, **{"email": "editor@example.cn", **fields})
        NotificationChoice.objects.create(user=user, mail=way)
        return user

    return account


def submitted(title="新稿", note=""):
    writer = make_user(first_name="小张")
    article = make_article(owner=writer, title=title)
    workflow.apply(article, "submit", actor=writer, note=note)
    return article


def test_a_mail_says_what_waits_and_where(by_mail):
    by_mail("at_once")
    article = submitted(note="请看第二段")
    assert mail.outbox == [], "never while somebody waits for an answer"

    notification_mail.send_at_once.func()
    notification_mail.send_at_once.func()

    (sent,) = mail.outbox
    assert sent.subject == "【社区元宇宙】待审：《新稿》"
    assert sent.to == ["editor@example.cn"]
    assert "小张" in sent.body
    assert "请看第二段" in sent.body
    assert f"http://testserver/admin/articles/article/{article.pk}/change/" in sent.body
    assert "/admin/articles/notification/" in sent.body


def test_a_digest_holds_everything_new_in_one_mail(by_mail):
    by_mail("daily")
    submitted("甲")
    submitted("乙")
    notification_mail.send_at_once.func()
    assert mail.outbox == []

    notification_mail.send_digests.func()
    notification_mail.send_digests.func()

    (sent,) = mail.outbox
    assert sent.subject == "【社区元宇宙】2 条通知"
    assert "《甲》" in sent.body
    assert "《乙》" in sent.body


@pytest.mark.parametrize("fields", [{"email": ""}, {"is_active": False}, {"is_staff": False}])
def test_who_has_no_address_or_has_left_gets_none(by_mail, fields):
    user = by_mail("at_once")
    submitted()
    for name, value in fields.items():
        setattr(user, name, value)
    user.save()
    notification_mail.send_at_once.func()
    assert mail.outbox == []


def test_without_a_server_nothing_waits_for_one(by_mail, settings):
    by_mail("at_once")
    settings.EMAIL_HOST = ""
    submitted()
    assert set(Notification.objects.values_list("mail", flat=True)) == {"none"}


def test_a_title_of_several_lines_forges_no_header(by_mail):
    user = by_mail("at_once")
    article = make_article()
    article.title = "题\r\nBcc: all@example.cn"
    article.save()
    notifications.tell("published", article, [user])
    notification_mail.send_at_once.func()
    assert mail.outbox[0].subject == "【社区元宇宙】已发布：《题 Bcc: all@example.cn》"


def test_a_server_that_is_away_loses_nothing_and_tells_no_secret(by_mail, settings, monkeypatch):
    by_mail("at_once")
    settings.EMAIL_HOST_PASSWORD = "geheim"
    submitted("甲")
    submitted("乙")

    def refuses(message):
        raise smtplib.SMTPAuthenticationError(535, b"editor@example.cn geheim")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuses)
    with pytest.raises(notification_mail.MailNotSent) as failed:
        notification_mail.send_at_once.func()
    assert str(failed.value) == "SMTPAuthenticationError 535"
    assert failed.value.__suppress_context__

    monkeypatch.undo()
    settings.EMAIL_HOST = "smtp.example.cn"
    notification_mail.send_at_once.func()
    assert [sent.subject[-3:] for sent in mail.outbox] == ["《甲》", "《乙》"]


def test_one_address_that_is_refused_keeps_no_other_waiting(by_mail, caplog, monkeypatch):
    by_mail("at_once", email="gone@example.cn")
    by_mail("at_once", email="here@example.cn")
    submitted()
    send = mail.EmailMessage.send

    def choosy(message):
        if message.to == ["gone@example.cn"]:
            raise smtplib.SMTPRecipientsRefused({"gone@example.cn": (550, b"no such user")})
        return send(message)

    monkeypatch.setattr("django.core.mail.EmailMessage.send", choosy)
    notification_mail.send_at_once.func()

    assert [sent.to for sent in mail.outbox] == [["here@example.cn"]]
    assert "gone@example.cn" not in caplog.text
