"""A question to the index, in words that both databases understand."""

import datetime
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils import timezone

from .tokens import is_one_key, needed


class Zone(StrEnum):
    """
    Where the terms have to stand, by the column of ``SearchEntry``: each zone is part of the next.

    ``mark`` is what a key of that zone begins with: a sign that no folded text has.
    """

    TITLE = "title"
    LABELS = "labels"
    WORDS = "words"

    @property
    def mark(self) -> str:
        return {"title": "§", "labels": "¶", "words": ""}[self.value]


def topic_key(pk: int) -> str:
    """Return the key of a topic among an entry's facets."""
    return f"©t{pk}"


def year_key(year: int) -> str:
    """Return the key of the year of publication, in the site's time zone, among an entry's facets."""
    return f"©y{year}"


def month_key(moment: datetime.datetime) -> str:
    """Return the key of the month of publication, in the site's time zone, among an entry's facets."""
    return f"©m{timezone.localtime(moment):%Y%m}"


@dataclass(frozen=True)
class Wanted:
    """
    The newest ``most`` articles, readable at ``now``, that have every one of ``terms`` (folded, at least one) in
    ``zone`` and every key of ``facets``. ``latest`` is when the newest article appeared: what is common is looked for
    near it first.
    """

    terms: tuple[str, ...]
    zone: Zone
    now: datetime.datetime
    latest: datetime.datetime
    most: int
    facets: tuple[str, ...] = field(default=())

    @property
    def keys(self) -> list[str]:
        """Return the keys that an entry has to have."""
        words = {key for term in self.terms for key in needed(term)}
        return [*self.facets, *(f"{self.zone.mark}{key}" for key in sorted(words))]

    @property
    def to_compare(self) -> list[str]:
        """Return the terms of which the keys alone prove nothing: pairs may stand apart."""
        return [term for term in self.terms if not is_one_key(term)]
