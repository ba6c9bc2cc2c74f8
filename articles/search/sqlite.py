"""
The index on SQLite: FTS5, holding nothing but which entry has which key.

An entry's primary key is its place in the index, and follows the time of publication. So the newest entries of a
key are read first, and reading ends where enough are found: a word that is everywhere costs no more than a rare one.
"""

import datetime

from django.db import connection

from articles.models import SearchEntry

from .tokens import tokens
from .wanted import Wanted, Zone

EPOCH = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
STEP = datetime.timedelta(minutes=5)  # places of one day: 288; small numbers make a small index
INSERT = "INSERT INTO articles_search(rowid, tokens) VALUES (%s, %s)"
DELETE = "INSERT INTO articles_search(articles_search, rowid, tokens) VALUES ('delete', %s, %s)"
HOLDS = "SELECT 1 FROM articles_search WHERE articles_search MATCH %s AND rowid = %s"
FREE = """
    SELECT entry.id + 1 FROM articles_searchentry AS entry
    WHERE entry.id >= %s AND NOT EXISTS (SELECT 1 FROM articles_searchentry AS next WHERE next.id = entry.id + 1)
    ORDER BY entry.id LIMIT 1
"""
NEWEST = """
    SELECT entry.article_id, entry.published_at
    FROM articles_search CROSS JOIN articles_searchentry AS entry ON entry.id = articles_search.rowid
    WHERE articles_search MATCH %s AND entry.published_at <= %s
    AND (entry.expires_at IS NULL OR entry.expires_at > %s) {comparisons}
    ORDER BY articles_search.rowid DESC LIMIT %s
"""


def save(entry: SearchEntry) -> None:
    """Add a new entry, and its keys to the index."""
    entry.pk = _place(entry.published_at)
    entry.save(force_insert=True)
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [entry.pk, _keys(entry)])


def delete(entry: SearchEntry) -> None:
    """Remove an entry, and its keys from the index."""
    if holds(entry):  # FTS5 takes the removal of what it has not for a damaged file
        with connection.cursor() as cursor:
            cursor.execute(DELETE, [entry.pk, _keys(entry)])
    entry.delete()


def holds(entry: SearchEntry) -> bool:
    """Say whether the index knows the entry. It does not where rows came another way, as by ``loaddata``."""
    keys = " ".join(
        f'"{key}"' for key in [*entry.facets.split(), *(Zone.TITLE.mark + key for key in tokens(entry.title))]
    )
    with connection.cursor() as cursor:
        cursor.execute(HOLDS, [keys, entry.pk])
        return cursor.fetchone() is not None


def latest(now: datetime.datetime) -> datetime.datetime:
    """Return the moment from which to look back: this index is read in the order of time, from wherever it begins."""
    return now


def newest(wanted: Wanted) -> list[tuple[int, datetime.datetime]]:
    """Return the articles' primary keys and times, newest first."""
    now = connection.ops.adapt_datetimefield_value(wanted.now)
    # FTS5 forgets nothing by itself: where an entry went another way (``flush``), its keys stay. So all is compared.
    comparisons = f"AND instr(entry.{wanted.zone.value}, %s)" * len(wanted.terms)
    match = " ".join(f'"{key}"' for key in wanted.keys)
    with connection.cursor() as cursor:
        cursor.execute(
            NEWEST.format(comparisons=comparisons),
            [match, now, now, *wanted.terms, wanted.most],
        )
        rows: list[tuple[int, datetime.datetime]] = cursor.fetchall()
    return [(pk, at.replace(tzinfo=datetime.UTC)) for pk, at in rows]


def _keys(entry: SearchEntry) -> str:
    keys = [entry.facets]
    for zone in Zone:
        mark = zone.mark
        keys += [mark + key for key in tokens(getattr(entry, zone))]
    return " ".join(keys)


def _place(moment: datetime.datetime) -> int:
    """Return the free place for an entry of that moment, or the next one behind it."""
    place = (moment - EPOCH) // STEP
    if not SearchEntry.objects.filter(pk=place).exists():
        return place
    with connection.cursor() as cursor:
        cursor.execute(FREE, [place])
        return int(cursor.fetchone()[0])
