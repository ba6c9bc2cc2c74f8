"""
The first page of the newsroom (brief §11.2): what waits for this account, and what wants mending.

Four questions, however much there is: two count, one finds the first rows of all blocks, one reads them.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import attrgetter, or_
from typing import Any
from urllib.parse import urlencode

from django.db.models import CharField, Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import policy
from articles.checks import problems
from articles.models import Article, Suggestion
from articles.models.questions import LONG_TEXT
from articles.schedule import coming
from articles.schedule.event_words import scheduler_is_silent, short, told
from articles.schedule.last_steps import newest, with_last_step
from articles.suggestions import waits_for_editor

ROWS = 5  # of each block
OWN = {"returned", "drafts"}  # blocks of own drafts, told apart by their last step
State = Article.State


@dataclass(frozen=True)
class Block:
    """
    One list of the first page: at most ``ROWS`` of ``total`` articles, and where the rest are.

    ``alarm`` is what stands above the rows when nobody sees to them.
    """

    name: str
    title: str
    rows: list[Any]
    total: int
    url: str
    empty: str
    alarm: str = ""


@dataclass(frozen=True)
class Counter:
    """How many articles have one problem, and where they are."""

    title: str
    total: int
    url: str


@dataclass(frozen=True)
class FirstPage:
    blocks: list[Block]
    problems: list[Counter]


def first_page(user: Any) -> FirstPage:
    """Return what the first page shows to this account; empty for one that may list no articles."""
    if not policy.may(user, "list", Article):
        return FirstPage([], [])
    edits_any = user.has_perm("articles.edit_any_article")
    known = policy.visible_to(user, Article.objects.all())
    lists = held(user, timezone.now())
    if not edits_any:
        del lists["review"]
    counts = counted(known, {name: lists[name][0] for name in lists if name not in OWN}, user, edits_any)
    counts["returned"] = known.filter(*lists["returned"][0]).count()
    counts["drafts"] = counts["mine"] - counts["returned"]
    rows = first_rows(known, lists)
    titles = {
        "review": (_("Awaiting your review"), "in_review", _("Nothing awaits review.")),
        "returned": (_("Returned to you"), "sent_back", ""),
        "drafts": (_("My drafts"), "mine" if edits_any else "draft", _("No drafts. Write an article.")),
        "coming": (_("Coming up"), "scheduled", _("Nothing is scheduled.")),
        "recent": (_("Recently published"), "published", _("Nothing was published yet.")),
    }
    blocks = []
    for name in lists:
        title, status, empty = titles[name]
        if rows[name] or empty:
            alarm = alarm_of(rows[name]) if name == "coming" else ""
            blocks.append(Block(name, title, rows[name], counts[name], list_address(status=status), empty, alarm))
    counters = [
        Counter(str(problems.ALL[name]), counts[f"problem_{name}"], list_address(problem=name))
        for name in problems.ATTENTION
        if counts.get(f"problem_{name}")
    ]
    return FirstPage(blocks, counters)


def held(user: Any, now: datetime.datetime) -> dict[str, tuple[list[Q], str]]:
    """Return what each block holds, in parts that an index answers, and its order. An article may be in several."""
    mine = Q(state=State.DRAFT, owner=user)
    sent_back = Q(Exact(Coalesce(newest("transition"), Value("")), "send_back"))
    came, gone = Q(state=State.PUBLISHED, published_at__lte=now), Q(state=State.UNPUBLISHED)
    return {
        "review": ([Q(state=State.IN_REVIEW), waits_for_editor()], "waits_since"),
        "returned": ([mine & sent_back], "-saved_at"),
        "drafts": ([mine & ~sent_back], "-saved_at"),
        "coming": ([Q(pk__in=coming.concerned())], "moment"),
        "recent": ([came, gone], "-published_at"),
    }


def list_address(**query: str) -> str:
    return f"{reverse('admin:articles_article_changelist')}?{urlencode(query)}"


def counted(known: QuerySet[Article], lists: dict[str, list[Q]], user: Any, edits_any: bool) -> dict[str, int]:
    """Return how many articles each block has, ``mine`` the drafts, and how many have each problem. One question."""
    here = ~Q(state=State.TRASHED)
    names = problems.ATTENTION if edits_any else [name for name in problems.ATTENTION if name not in problems.PLACEMENT]
    wanted = {f"problem_{name}": here & problems.having(name) for name in names}
    wanted |= {name: reduce(or_, parts) for name, parts in lists.items()}
    wanted["mine"] = Q(state=State.DRAFT, owner=user)
    return known.order_by().aggregate(**{name: Count("state", filter=condition) for name, condition in wanted.items()})


def first_rows(known: QuerySet[Article], lists: dict[str, tuple[list[Q], str]]) -> dict[str, list[Any]]:
    """Return the first rows of each block, in its order, each with its time in words as ``when``. Two questions."""
    parts = [
        Article.objects.order_by()
        .filter(pk__in=ordered(known.filter(part), order).values("pk")[:ROWS])
        .annotate(block=Value(name, CharField()))
        .values_list("block", "pk")
        for name, (conditions, order) in lists.items()
        for part in conditions
    ]
    members = set(parts[0].union(*parts[1:], all=True))
    found = Article.objects.filter(pk__in={key for _name, key in members}).select_related("owner").defer(*LONG_TEXT)
    rows = list(coming.with_events(with_wait(with_history(found))))
    return {
        name: in_order((row for row in rows if (name, row.pk) in members), order) for name, (_c, order) in lists.items()
    }


def ordered(articles: QuerySet[Article], order: str) -> QuerySet[Article]:
    """Return rows in the order of a block; what an order needs is asked only where it is needed."""
    needs = {"moment": coming.with_events, "waits_since": lambda rows: with_wait(with_history(rows))}
    return needs.get(order, lambda rows: rows)(articles).order_by(order, "pk")


def in_order(articles: Iterable[Any], order: str) -> list[Any]:
    """Return the first rows of one block in its order. What has no time comes first."""
    time = attrgetter(order.removeprefix("-"))

    def place(article: Any) -> tuple[bool, float]:
        moment = time(article)
        return (moment is not None, moment.timestamp() if moment else 0)

    rows = sorted(articles, key=place, reverse=order.startswith("-"))[:ROWS]
    for article in rows:
        article.when = short(time(article)) if time(article) else ""
        article.events = [told(event) for event in coming.events(article)]
    return rows


def alarm_of(rows: list[Any]) -> str:
    """Return what to say where something is to happen and nobody sees to it, else ""."""
    last = rows[0].scheduler_at if rows else None
    return scheduler_is_silent(last) if rows and coming.is_silent(last) else ""


def with_history(articles: QuerySet[Article]) -> QuerySet[Any]:
    """Annotate each article with its newest step: what, when, and with which note."""
    return with_last_step(articles).annotate(last_step_at=newest("at"), last_note=newest("note"))


def with_wait(articles: QuerySet[Article]) -> QuerySet[Article]:
    """Annotate rows of ``with_history`` with the suggestion that waits, and since when they wait for an editor."""
    waiting = Suggestion.objects.waiting().filter(article=OuterRef("pk")).order_by("created_at")
    return articles.annotate(
        suggestion=Subquery(waiting.values("pk")[:1]),
        waits_since=Coalesce(Subquery(waiting.values("created_at")[:1]), "last_step_at"),
    )
