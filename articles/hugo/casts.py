"""
Hugo's loose casts: what a value of front matter means for a field (hugo.md §1.1, §1.4).

Each function takes the value as it was typed and returns what the field holds, None for "nothing
there". ``WrongType`` carries a message for the report; what to do about it is the caller's decision.
"""

import datetime
import re

from django.utils.translation import gettext as _

from articles.naming.terms import fold, split_terms

from .values import Plain, Value, clean, is_null

TRUE = frozenset({"true", "yes", "on", "1", "t", "y", "是"})
FALSE = frozenset({"false", "no", "off", "0", "f", "n", "否", ""})
LONGEST_SPONSOR = 100  # characters, the width of ``Article.source_name``
LARGEST_WEIGHT = 2_147_483_646
EARLIEST_YEAR, LATEST_YEAR = 1900, 9000  # Hugo's "no date" is the year 1; a feed with it is invalid

MOMENT = re.compile(
    r"""(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})
    (?:(?:[Tt]|\ +)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?
       \ *(?P<zone>[Zz]|UTC|GMT|[-+]\d{2}:?\d{2}|[-+]\d{2})?(?:\ +[A-Z]{3,4})?
    )?\Z""",
    re.VERBOSE,
)


class WrongType(ValueError):
    """The value can not be what the field needs. The message is for the report."""


def text(value: Value | None) -> str | None:
    """Return one line of text; numbers, dates and ``no`` are text as they were typed."""
    if is_null(value):
        return None
    if not isinstance(value, str):
        raise WrongType(_("There is a list or a mapping where one text belongs."))
    return " ".join(clean(value).split()) or None


def boolean(value: Value | None) -> bool | None:
    """Return the truth of ``true``, ``"true"``, ``yes``, ``1`` and their opposites."""
    if is_null(value):
        return None
    word = fold(value) if isinstance(value, str) else None
    if word in TRUE:
        return True
    if word in FALSE:
        return False
    raise WrongType(_("This is neither true nor false."))


def gallery(value: Value | None) -> bool | None:
    """Return whether pictures enlarge; the theme also knows ``force``."""
    return True if value == "force" else boolean(value)


def sponsor(value: Value | None) -> str | None:
    """Return the name of whoever paid, where it fits the column."""
    name = text(value)
    if name and len(name) > LONGEST_SPONSOR:
        raise WrongType(_("This name is longer than %(n)d characters.") % {"n": LONGEST_SPONSOR})
    return name


def weight(value: Value | None) -> int | None:
    """Return a weight of 1 or more; nothing, ``""`` and 0 mean that there is none."""
    if is_null(value) or (isinstance(value, str) and not value.strip()):
        return None
    try:
        number = int(value) if isinstance(value, str) and len(value) < 20 else -1
    except ValueError:
        number = -1
    if number == 0:
        return None
    if not 1 <= number <= LARGEST_WEIGHT:
        raise WrongType(_("A weight is a whole number from 1."))
    return number


def terms(value: Value | None) -> tuple[list[str], list[str]]:
    """
    Return the names in their order, and what was changed about them as messages.

    A single text is a list of one, or of several where it holds a comma. Spellings that differ in
    case, width or spaces only are one name. Raises ``WrongType`` for a mapping or a nested list.
    """
    if value is None or is_null(value):
        return [], []
    if isinstance(value, str):
        names = split_terms(clean(value))
        several = _("One text with separators was read as %(count)d names.") % {"count": len(names)}
        return names, [several] if len(names) > 1 else []
    if isinstance(value, dict) or not all(isinstance(item, str) for item in value):
        raise WrongType(_("There is a list or a mapping inside a list of names."))
    found: dict[str, str] = {}
    empty = repeated = 0
    for item in value:
        name = " ".join(clean(item).split())
        # An unquoted ``null`` in a list is more likely a word than nothing; ``~`` never is.
        if not name or (isinstance(item, Plain) and item == "~"):
            empty += 1
        elif found.setdefault(fold(name), name) is not name:
            repeated += 1
    notes = []
    if empty:
        notes.append(_("Empty names were left out: %(count)d.") % {"count": empty})
    if repeated:
        notes.append(_("Names that are there twice were put together: %(count)d.") % {"count": repeated})
    return list(found.values()), notes


def moment(value: Value | None, zone: datetime.tzinfo) -> datetime.datetime | None:
    """
    Return the instant of ``2022-03-24``, ``2022-03-24 21:57:40`` or ``2022-03-24T21:57:40+08:00``.

    Without a zone of its own it is in ``zone``; without a time it is midnight. Nothing else is
    guessed: ``03/04/2026`` could be two days. Raises ``WrongType``.
    """
    if is_null(value) or (isinstance(value, str) and not value.strip()):
        return None
    match = MOMENT.match(value.strip()) if isinstance(value, str) else None
    if not match:
        raise WrongType(_("“%(value)s” is not a date that is read without guessing.") % {"value": _shown(value)})
    part = match.groupdict()
    try:
        year, month, day, hour, minute, second = (
            int(part[name] or 0) for name in ("year", "month", "day", "hour", "minute", "second")
        )
        microsecond = int((part["fraction"] or "0")[:6].ljust(6, "0"))
        found = datetime.datetime(
            *(year, month, day, hour, minute, second, microsecond),
            tzinfo=_zone(part["zone"]) or zone,
        )
    except ValueError:
        raise WrongType(_("“%(value)s” does not exist in the calendar.") % {"value": _shown(value)}) from None
    return found


def is_real(found: datetime.datetime) -> bool:
    """Return False for Hugo's zero date and other years in which no news site published."""
    return EARLIEST_YEAR <= found.year <= LATEST_YEAR


def _zone(name: str | None) -> datetime.tzinfo | None:
    if not name:
        return None
    if name in {"Z", "z", "UTC", "GMT"}:
        return datetime.UTC
    hours, minutes = int(name[1:3]), int(name[-2:]) if len(name) > 3 else 0
    offset = datetime.timedelta(hours=hours, minutes=minutes)
    return datetime.timezone(-offset if name[0] == "-" else offset)


def _shown(value: Value | None) -> str:
    return clean(str(value))[:60]
