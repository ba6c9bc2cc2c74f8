"""
The moment at which the public pages are made: now, or a later one for staff who look ahead.

Whatever decides what readers see asks ``now()`` here and nowhere else, so that a page of next Friday is made by the
very queries that will make it then.
"""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils import timezone

_moment: ContextVar[datetime.datetime | None] = ContextVar("moment", default=None)


def now() -> datetime.datetime:
    """Return the moment at which pages are being made."""
    return _moment.get() or timezone.now()


def ahead() -> datetime.datetime | None:
    """Return the moment that somebody looks ahead to; None where pages are made as they are now."""
    return _moment.get()


@contextmanager
def at(moment: datetime.datetime) -> Iterator[None]:
    """Make pages as of ``moment`` inside the block, in this thread only."""
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)
