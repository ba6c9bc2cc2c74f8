"""The day that a body speaks of, beside the day on which it is published (W12)."""

import datetime
import re
from collections.abc import Iterator

from .findings import Finding, places
from .prose import Source
from .typed import Copy

DAY = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)\s?年\s?)?(?<!\d)(?P<month>1[0-2]|0?[1-9])\s?月\s?"
    r"(?P<day>[12]\d|3[01]|0?[1-9])\s?[日号]"
)
ANOTHER_YEAR = re.compile(r"(?:去|前|明|后|次|翌|上|同|当|每|历|[0-9]{2})年\s?\Z")
LOOKED_AT = 2_000  # characters: what the news is about stands at the top
FAR = datetime.timedelta(days=60)
HISTORY = datetime.timedelta(days=400)  # a day longer ago is told on purpose


def dates(copy: Copy, body: Source) -> Iterator[Finding]:
    """Yield W12 for the first day that the text names, where it is far from the day of publication."""
    words = body.words[:LOOKED_AT]
    for match in DAY.finditer(words):
        if not match["year"] and ANOTHER_YEAR.search(words[: match.start()][-8:]):
            continue
        day = _nearest(match, copy.day)
        if day is None:
            continue
        distance = day - copy.day
        if abs(distance) > FAR and distance > -HISTORY:
            yield Finding("W12", places("body", copy.body, [match.span()]), {"date": match[0]})
        return


def _nearest(match: re.Match[str], published: datetime.date) -> datetime.date | None:
    """Return the day; without a year, the one of its name nearest to publication. None for the 31st of February."""
    years = [int(match["year"])] if match["year"] else [published.year + step for step in (-1, 0, 1)]
    found = []
    for year in years:
        try:
            found.append(datetime.date(year, int(match["month"]), int(match["day"])))
        except ValueError:  # no such day in this year
            continue
    return min(found, key=lambda day: abs(day - published), default=None)
