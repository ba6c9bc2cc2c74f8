"""
The values of front matter, whatever it was written in: text as it was typed, lists and mappings.

YAML, TOML and JSON disagree about what ``no``, ``12:30`` and ``1.10`` are. Nothing is guessed while
reading: an unquoted scalar is ``Plain`` text, a quoted one is ``str``, and ``articles.hugo.casts``
turns them into what a field needs.
"""

import datetime
import re
from typing import Any, TypeAlias

from django.utils.translation import gettext as _

from .report import Rejected, rejected

MAX_DEPTH = 20
MAX_VALUES = 10_000

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})\Z")
DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,14})\.[0-9]{1,14}\Z")
NULLS = frozenset({"", "~", "null", "Null", "NULL"})


class Plain(str):
    """A scalar written without quotes."""

    __slots__ = ()


NULL = Plain("~")
Value: TypeAlias = str | list[Any] | dict[str, Any]


def is_null(value: Value | None) -> bool:
    """Return whether the key is there without a value (``weight:``, ``~``, ``null``)."""
    return value is None or (isinstance(value, Plain) and value in NULLS)


def from_native(value: Any) -> Value:
    """
    Return what ``tomllib`` or ``json`` read as values of ours.

    Raises ``Rejected`` where it is nested more than ``MAX_DEPTH`` levels deep.
    """
    return _from_native(value, 0)


def _from_native(value: Any, depth: int) -> Value:
    if depth > MAX_DEPTH:
        raise too_deep(0)
    match value:
        case dict():
            return {str(key): _from_native(item, depth + 1) for key, item in value.items()}
        case list():
            return [_from_native(item, depth + 1) for item in value]
        case str():
            return value
        case bool():
            return Plain("true" if value else "false")
        case None:
            return NULL
        case datetime.date() | datetime.time():  # a datetime is a date
            return Plain(value.isoformat())
        case _:
            return Plain(value)


def too_deep(line: int, key: str = "") -> Rejected:
    return rejected(
        "nesting-too-deep",
        _("The front matter is nested more than %(levels)d levels deep.") % {"levels": MAX_DEPTH},
        line=line,
        key=key,
        suggestion=_("Remove this key, or write it with fewer levels."),
    )


def as_json(value: Value) -> Any:
    """
    Return the value for keeping in a JSON column: typed where the type loses nothing.

    ``3`` is a number; ``007`` and ``1.10`` stay text, because a number would not give them back.
    """
    match value:
        case dict():
            return {clean(key): as_json(item) for key, item in value.items()}
        case list():
            return [as_json(item) for item in value]
        case Plain():
            return _typed(value)
        case _:
            return clean(value)


def _typed(text: Plain) -> Any:
    if text in NULLS:
        return None
    if text in {"true", "True", "TRUE"}:
        return True
    if text in {"false", "False", "FALSE"}:
        return False
    if INTEGER.match(text):
        return int(text) if str(int(text)) == text else str(text)
    if DECIMAL.match(text):
        return float(text) if repr(float(text)) == text else str(text)
    return clean(text)


def clean(text: str) -> str:
    """Return the text without the control characters that databases, feeds and terminals choke on."""
    return str(CONTROL.sub("", text))
