"""What an editor should look at in an imported text, although nothing is wrong with its file (brief §11.14)."""

import datetime
import re
from posixpath import basename

from django.utils.translation import gettext as _

from articles import text
from articles.checks import check_words
from articles.text import copy
from articles.text.masking import code_ranges

from . import fields
from .picture_repair import Reference
from .reading import Reading
from .report import Finding

# A day at the start of a file's name or behind a letter: 20220701141742.png, IMG_20220701.jpg, 2022-07-01-a.png
DAY_IN_NAME = re.compile(
    r"(?<!\d)(?P<year>20\d\d)(?P<dash>[-_]?)(?P<month>\d\d)(?P=dash)(?P<day>\d\d)(?=\d{4}(?:\d\d)?(?!\d)|(?!\d))"
)
LEFT_OUT = re.compile(
    r"<(script|style|object|embed|form|svg|math|link|meta|base|input|button|textarea|select)\b", re.IGNORECASE
)


def check_copy(reading: Reading, uses: list[Reference]) -> list[Finding]:
    """Return the findings on one article's text and pictures."""
    return [
        *_placeholder_alts(uses),
        *_pictures_after_date(reading, uses),
        *_repeated_description(reading),
        *_raw_html(reading),
    ]


def _placeholder_alts(uses: list[Reference]) -> list[Finding]:
    lines = tuple(use.line for use in uses if text.is_placeholder_alt(use.alt, use.target))
    if not lines:
        return []
    return [
        Finding(
            code="alt-placeholder",
            message=check_words.say(copy.Finding("W02", copy.whole("body"), {"n": len(lines)})),
            line=lines[0],
            lines=lines,
            count=len(lines),
            suggestion=_("Say what each picture shows, for those who cannot see it."),
        )
    ]


def _pictures_after_date(reading: Reading, uses: list[Reference]) -> list[Finding]:
    """Find pictures whose names say a day after the article's date, which then is hardly the true one."""
    if reading.date is None:
        return []
    published = reading.date.astimezone(reading.zone).date()
    later = [(day, use.line) for use in uses if (day := day_in_name(use.target)) and day > published]
    if not later:
        return []
    newest = max(day for day, _line in later)
    entry = reading.front.first(*fields.DATE, *fields.PUBLISH_DATE)
    return [
        Finding(
            code="image-after-date",
            message=_("The names of pictures say a later day than the date of the article: %(image)s > %(date)s.")
            % {"image": f"{newest:%Y%m%d}", "date": published.isoformat()},
            line=entry.line if entry else 0,
            key=entry.key if entry else "date",
            lines=tuple(line for _day, line in later),
            suggestion=_("Check the date of publication."),
        )
    ]


def day_in_name(target: str) -> datetime.date | None:
    """Return the day that a picture's name holds: ``20220701141742.png`` → 2022-07-01."""
    match = DAY_IN_NAME.search(basename(target.partition("?")[0]))
    if not match:
        return None
    try:
        return datetime.date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def _repeated_description(reading: Reading) -> list[Finding]:
    if not copy.repeats(reading.description, copy.first_paragraph(reading.front.body)):
        return []
    entry = reading.front.first(*fields.DESCRIPTION)
    return [
        Finding(
            code="description-repeats",
            message=check_words.say(copy.Finding("W04", copy.whole("description"))),
            line=entry.line if entry else 0,
            key=entry.key if entry else "",
            suggestion=_("Write a summary of its own, of 60 to 120 characters."),
        )
    ]


def _raw_html(reading: Reading) -> list[Finding]:
    body = reading.front.body
    if "<" not in body:
        return []
    code = code_ranges(body)
    found = {
        match[1].lower(): body.count("\n", 0, match.start()) + reading.front.body_line
        for match in LEFT_OUT.finditer(body)
        if not any(start <= match.start() < end for start, end in code)
    }
    if not found:
        return []
    return [
        Finding(
            code="html-removed",
            message=_("The text holds HTML that is not shown to readers: %(tags)s.")
            % {"tags": ", ".join(f"<{tag}>" for tag in sorted(found))},
            line=min(found.values()),
            suggestion=_("Look at the article's page, and write it in Markdown where something is missing."),
        )
    ]
