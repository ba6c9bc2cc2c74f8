"""
How the whole site is cut into sitemaps: by ranges of keys, so that a part is found without counting.

An article never changes its part, and a part holds 1,000 keys at most, however large the site is. A
million articles make a thousand parts, and the index of them is two passes over narrow indexes.
"""

import datetime
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db.models import BigIntegerField, Count, Exists, ExpressionWrapper, F, Max, OuterRef, Q, QuerySet, Value

from articles import text
from articles.models import Article, State, StateChange
from articles.taxonomy.kinds import KINDS, Kind
from media import renditions

from .documents import Entry

KEYS_PER_PART = 1_000
ROWS_AT_ONCE = 100  # whose HTML is in memory


def in_part(rows: QuerySet[Any], number: int) -> QuerySet[Any]:
    """Return the rows of one part, from 1, in the order of their keys."""
    last = number * KEYS_PER_PART
    return rows.filter(pk__gt=last - KEYS_PER_PART, pk__lte=last).order_by("pk")


def part_of(key: str) -> ExpressionWrapper:
    """Return the number of the part in which the row with this key stands, for a query."""
    whole = ExpressionWrapper(F(key) - 1, output_field=BigIntegerField())
    return ExpressionWrapper(whole / KEYS_PER_PART + 1, output_field=BigIntegerField())


def article_parts(now: datetime.datetime) -> list[tuple[int, datetime.datetime]]:
    """
    Return the parts with live articles, and when each last changed, with two queries.

    An article that left changed its part, too. Nothing that is being prepared changes one.
    """
    public = Article.objects.filter(state=State.PUBLISHED, published_at__lte=now).order_by()
    parts = public.values(part=part_of("pk")).annotate(
        alive=Count("pk", filter=Q(expires_at=None) | Q(expires_at__gt=now)),
        came=Max("published_at"),
        changed=Max("modified_at", filter=Q(modified_at__lte=now)),
        left=Max("expires_at", filter=Q(expires_at__lte=now)),
    )
    steps = StateChange.objects.seen_by_readers().order_by().values(part=part_of("article"))
    steps_by_part = dict(steps.annotate(last=Max("at")).values_list("part", "last"))
    return [
        (row["part"], max(filter(None, (row["came"], row["changed"], row["left"], steps_by_part.get(row["part"])))))
        for row in parts.order_by("part")
        if row["alive"]
    ]


def term_parts(now: datetime.datetime) -> list[tuple[str, int]]:
    """Return kind and number of the parts with terms that have something to read, with one query."""
    each = [
        _terms(kind, now)
        .order_by()
        .annotate(place=Value(place), part=part_of("pk"))
        .values_list("place", "part")
        .distinct()
        for place, kind in enumerate(KINDS.values())
    ]
    names = list(KINDS)
    return [(names[place], number) for place, number in sorted(each[0].union(*each[1:]))]


def article_entries(number: int, now: datetime.datetime) -> Iterator[Entry]:
    """Yield the live articles of one part with the pictures that they show, with one query."""
    rows = in_part(Article.objects.live(now), number).select_related("featured_image")
    columns = ("path", "published_at", "modified_at", "shows_hero", "body_html", "featured_image")
    for article in rows.only(*columns).iterator(chunk_size=ROWS_AT_ONCE):
        yield Entry(article.get_absolute_url(), last_change(article, now), pictures_of(article))


def term_entries(kind: Kind, number: int, now: datetime.datetime) -> list[Entry]:
    """
    Return the terms of one part that have something to read, with one query.

    Without the day of their last change: that of a section means reading all its articles.
    """
    return [Entry(term.get_absolute_url()) for term in in_part(_terms(kind, now), number)]


def last_change(article: Article, now: datetime.datetime) -> datetime.datetime | None:
    """Return when readers last got something new; a time to come, which old sites have, is not believed."""
    return max((at for at in (article.published_at, article.modified_at) if at and at <= now), default=None)


def pictures_of(article: Article) -> tuple[str, ...]:
    """Return the addresses of the pictures on an article's page, each once: a cover above the text, the text's own."""
    cover = article.featured_image if article.shows_hero else None
    shown = [picture.src for picture in text.shown_pictures(article.body_html, settings.MEDIA_URL)]
    return tuple(dict.fromkeys([*([renditions.fallback(cover, "body").url] if cover else []), *shown]))


def _terms(kind: Kind, now: datetime.datetime) -> QuerySet[Any]:
    """Return the terms under which there is something to read. A section has a page without, but not worth a visit."""
    return kind.model._default_manager.filter(Exists(kind.articles(OuterRef("pk"), now)))
