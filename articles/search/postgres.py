"""
The index on PostgreSQL: GIN over the keys of each entry, which a function of the database makes.

GIN knows no order, so a common word would mean reading all its entries to find the newest. They are looked for among
those of the last months first, whose keys are in the same index, and further back only where those are not enough.
"""

import datetime
from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.utils import timezone

from articles.models import SearchEntry

from .wanted import Wanted, Zone, month_key

MONTHS = {Zone.WORDS: (6, 24), Zone.LABELS: (24,), Zone.TITLE: (24,)}  # back from the newest article
# An archive may have ended years ago; counted from today, its common words would be read whole (130 ms for 40 ms).
LATEST = "SELECT max(published_at) FROM articles_searchentry WHERE published_at <= %s"
KEYS = "articles_search_keys(facets, title, labels, words)"
# MATERIALIZED: the planner may otherwise go through the articles by time for a common word, and make the keys of each.
# The comparison reads the text, so it stands behind the sort and ends with the last row that is wanted.
NEWEST = """
    WITH held AS MATERIALIZED (
        SELECT article_id, published_at, {zone} AS text FROM articles_searchentry
        WHERE {keys} @> %s::text[]
        AND published_at <= %s AND (expires_at IS NULL OR expires_at > %s) {window}
    )
    SELECT article_id, published_at FROM (
        SELECT * FROM held ORDER BY published_at DESC, article_id DESC OFFSET 0
    ) AS found
    {comparisons} LIMIT %s
"""


def save(entry: SearchEntry) -> None:
    """Add a new entry; the index follows."""
    entry.save(force_insert=True)


def delete(entry: SearchEntry) -> None:
    """Remove an entry; the index follows."""
    entry.delete()


def holds(entry: SearchEntry) -> bool:
    """Say whether the index knows the entry: an index of PostgreSQL knows every row."""
    return True


def latest(now: datetime.datetime) -> datetime.datetime:
    """Return when the newest article of the index was published; ``now`` where there is none."""
    with connection.cursor() as cursor:
        cursor.execute(LATEST, [now])
        found: datetime.datetime | None = cursor.fetchone()[0]
    return found or now


def newest(wanted: Wanted) -> list[tuple[int, datetime.datetime]]:
    """Return the articles' primary keys and times, newest first."""
    with connection.cursor() as cursor:
        for months in MONTHS[wanted.zone]:
            rows = _rows(cursor, wanted, _months(wanted.latest, months))
            if len(rows) >= wanted.most:
                return rows
        return _rows(cursor, wanted)


def _months(moment: datetime.datetime, number: int) -> list[str]:
    """Return the keys of so many months, that of ``moment`` first."""
    first = timezone.localtime(moment).replace(day=1, hour=12)
    keys = []
    for _month in range(number):
        keys.append(month_key(first))
        first = (first - datetime.timedelta(days=1)).replace(day=1)
    return keys


def _rows(cursor: Any, wanted: Wanted, months: Sequence[str] = ()) -> list[tuple[int, datetime.datetime]]:
    terms = wanted.to_compare
    comparisons = " AND ".join(["strpos(text, %s) > 0"] * len(terms))
    statement = NEWEST.format(
        keys=KEYS,
        zone=wanted.zone.value,
        window=f"AND {KEYS} && %s::text[]" if months else "",
        comparisons=f"WHERE {comparisons}" if terms else "",
    )
    window = [list(months)] if months else []
    cursor.execute(statement, [wanted.keys, wanted.now, wanted.now, *window, *terms, wanted.most])
    rows: list[tuple[int, datetime.datetime]] = cursor.fetchall()
    return rows
