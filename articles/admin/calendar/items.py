"""What stands on the days of the publishing calendar: what appears, changes, is taken down, and what is planned."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, prefetch_related_objects
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import policy, workflow
from articles.admin.article.row_menu import Link
from articles.admin.status import Status, status_of
from articles.models import Article, ArticleCategory, PlannedStep
from articles.models.questions import AUTHORS, LONG_TEXT, in_order
from articles.schedule.planned_days import BEFORE, WITHOUT_TIME
from articles.schedule.planning import UPDATE

State = Article.State
CHANGING = Status("scheduled", gettext_lazy("Scheduled changes"))
STOPPED = Status("sent_back", gettext_lazy("Changes stopped"))
GOING = Status("scheduled", gettext_lazy("Withdrawal"))
GONE = Status("expired", gettext_lazy("Expired"))
CATEGORIES = in_order("placed_in", ArticleCategory, "category")
SHOWN = 5  # articles of a square; the others unfold
DRAFTS = 20  # beside the days


@dataclass(frozen=True)
class Item:
    """
    What happens to an article on a day: it appears or has appeared, its text changes, or it is taken down.

    ``step`` gives it another time and ``may_step`` says whether this account may; ``may_plan``, whether it may choose
    the planned date. What is only planned has no moment ``at``, and a draft beside the days no ``day`` either.
    """

    article: Article
    status: Status
    may_step: bool
    at: datetime.datetime | None = None
    step: str = "schedule"
    may_plan: bool = False
    day: datetime.date | None = None
    menu: list[Link] = field(default_factory=list)

    @property
    def schedule_url(self) -> str:
        return self.address("step", self.step)

    @property
    def plan_url(self) -> str:
        return self.address("planned_day")

    @property
    def may_move(self) -> bool:
        return self.may_step or self.may_plan

    @property
    def refusal(self) -> str:
        """Why it does not move."""
        if self.at and self.at <= timezone.now():
            return _("What is published stands where it is.")
        return _("You may not change this day. Ask an editor.")

    @property
    def schedule_words(self) -> str:
        return _("Change time…") if self.at else _("Schedule…")

    def address(self, name: str, *args: str) -> str:
        return reverse(f"admin:articles_article_{name}", args=[self.article.pk, *args])


@dataclass
class Day:
    """One day of the calendar; those of the months around fill the first and the last week."""

    date: datetime.date
    is_inside: bool
    is_today: bool
    is_past: bool
    url: str
    items: list[Item] = field(default_factory=list)
    shown: int = SHOWN

    @property
    def first_items(self) -> list[Item]:
        """Those that are always seen; a single one more takes no more room than the word that unfolds it."""
        return self.items if len(self.items) <= self.shown + 1 else self.items[: self.shown]

    @property
    def more_items(self) -> list[Item]:
        return self.items[len(self.first_items) :]


def items_between(first: datetime.date, last: datetime.date, known: QuerySet[Any], user: Any) -> list[Item]:
    """Return what stands on the days from ``first`` to ``last`` in the order of time; four questions."""
    zone = timezone.get_current_timezone()
    start = datetime.datetime.combine(first, datetime.time.min, zone)
    end = datetime.datetime.combine(last + datetime.timedelta(days=1), datetime.time.min, zone)
    timed = known.filter(state__in=[State.PUBLISHED, State.UNPUBLISHED], published_at__gte=start, published_at__lt=end)
    items = [published(article, user) for article in timed]
    # Without the state: it would lead SQLite through all that is published.
    ends = known.filter(expires_at__gte=start, expires_at__lt=end).order_by("expires_at")
    items += [going(article, user) for article in ends if article.state == State.PUBLISHED]
    # Asked for each plan, of which there are few: as a list, SQLite would go through all articles first.
    is_known = Exists(known.order_by().filter(pk=OuterRef("article")).values("pk"))
    plans = PlannedStep.objects.filter(is_known, step=UPDATE, at__gte=start, at__lt=end)
    shown = plans.select_related("article").defer(*(f"article__{name}" for name in LONG_TEXT))
    items += [changing(plan, user) for plan in shown]
    items.sort(key=lambda one: (one.at, one.article.pk))
    planned = known.filter(state__in=WITHOUT_TIME, planned_day__gte=first, planned_day__lte=last)
    return items + [waiting(article, user) for article in planned.order_by("planned_day", "saved_at", "pk")]


def drafts_without_day(known: QuerySet[Any], user: Any, today: datetime.date) -> list[Item]:
    """Return what has no day, and first what should have been ready by now; one more than ``DRAFTS`` if there is."""
    drafts = known.filter(Q(planned_day=None) | Q(planned_day__lt=today), state__in=BEFORE)
    order = (F("planned_day").asc(nulls_last=True), "-saved_at", "-pk")
    first = drafts.order_by(*order).values("pk")[: DRAFTS + 1]  # before their steps are looked up
    return [waiting(article, user) for article in known.filter(pk__in=first).order_by(*order)]


def with_names(items: list[Item]) -> None:
    """Fetch sections and authors for views that have room for them: two questions."""
    prefetch_related_objects([item.article for item in items], CATEGORIES, AUTHORS)


def may(user: Any, step: str, article: Article) -> bool:
    return policy.may(user, step, article) and workflow.TRANSITIONS[step].starts_from(article)


def published(article: Any, user: Any) -> Item:
    movable = may(user, "schedule", article) and article.is_scheduled  # what is withdrawn stands where it was
    status = status_of(article, article.last_step)
    return Item(article, status, movable, article.published_at, menu=links(article, user))


def going(article: Article, user: Any) -> Item:
    status = GOING if article.is_to_go else GONE
    step = "schedule_withdrawal"
    return Item(article, status, may(user, step, article), article.expires_at, step, menu=links(article, user))


def changing(plan: PlannedStep, user: Any) -> Item:
    status, article = STOPPED if plan.problem else CHANGING, plan.article
    step = "schedule_update"
    return Item(article, status, may(user, step, article), plan.at, step, menu=links(article, user))


def waiting(article: Any, user: Any) -> Item:
    """A draft, with the day that is planned for it, if there is one."""
    facts = {"may_plan": policy.may(user, "plan", article), "day": article.planned_day, "menu": links(article, user)}
    return Item(article, status_of(article, article.last_step), may(user, "schedule", article), **facts)


def links(article: Article, user: Any) -> list[Link]:
    """Return what else a menu offers, beside another time."""

    def link(name: str, words: str) -> Link:
        return Link(reverse(f"admin:articles_article_{name}", args=[article.pk]), words)

    found = []
    if article.state == State.IN_REVIEW and policy.may(user, "send_back", article):
        found.append(link("review", _("Review")))
    if policy.may(user, "preview", article):
        found.append(link("preview", _("Preview")))
    if article.is_live:
        found.append(Link(article.get_absolute_url(), _("View live page")))
    return found
