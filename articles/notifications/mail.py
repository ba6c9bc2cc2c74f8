"""
Notifications by mail: sent by the worker, never while somebody waits.

A mail is marked as sent once the server has taken it. A server that is away loses nothing: the task is tried again, and
every night as well. So a mail may come twice, under the same Message-ID.
"""

import datetime
import logging
from collections.abc import Sequence
from smtplib import SMTPException, SMTPRecipientsRefused
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.addresses import absolute
from articles.models import Article, Notification, SiteSettings
from cms.tasks import nightly, task

Mail = Notification.Mail
TOO_OLD = datetime.timedelta(days=7)  # what could not be sent for so long stands in the newsroom only

logger = logging.getLogger(__name__)


class MailNotSent(Exception):
    """The server did not take a mail. The message names the kind of error and its code: no address and no password."""


@nightly
@task()
def send_at_once() -> None:
    """Send what waits for the accounts that want each notification by itself."""
    for row in waiting(Mail.AT_ONCE):
        send(row.recipient, subject_of(row), [body_of(row)], [row])


@nightly
@task()
def send_digests() -> None:
    """Send each account that wants one mail a day all that is new, in one."""
    by_account: dict[Any, list[Notification]] = {}
    for row in waiting(Mail.DAILY):
        by_account.setdefault(row.recipient, []).append(row)
    for account, rows in by_account.items():
        site = SiteSettings.objects.current().name
        count = ngettext("%(n)d piece of news", "%(n)d pieces of news", len(rows)) % {"n": len(rows)}
        subject = _("[%(site)s] %(count)s from the newsroom") % {"site": site, "count": count}
        send(account, subject, [body_of(row) for row in rows], rows)


def waiting(way: str) -> list[Notification]:
    """Return what is still to be sent this way, the oldest first, to accounts that are still staff."""
    rows = Notification.objects.filter(mail=way, mailed_at=None, at__gt=timezone.now() - TOO_OLD)
    rows = rows.filter(recipient__is_active=True, recipient__is_staff=True).exclude(recipient__email="")
    return [row for row in rows.select_related("article", "actor", "recipient").order_by("at", "pk") if _sees(row)]


def _sees(row: Notification) -> bool:
    return row.article.owner_id == row.recipient_id or row.recipient.has_perm("articles.edit_any_article")


def subject_of(row: Notification) -> str:
    """Return a subject such as ``【社区元宇宙】待审：《标题》``, on one line."""
    words = {
        "site": SiteSettings.objects.current().name,
        "event": row.get_event_display(),
        "title": row.article.title,
    }
    return " ".join((_("[%(site)s] %(event)s: “%(title)s”") % words).split())


def body_of(row: Notification) -> str:
    """Return what happened in a few lines, with the way to the article."""
    who = (row.actor.get_full_name() or row.actor.get_username()) if row.actor else ""
    line = _("%(event)s: “%(title)s”") % {"event": row.get_event_display(), "title": row.article.title}
    parts = [line, " ".join(filter(None, [who, f"{timezone.localtime(row.at):%Y-%m-%d %H:%M}"])), row.note]
    return "\n".join([*filter(None, parts), address_of(row.article)])


def address_of(article: Article) -> str:
    """Return the whole address of an article's form."""
    return absolute(reverse("admin:articles_article_change", args=[article.pk]))


def send(account: Any, subject: str, parts: Sequence[str], rows: Sequence[Notification]) -> None:
    """Send one mail and mark its notifications as sent. Raises ``MailNotSent`` where the server does not answer."""
    end = _("You choose what comes by mail here: %(address)s") % {
        "address": absolute(reverse("admin:articles_notification_changelist"))
    }
    mail = EmailMessage(
        subject,
        "\n\n".join([*parts, f"-- \n{end}"]),
        to=[account.email],
        headers={"Message-ID": f"<notification-{rows[-1].pk}-{len(rows)}@{urlsplit(settings.SITE_URL).hostname}>"},
    )
    try:
        mail.send()
    except SMTPRecipientsRefused:
        logger.warning("The mail server refuses the address of account %s.", account.pk)
        return
    except (OSError, SMTPException, ValueError) as error:
        raise MailNotSent(f"{type(error).__name__} {getattr(error, 'smtp_code', '')}".strip()) from None
    Notification.objects.filter(pk__in=[row.pk for row in rows]).update(mailed_at=timezone.now())
