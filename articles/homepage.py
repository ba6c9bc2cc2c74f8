"""
Who stands where on the home page: the rules of brief §4, from top to bottom.

``used`` grows as the page is filled, so no article appears twice. Two queries fetch every article
that any place could need, however many there are; the rest is choosing among some sixty rows.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

from django.db.models import QuerySet, Value
from django.utils import timezone

from .models import Article
from .models.orders import BY_DAY, BY_TIME, by_rank

SIDE = 2
PINS = 1 + SIDE  # most pinned articles in one place; more are ignored
PICKS, FEW_PICKS = 6, 3
FOCUS = 8
LATEST = 20
FRESH = datetime.timedelta(days=7)  # how long an article with a cover may lead without a pin


@dataclass(frozen=True)
class HomePage:
    """``total`` counts all live articles, for the pager."""

    lead: Article | None
    side: list[Article]
    picks: list[Article]
    focus: list[Article]
    latest: list[Article]
    total: int

    def articles(self) -> list[Article]:
        """Return every article of the page, in the order in which it is read."""
        return [*([self.lead] if self.lead else []), *self.side, *self.picks, *self.focus, *self.latest]


def compose(now: datetime.datetime | None = None) -> HomePage:
    """Fill the home page as it is at ``now``."""
    now = now or timezone.now()
    live = Article.objects.live(now)
    most_used = PINS + PICKS + FOCUS
    pools = _fetch(
        now,
        pinned=live.pinned_now(now).by_rank("lead")[:PINS],
        newest=live.by_time()[:PINS],
        covered=live.with_cover().filter(published_at__gt=now - FRESH).by_time()[:1],
        recommended=live.recommended().by_rank("pick")[: PINS + PICKS],
        in_focus=live.in_focus().by_rank("focus")[: PINS + PICKS + FOCUS],
        latest=live.by_day()[: most_used + LATEST],
    )
    used: list[Article] = []

    def take(pool: Iterable[Article], most: int) -> list[Article]:
        taken = [article for article in pool if article not in used][:most]
        used.extend(taken)
        return taken

    pinned = in_order(pools["pinned"], by_rank("lead"))
    newest = in_order(pools["newest"], BY_TIME)
    lead = take([*pinned, *pools["covered"], *newest], 1)
    side = take(pinned, SIDE)
    side += take(newest, SIDE - len(side))
    picks = [article for article in in_order(pools["recommended"], by_rank("pick")) if article not in used]
    picks = take(picks, PICKS if len(picks) >= PICKS else FEW_PICKS)
    focus = take(in_order(pools["in_focus"], by_rank("focus")), FOCUS)
    latest = take(in_order(pools["latest"], BY_DAY), LATEST)
    return HomePage(lead[0] if lead else None, side, picks, focus, latest, total=live.count())


def in_order(articles: Iterable[Article], order: tuple[str, ...]) -> list[Article]:
    """Sort rows as the database sorts by ``order``, whose columns are never null."""
    rows = list(articles)
    for column in reversed(order):
        rows.sort(key=attrgetter(column.removeprefix("-")), reverse=column.startswith("-"))
    return rows


def _fetch(now: datetime.datetime, **pools: QuerySet[Article]) -> dict[str, list[Article]]:
    """Return the articles of each sliced pool, with two queries (three with their topics) for all of them."""
    parts = [
        Article.objects.filter(pk__in=pool.values("pk")).order_by().annotate(pool=Value(name)).values_list("pool", "pk")
        for name, pool in pools.items()
    ]
    members = list(parts[0].union(*parts[1:]))
    rows = {
        article.pk: article
        for article in Article.objects.live(now).filter(pk__in={pk for _, pk in members}).for_cards()
    }
    return {name: [rows[pk] for pool, pk in members if pool == name and pk in rows] for name in pools}
