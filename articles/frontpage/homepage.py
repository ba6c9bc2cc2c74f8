"""
Who stands where on the home page: the rules of brief §4, from top to bottom.

``used`` grows as the page is filled, so no article appears twice. Two queries fetch every article
that any place could need, however many there are; the rest is choosing among some sixty rows.
"""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet, Value

from articles import clock
from articles.models import Article
from articles.models.orders import BY_DAY, BY_TIME, by_rank

SIDE = 2
PINS = 1 + SIDE  # most pinned articles in one place; more are ignored
PICKS, FEW_PICKS = 6, 3
FOCUS = 8
MOST = {"lead": PINS, "pick": PICKS, "focus": FOCUS}  # shown of each slot
LATEST = 20
POOLS = ("pinned", "newest", "covered", "recommended", "in_focus", "latest")
AT_A_GLANCE = (
    *("id", "title", "published_at", "published_day", "pinned", "pinned_until"),
    *("weight_rank", "lead_rank", "pick_rank", "focus_rank"),
)
FRESH = datetime.timedelta(days=7)  # how long an article with a cover may lead without a pin


@dataclass(frozen=True)
class Slots:
    """Which article stands in which slot, from top to bottom."""

    lead: Article | None
    side: list[Article]
    picks: list[Article]
    focus: list[Article]
    latest: list[Article]

    def articles(self) -> list[Article]:
        """Return every article of the page, in the order in which it is read."""
        return [*self.top(), *self.picks, *self.focus, *self.latest]

    def top(self) -> list[Article]:
        """Return the lead and what stands beside it."""
        return [*([self.lead] if self.lead else []), *self.side]

    @property
    def pins(self) -> int:
        """How many of the top stand there because they are pinned."""
        return sum(article.is_pinned for article in self.top())


@dataclass(frozen=True)
class HomePage(Slots):
    """``total`` counts all live articles, for the pager."""

    total: int


def compose(now: datetime.datetime | None = None, placed: Mapping[str, Sequence[int]] | None = None) -> HomePage:
    """
    Fill the home page as it is at ``now``.

    With ``placed``, as it would be: for each slot the keys of its articles, in their order. The articles of the page
    then carry the pins that they would have; never save them.
    """
    now = now or clock.now()
    pools = _with_cards(_pools(now, placed), now)
    if placed is not None:
        for article in {article for pool in pools.values() for article in pool}:
            article.pinned, article.pinned_until = article.pk in placed["lead"], None
    return HomePage(**vars(_fill(pools, placed)), total=Article.objects.live(now).count())


def glance(now: datetime.datetime | None = None) -> Slots:
    """
    Return who stands where above the latest news, with one query.

    The articles know their title and place, and nothing else.
    """
    asked = _pools(now or clock.now(), None)
    del asked["latest"]
    pools: dict[str, list[Article]] = {name: [] for name in POOLS}
    for name, *values in _union(asked, *AT_A_GLANCE):
        pools[name].append(Article(**dict(zip(AT_A_GLANCE, values, strict=True))))
    return _fill(pools, None)


def _pools(now: datetime.datetime, placed: Mapping[str, Sequence[int]] | None) -> dict[str, QuerySet[Article]]:
    """Return the questions whose answers hold every article that any place could need."""
    live = Article.objects.live(now)

    def chosen(slot: str, most: int) -> QuerySet[Article]:
        if placed is None:
            return live.in_slot(slot, now).by_rank(slot)[:most]
        return live.filter(pk__in=placed[slot][:most])

    covered = live.with_cover().filter(published_at__gt=now - FRESH)
    pools = (
        chosen("lead", PINS),
        live.by_time()[:PINS],
        covered.by_time()[:1],
        chosen("pick", PINS + PICKS),
        chosen("focus", PINS + PICKS + FOCUS),
        live.by_day()[: PINS + PICKS + FOCUS + LATEST],
    )
    return dict(zip(POOLS, pools, strict=True))


def _fill(pools: Mapping[str, list[Article]], placed: Mapping[str, Sequence[int]] | None) -> Slots:
    used: list[Article] = []

    def ranked(pool: str, slot: str) -> list[Article]:
        if placed is None:
            return in_order(pools[pool], by_rank(slot))
        return sorted(pools[pool], key=lambda article: placed[slot].index(article.pk))

    def take(pool: Iterable[Article], most: int) -> list[Article]:
        taken = [article for article in pool if article not in used][:most]
        used.extend(taken)
        return taken

    pins = ranked("pinned", "lead")
    newest = in_order(pools["newest"], BY_TIME)
    lead = take([*pins, *pools["covered"], *newest], 1)
    side = take(pins, SIDE)
    side += take(newest, SIDE - len(side))
    picks = [article for article in ranked("recommended", "pick") if article not in used]
    picks = take(picks, PICKS if len(picks) >= PICKS else FEW_PICKS)
    focus = take(ranked("in_focus", "focus"), FOCUS)
    latest = take(in_order(pools["latest"], BY_DAY), LATEST)
    return Slots(lead[0] if lead else None, side, picks, focus, latest)


def in_order(articles: Iterable[Article], order: tuple[str, ...]) -> list[Article]:
    """Sort rows as the database sorts by ``order``, whose columns are never null."""
    rows = list(articles)
    for column in reversed(order):
        rows.sort(key=attrgetter(column.removeprefix("-")), reverse=column.startswith("-"))
    return rows


def _union(pools: Mapping[str, QuerySet[Article]], *columns: str) -> list[tuple[Any, ...]]:
    """Return the name of its pool and the ``columns`` of each article, with one query for all pools."""
    parts = [
        Article.objects.filter(pk__in=pool.values("pk"))
        .order_by()
        .annotate(pool=Value(name))
        .values_list("pool", *columns)
        for name, pool in pools.items()
    ]
    return list(parts[0].union(*parts[1:]))


def _with_cards(pools: Mapping[str, QuerySet[Article]], now: datetime.datetime) -> dict[str, list[Article]]:
    """Return the articles of each pool, with two queries (three with their topics) for all of them."""
    members = _union(pools, "pk")
    rows = {
        article.pk: article
        for article in Article.objects.live(now).filter(pk__in={pk for _, pk in members}).for_cards()
    }
    return {name: [rows[pk] for pool, pk in members if pool == name and pk in rows] for name in pools}
