"""
编排首页: what somebody is doing to the home page's three lists, before it is applied (brief §11.12).

A draft is the list of steps that were taken on the screen. It lives in the form, so it costs the site nothing and is
nobody else's business; reading the lists means to replay it over what is stored. Applying writes the difference by
``placement.arrange``.

Places given by hand come before all others (brief §4 ``rank``), so they are always the first rows of a list. A row
that is moved fixes the rows above it, too.
"""

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from articles import clock
from articles.models import Article, PlacementChange
from articles.models.orders import FLAG_OF, RANK_OF, UNWEIGHTED, by_rank
from articles.models.questions import LONG_TEXT

from . import homepage, placement

ROWS = 30  # of each list; more articles than these may be chosen, and wait behind them
LONGEST_DRAFT = 100_000  # characters
STEP = re.compile(
    r"(?:(add|remove) (lead|pick|focus) ([0-9]{1,18})|(order) (lead|pick|focus)((?: [0-9]{1,18}){0,200}))"
)


@dataclass(frozen=True)
class Step:
    """``add`` or ``remove`` one article, or ``order``: give these the first places of a slot, by hand."""

    verb: str
    slot: str
    keys: tuple[int, ...] = ()

    def __str__(self) -> str:
        return " ".join([self.verb, self.slot, *map(str, self.keys)])

    @classmethod
    def parse(cls, text: str) -> "Step":
        found = STEP.fullmatch(text)
        if found is None:
            raise ValueError(text)
        verb, slot, keys = (part for part in found.groups() if part is not None)
        return cls(verb, slot, tuple(map(int, keys.split())))


@dataclass
class Change:
    """What a draft does to one slot. ``order`` is None where it leaves the places as they are."""

    added: dict[int, None] = field(default_factory=dict)  # in the order in which they were added
    removed: set[int] = field(default_factory=set)
    unplaced: set[int] = field(default_factory=set)  # taken out, so a place by hand is lost even if added again
    order: list[int] | None = None

    def take(self, step: Step) -> None:
        if step.verb == "order":
            self.order = list(step.keys)
            return
        (key,) = step.keys
        if step.verb == "add":
            self.added[key] = None
            self.removed.discard(key)
        else:
            self.added.pop(key, None)
            self.removed.add(key)
        self.unplaced.add(key)
        if self.order is not None:
            self.order = [placed for placed in self.order if placed != key]


@dataclass(frozen=True)
class Draft:
    """Steps in their order. A line is what one press of a button did, and what 撤销 takes back."""

    lines: tuple[tuple[Step, ...], ...] = ()

    @classmethod
    def parse(cls, text: str) -> "Draft":
        """Read what ``str`` has written. Raises ``ValueError`` for anything else."""
        if len(text) > LONGEST_DRAFT:
            raise ValueError(len(text))
        lines = text.split("\n") if text else []
        return cls(tuple(tuple(Step.parse(step) for step in line.strip().split("; ")) for line in lines))

    def __str__(self) -> str:
        return "\n".join("; ".join(map(str, line)) for line in self.lines)

    def then(self, *steps: Step) -> "Draft":
        return Draft((*self.lines, steps)) if steps else self

    def undone(self) -> "Draft":
        return Draft(self.lines[:-1])

    def changes(self) -> dict[str, Change]:
        found = {slot: Change() for slot in FLAG_OF}
        for line in self.lines:
            for step in line:
                found[step.slot].take(step)
        return found


@dataclass
class SlotList:
    """
    One list as the draft has it: the first ``by_hand`` of ``members`` have their place by hand.

    ``coming`` are scheduled and join the list with their publication. ``has_more`` says that the list is longer.
    """

    slot: str
    members: list[Article]
    by_hand: int
    coming: list[Article]
    has_more: bool

    @property
    def keys(self) -> list[int]:
        return [article.pk for article in self.members]

    def knows(self, key: int) -> bool:
        return any(article.pk == key for article in (*self.members, *self.coming))

    def moved(self, key: int, position: int) -> Step:
        """Return the step that puts a member at ``position`` (from 1). Raises ``ValueError`` where there is none."""
        if not 1 <= position <= len(self.members):
            raise ValueError(position)
        by_hand = {*self.keys[: self.by_hand], key}
        keys = [other for other in self.keys if other != key]
        keys.insert(position - 1, key)
        fixed = max(place for place, other in enumerate(keys, start=1) if other in by_hand)
        return Step("order", self.slot, tuple(keys[:fixed]))


Lists = dict[str, SlotList]


def read(draft: Draft, now: datetime.datetime | None = None) -> Lists:
    """Return the three lists as they would be, with four queries."""
    now = now or clock.now()
    changes = draft.changes()
    coming = _coming(changes, now)
    lists = {}
    for slot, change in changes.items():
        rows = list(_members(slot, change, now))
        rank = RANK_OF[FLAG_OF[slot]]
        for article in rows:
            setattr(article, rank, _rank(article, rank, change))
        rows = homepage.in_order(rows, by_rank(slot))
        by_hand = sum(getattr(article, rank) < UNWEIGHTED for article in rows)
        most = max(ROWS, by_hand)
        shown = [article for n, article in enumerate(rows) if n < most or article.pk in change.added]
        lists[slot] = SlotList(slot, shown, by_hand, coming[slot], has_more=len(rows) > most)
    return lists


def _members(slot: str, change: Change, now: datetime.datetime) -> QuerySet[Article]:
    """Return the live articles of a slot: what has its place by hand or was just added, and the first of the others."""
    live = Article.objects.live(now)
    members = (live.in_slot(slot, now) | live.filter(pk__in=change.added)).exclude(pk__in=change.removed)
    first = members.order_by("weight_rank", "-published_at", "-pk").values("pk")[: ROWS + 1]
    kept = Q(**{f"{RANK_OF[FLAG_OF[slot]]}__lt": UNWEIGHTED}) | Q(pk__in={*change.added, *(change.order or [])})
    return members.filter(Q(pk__in=first) | kept).select_related("featured_image").defer(*LONG_TEXT)


def _rank(article: Article, column: str, change: Change) -> int:
    if change.order is not None:
        return change.order.index(article.pk) + 1 if article.pk in change.order else UNWEIGHTED
    stored: int = getattr(article, column)
    return UNWEIGHTED if article.pk in change.unplaced else stored


def _coming(changes: dict[str, Change], now: datetime.datetime) -> dict[str, list[Article]]:
    """Return the scheduled articles that each slot will get, the soonest first."""
    added = {key for change in changes.values() for key in change.added}
    flagged = Q(pk__in=added)
    for flag in FLAG_OF.values():
        flagged |= Q(**{flag: True})
    rows = Article.objects.scheduled(now).filter(flagged).select_related("featured_image").defer(*LONG_TEXT)
    found = list(rows.order_by("published_at", "pk")[: ROWS * len(FLAG_OF)])

    def joins(article: Article, slot: str) -> bool:
        change = changes[slot]
        return article.pk in change.added or (getattr(article, FLAG_OF[slot]) and article.pk not in change.removed)

    return {slot: [article for article in found if joins(article, slot)] for slot in changes}


def placed(lists: Lists) -> dict[str, Sequence[int]]:
    """Return the lists as ``homepage.compose`` takes them."""
    return {slot: one.keys for slot, one in lists.items()}


def left_out(draft: Draft, lists: Lists) -> list[Article]:
    """Return the articles that the draft adds and no list can have any more, because they were taken down."""
    lost = {key for slot, change in draft.changes().items() for key in change.added if not lists[slot].knows(key)}
    return list(Article.objects.filter(pk__in=lost).only("title")) if lost else []


def apply(draft: Draft, *, actor: Any, seen: int) -> list[PlacementChange]:
    """
    Make the home page what the draft shows, at once and as a whole; return the records.

    Raises what ``placement.arrange`` raises: ``PermissionDenied``, and ``Rearranged`` where somebody was faster.
    """
    now = clock.now()
    lists, values = read(draft, now), dict[int, dict[str, Any]]()
    for slot, change in draft.changes().items():
        flag, rank = FLAG_OF[slot], RANK_OF[FLAG_OF[slot]]
        for key in change.removed:
            values.setdefault(key, {})[flag] = False
        for article in (*lists[slot].members, *lists[slot].coming):
            own = values.setdefault(article.pk, {})
            if article.pk in change.added:
                own |= {flag: True, rank: UNWEIGHTED}
                if flag == "pinned" and article.pinned_until and article.pinned_until <= now:
                    own["pinned_until"] = None  # a pin that has run out starts afresh
            if change.order is not None:
                own[rank] = _rank(article, rank, change)
        if change.order is not None:
            others = Article.objects.filter(**{f"{rank}__lt": UNWEIGHTED}).exclude(pk__in=lists[slot].keys)
            for key in others.values_list("pk", flat=True):
                values.setdefault(key, {})[rank] = UNWEIGHTED
    return placement.arrange({key: own for key, own in values.items() if own}, actor=actor, seen=seen)


def back_to(version: int, lists: Lists) -> tuple[Step, ...]:
    """Return the steps that lead from ``lists`` to what the home page was before arrangement ``version``."""
    before: dict[int, dict[str, Any]] = {}
    later = PlacementChange.objects.filter(version__gte=version).order_by("-version", "-pk")
    for key, values in later.values_list("article_id", "before").iterator():
        before.setdefault(key, {}).update(values)
    alive = set(_published(before))
    steps: list[Step] = []
    for slot, one in lists.items():
        flag, rank = FLAG_OF[slot], RANK_OF[FLAG_OF[slot]]
        wanted = {key: own[flag] for key, own in before.items() if flag in own and key in alive}
        steps += [Step("add", slot, (key,)) for key, wish in wanted.items() if wish and not one.knows(key)]
        steps += [Step("remove", slot, (key,)) for key, wish in wanted.items() if not wish and one.knows(key)]
        ranks = {key: place for place, key in enumerate(one.keys[: one.by_hand], start=1)}
        ranks |= {key: own[rank] for key, own in before.items() if rank in own and key in alive}
        order = [
            key for key in sorted(ranks, key=ranks.__getitem__) if ranks[key] < UNWEIGHTED and wanted.get(key, True)
        ]
        if order != one.keys[: one.by_hand]:
            steps.append(Step("order", slot, tuple(order)))
    return tuple(steps)


def _published(keys: Iterable[int]) -> QuerySet[Article, int]:
    return Article.objects.filter(pk__in=keys, state=Article.State.PUBLISHED).values_list("pk", flat=True)
