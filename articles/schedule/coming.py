"""What is about to happen by itself, for the newsroom: what appears, what changes, what is taken down."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, DateTimeField, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Least

from articles import clock
from articles.models import Article, Heartbeat, PlannedStep

from .planning import UNPUBLISH, UPDATE

PUBLISH = "publish"
SCHEDULER, WORKER = "scheduler", "worker"  # the heartbeats
SILENT = datetime.timedelta(minutes=2)  # without a sign of life for so long, nobody runs the scheduler
LATE = datetime.timedelta(minutes=1)  # what is overdue for so long is shown as overdue
NEVER = datetime.datetime(9000, 1, 1, tzinfo=datetime.UTC)  # behind every moment that there is


@dataclass(frozen=True)
class Event:
    """
    ``what`` is to happen at ``at``: ``publish``, ``update`` or ``unpublish``.

    ``problem`` says why it was stopped; ``is_late`` that its moment has passed and nobody has done it.
    """

    what: str
    at: datetime.datetime
    problem: str = ""
    is_late: bool = False


def concerned() -> Any:
    """Return the keys of the articles to which something is going to happen, for a condition on ``pk``."""
    now = clock.now()
    published = Article.objects.filter(state=Article.State.PUBLISHED).order_by()
    return (
        published.filter(published_at__gt=now)
        .values("pk")
        .union(
            published.filter(expires_at__gt=now).values("pk"),
            PlannedStep.objects.order_by().filter(step=UPDATE).values("article"),
        )
    )


def with_update(articles: QuerySet[Article]) -> QuerySet[Article]:
    """Annotate when changes of an article are to go public, and what stopped them; both None where none are planned."""
    update = PlannedStep.objects.filter(article=OuterRef("pk"), step=UPDATE)
    return articles.annotate(
        update_at=Subquery(update.values("at")[:1]), update_problem=Subquery(update.values("problem")[:1])
    )


def with_events(articles: QuerySet[Article]) -> QuerySet[Any]:
    """
    Annotate what ``events`` and ``is_silent`` need, and the first ``moment`` at which something is going to happen.

    An end that came from the old site counts as one that was scheduled here.
    """
    now = clock.now()
    return with_update(articles).annotate(
        scheduler_at=Subquery(Heartbeat.objects.filter(name=SCHEDULER).values("at")[:1]),
        moment=Least(_ahead("published_at", now), _ahead("expires_at", now), _or_never(F("update_at"))),
    )


def coming(articles: QuerySet[Article]) -> QuerySet[Article]:
    """Return those of ``articles`` to which something is going to happen, the soonest first; late ones lead."""
    return with_events(articles.filter(pk__in=concerned())).order_by("moment", "pk")


def _or_never(moment: Any) -> Coalesce:
    return Coalesce(moment, Value(NEVER), output_field=DateTimeField())


def _ahead(name: str, now: datetime.datetime) -> Coalesce:
    return _or_never(Case(When(Q(**{f"{name}__gt": now}), then=F(name))))


def events(article: Any) -> Iterator[Event]:
    """Yield what is going to happen to a row of ``coming``, in the order of time."""
    found = []
    if article.is_scheduled:
        found.append(Event(PUBLISH, article.published_at))
    if article.update_at is not None:
        late = is_late(article.update_at, article.update_problem)
        found.append(Event(str(UPDATE), article.update_at, article.update_problem, late))
    if article.is_to_go:
        found.append(Event(str(UNPUBLISH), article.expires_at))
    yield from sorted(found, key=lambda event: event.at)


def is_late(at: datetime.datetime, problem: str) -> bool:
    """Say whether a planned step of that moment, which nothing has stopped, should have been taken by now."""
    return not problem and at <= clock.now() - LATE


def last_beat(name: str) -> datetime.datetime | None:
    """Return when a process that has to run all the time last gave a sign of life."""
    return Heartbeat.objects.filter(name=name).values_list("at", flat=True).first()


def is_silent(last: datetime.datetime | None) -> bool:
    """Say whether a process whose last sign of life this is has stopped."""
    return last is None or last < clock.now() - SILENT
