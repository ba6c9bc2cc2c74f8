"""
The archive: how many articles appeared in which month, and what they were called.

The months are those of the site's time zone, as ``published_day`` has them. Order C, as everywhere but in the paper's
own places (brief §4, §5).
"""

import datetime
from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils import timezone

from articles.models import Article

TITLE = ("title", "path", "published_at", "paid")
TITLES_PER_MONTH = 10  # on the page of a year; the month's own page has all


@dataclass
class Month:
    """A month in which something appeared: ``total`` articles, the newest of them in ``articles``."""

    year: int
    month: int
    total: int
    articles: list[Article] = field(default_factory=list)

    @property
    def first_day(self) -> datetime.date:
        """Return the day by which templates name the month."""
        return datetime.date(self.year, self.month, 1)

    @property
    def url(self) -> str:
        """Return the address of the month's page."""
        return reverse("articles:archive-month", args=[self.year, self.month])


@dataclass
class Year:
    """A year with its months, the newest first."""

    year: int
    months: list[Month]

    @property
    def total(self) -> int:
        """Return the number of its articles."""
        return sum(month.total for month in self.months)

    @property
    def url(self) -> str:
        """Return the address of the year's page."""
        return reverse("articles:archive-year", args=[self.year])


def years(now: datetime.datetime) -> list[Year]:
    """
    Return every year that has live articles, the newest first, with one query.

    The database counts by day, which its index gives it; the few thousand days are added up here.
    """
    return _count(Article.objects.live(now))


def _count(live: QuerySet[Article]) -> list[Year]:
    days = live.order_by().values_list("published_day").annotate(n=Count("pk"))
    totals: Counter[tuple[int, int]] = Counter()
    for day, count in days:
        totals[day.year, day.month] += count
    found: list[Year] = []
    for (year, month), total in sorted(totals.items(), reverse=True):
        if not found or found[-1].year != year:
            found.append(Year(year, []))
        found[-1].months.append(Month(year, month, total))
    return found


def year_of(number: int, now: datetime.datetime) -> Year | None:
    """Return one year with the newest titles of each of its months, with two queries; None for an empty year."""
    days = (datetime.date(number, 1, 1), datetime.date(number, 12, 31))
    found = _count(Article.objects.live(now).filter(published_day__range=days))
    if not found:
        return None
    months = found[0].months
    parts = [month_of(number, month.month, now).values("pk")[:TITLES_PER_MONTH] for month in months]
    # Asked for as one list of keys each, because SQLite puts no order and no limit into the parts of a union.
    newest = [Article.objects.filter(pk__in=part).order_by().only(*TITLE) for part in parts]
    titles = newest[0].union(*newest[1:], all=True) if len(newest) > 1 else newest[0]
    by_month = {month.month: month.articles for month in months}
    for article in sorted(titles, key=lambda article: (article.published_at, article.pk), reverse=True):
        by_month[timezone.localtime(article.published_at).month].append(article)
    return found[0]


def month_of(year: int, month: int, now: datetime.datetime) -> QuerySet[Article]:
    """Return the titles of one month, newest first."""
    first = datetime.date(year, month, 1)
    after = (first + datetime.timedelta(days=31)).replace(day=1)
    # By the moment, not the day, so that the index by time finds them in their order.
    begin, end = (timezone.make_aware(datetime.datetime.combine(day, datetime.time())) for day in (first, after))
    return Article.objects.live(now).filter(published_at__gte=begin, published_at__lt=end).by_time().only(*TITLE)
