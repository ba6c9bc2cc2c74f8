"""
Who is told of what (brief §11.16): a row for each account that should know, and a mail where it asked for one.

Everything is written in the transaction of what it tells of. Mails are sent by the worker (``notification_mail``).
"""

import datetime
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import policy
from articles.models import Article, Notification, NotificationChoice, StateChange
from cms.tasks import later, nightly, task

from .mail import send_at_once

Event, Mail = Notification.Event, Notification.Mail
BACKEND = "django.contrib.auth.backends.ModelBackend"  # which answers who has a right
PIN_NOTICE = datetime.timedelta(hours=48)  # looked at each night, so that at least 24 hours are left
# What the owner of an article is told of; publishers are told of ``submit``.
OWNERS = {
    "send_back": Event.SENT_BACK,
    "publish": Event.PUBLISHED,
    "republish": Event.PUBLISHED,
    "schedule": Event.SCHEDULED,
    "unpublish": Event.WITHDRAWN,
}
ENDS_THE_WAIT = {"withdraw_submission", "send_back", "publish", "schedule", "trash"}


def publishers() -> QuerySet[Any]:
    """Return the staff who may publish everybody's articles."""
    users = get_user_model().objects
    seeing = users.with_perm("articles.edit_any_article", backend=BACKEND).values("pk")
    return users.with_perm("articles.publish_article", backend=BACKEND).filter(is_staff=True, pk__in=seeing)


def chief_editors() -> QuerySet[Any]:
    """Return the accounts with the role of a chief editor."""
    return get_user_model().objects.filter(is_staff=True, is_active=True, groups__name=policy.Role.CHIEF.value)


def tell(event: str, article: Article, recipients: Iterable[Any], *, actor: Any = None, note: str = "") -> int:
    """Write a notification for each of ``recipients`` but the actor; return how many. Mails follow after the commit."""
    told = [user for user in recipients if actor is None or user.pk != actor.pk]
    choices = dict(NotificationChoice.objects.filter(user__in=told).values_list("user_id", "mail")) if told else {}
    rows = [
        Notification(
            recipient=user,
            article=article,
            event=event,
            actor=actor,
            note=note,
            mail=choices.get(user.pk, Mail.NONE) if can_mail(user) else Mail.NONE,
        )
        for user in told
    ]
    Notification.objects.bulk_create(rows)
    if any(row.mail == Mail.AT_ONCE for row in rows):
        later(send_at_once)
    return len(rows)


def can_mail(user: Any) -> bool:
    """Say whether a mail could reach this account: a server is set (``EMAIL_URL``), and the account has an address."""
    return bool(settings.EMAIL_HOST and user.email)


def tell_of_step(change: StateChange) -> None:
    """Tell of a step of the workflow, inside its transaction. Steps of the importer have nobody to be told of."""
    article, actor = change.article, change.actor
    if change.transition in ENDS_THE_WAIT:  # other publishers need not look any more
        waiting = Notification.objects.filter(article=article, event=Event.SUBMITTED, read_at=None)
        waiting.update(read_at=timezone.now())
    if change.transition == "submit":
        tell(Event.SUBMITTED, article, publishers(), actor=actor, note=change.note)
    elif change.transition in OWNERS:
        tell(OWNERS[change.transition], article, owners(article), actor=actor, note=change.note)


def owners(article: Article) -> list[Any]:
    """Return the account whose article it is, where it can still sign in to the newsroom."""
    owner = article.owner
    return [owner] if owner is not None and owner.is_active and owner.is_staff else []


def tell_publication_failed(article: Article, why: str) -> int:
    """
    Tell publishers that an article's time came and it could not go out; ``why`` is for people.

    Whoever has not read the same of this article yet is not told again, so every tick of a scheduler may call it.
    """
    unread = Notification.objects.filter(article=article, event=Event.FAILED, read_at=None, note=why)
    return tell(Event.FAILED, article, publishers().exclude(pk__in=unread.values("recipient")), note=why)


def tell_pins_ending(now: datetime.datetime | None = None) -> int:
    """Tell chief editors of each pin that ends within 48 hours, once for each end; return how many notifications."""
    now = now or timezone.now()
    soon = Article.objects.live(now).filter(pinned=True, pinned_until__gt=now, pinned_until__lte=now + PIN_NOTICE)
    told = 0
    for article in soon.only("pk", "title", "pinned_until", "owner"):
        until = f"{timezone.localtime(article.pinned_until):%Y-%m-%d %H:%M}"
        note = _("Pinned until %(date)s") % {"date": until}
        if not Notification.objects.filter(article=article, event=Event.PIN_ENDS, note=note).exists():
            told += tell(Event.PIN_ENDS, article, chief_editors(), note=note)
    return told


@nightly
@task()
def tell_pins() -> None:
    """Look for pins that end. Safe to run twice."""
    tell_pins_ending()


# --- what an account has been told


def told_to(user: Any) -> QuerySet[Notification]:
    """Return the notifications of an account about articles that it may still know of, the newest first."""
    own = Notification.objects.filter(recipient=user)
    return own if user.has_perm("articles.edit_any_article") else own.filter(article__owner=user)


def unread(user: Any) -> int:
    """Return how many of them are new, with one query; none for whoever is not staff."""
    return told_to(user).filter(read_at=None).count() if user.is_active and user.is_staff else 0


def mark_read(user: Any, **which: Any) -> int:
    """Mark an account's new notifications as read, all or those of ``which``; return how many."""
    return Notification.objects.filter(recipient=user, read_at=None, **which).update(read_at=timezone.now())
