"""
Which articles a query finds, and in which order.

Those with every term in the title come first, then those with every term in title or tags, then the others; within
each, the newest first. So nothing has to be scored: three short lists of newest articles are the whole answer.
"""

import datetime
from dataclasses import dataclass

from .index import backend
from .query import Query
from .wanted import Wanted, Zone, topic_key, year_key

MOST = 1_000  # articles that are listed; of more, only that there are more is said (decisions §6.16)


@dataclass(frozen=True)
class Hits:
    """Primary keys of articles in their order, at most 1,000, and whether there are more."""

    keys: list[int]
    more: bool = False


def find(
    query: Query,
    *,
    now: datetime.datetime,
    topic: int | None = None,
    year: int | None = None,
    by_time: bool = False,
) -> Hits:
    """
    Return the articles that readers may see at ``now`` and that have every term of the query.

    ``topic`` is a primary key, ``year`` that of publication in the site's time zone. A query without a single letter or
    digit finds nothing.
    """
    if not query.terms:
        return Hits([])
    facets = [topic_key(topic)] if topic is not None else []
    facets += [year_key(year)] if year is not None else []
    latest = backend().latest(now)
    found: dict[int, None] = {}
    for zone in [Zone.WORDS] if by_time else Zone:
        rows = backend().newest(Wanted(query.terms, zone, now, latest, MOST + 1, tuple(facets)))
        rows.sort(key=lambda row: (row[1], row[0]), reverse=True)
        found.update(dict.fromkeys(pk for pk, _at in rows))
        if len(found) > MOST:
            break
    return Hits(list(found)[:MOST], more=len(found) > MOST)
