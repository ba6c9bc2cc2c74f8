"""
The day that the newsroom has in mind for an article: a note, which publishes nothing.

It stands on the article and in no version, and is not exported: it is nobody's business but the newsroom's. What is
published or scheduled has its own time, so it has no such day; ``workflow`` takes it away.
"""

import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import policy
from articles.models import Article, State

LAST_YEAR = 2199  # what lies behind it was typed by a slip
BEFORE = (State.DRAFT, State.IN_REVIEW)  # what is being written
WITHOUT_TIME = (*BEFORE, State.UNPUBLISHED)


class NotPlanned(Exception):
    """The day is past, or the article has a time of its own. Says so in words."""


@transaction.atomic
def set_planned_day(article: Article, day: datetime.date | None, *, actor: Any) -> datetime.date | None:
    """
    Plan ``article`` for a day of the site's calendar, or for none, and return the day that it had.

    Raises ``PermissionDenied`` where the account may not edit the article, and ``NotPlanned``.
    """
    rows = Article.objects.select_for_update(no_key=True)
    article.refresh_from_db(fields=["state", "owner", "planned_day"], from_queryset=rows)
    if not policy.may(actor, "plan", article):
        raise PermissionDenied
    before = article.planned_day
    if day == before:
        return before
    if article.state == State.PUBLISHED:
        raise NotPlanned(_("This article has its time of publication already, so it needs no planned date."))
    if day is not None:
        check_day(day)
    article.planned_day = day
    Article.objects.filter(pk=article.pk).update(planned_day=day)  # this column alone: the object may be older
    return before


def check_day(day: datetime.date) -> None:
    """Raise ``NotPlanned`` for a day for which nobody can plan."""
    if day < timezone.localdate():
        raise NotPlanned(_("Nothing can be scheduled for a time that is past."))
    if day.year > LAST_YEAR:
        raise NotPlanned(_("The year is too far off. Look at it once more."))
