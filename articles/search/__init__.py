"""
Search in Chinese without a service: an index of characters and pairs on SQLite or PostgreSQL, behind one interface.

``renew`` keeps an article's entry in step and belongs into the transaction that changes it; ``read_query`` and ``find``
answer a reader, ``find_unseen`` adds what only the newsroom sees; ``marked`` and ``passage`` show where terms stand.
"""

from .drafts import find_unseen, renew_draft
from .hits import MOST, Hits, find
from .index import missing, rebuild, renew, renew_many, renew_some
from .passages import Piece, marked, passage
from .query import LONGEST_QUERY, Query, read_query

__all__ = [
    "LONGEST_QUERY",
    "MOST",
    "Hits",
    "Piece",
    "Query",
    "find",
    "find_unseen",
    "marked",
    "missing",
    "passage",
    "read_query",
    "rebuild",
    "renew",
    "renew_draft",
    "renew_many",
    "renew_some",
]
