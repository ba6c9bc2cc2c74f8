"""What the checks of the copy answer: a code, where it is, the figures for its message, and how to mend it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Figure = int | str


class Level(StrEnum):
    """Red stops a publication, yellow wants a tick (brief §11.6), grey only tells."""

    RED = "red"
    YELLOW = "yellow"
    GREY = "grey"


LEVELS = {"E": Level.RED, "W": Level.YELLOW, "N": Level.GREY}


@dataclass(frozen=True)
class Place:
    """
    A range of the source of ``field``, a field of the article form, in characters from 0.

    ``line`` counts from 1. An empty range at 0 is the field itself.
    """

    field: str
    start: int = 0
    end: int = 0
    line: int = 1


@dataclass(frozen=True)
class Edit:
    """One replacement of the source of ``field``: the characters from ``start`` to ``end`` by ``text``."""

    field: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Finding:
    """
    One thing for an editor to look at.

    ``code`` is one of brief §11.6 (E…, W…) or a note of ours (N…). ``places`` holds at least one, the first to
    jump to. ``edits``, where there are some, mend all of it; they do not overlap and stand in order.
    """

    code: str
    places: tuple[Place, ...]
    figures: Mapping[str, Figure] = field(default_factory=dict)
    edits: tuple[Edit, ...] = ()

    @property
    def level(self) -> Level:
        return LEVELS[self.code[0]]


def whole(name: str) -> tuple[Place, ...]:
    """Return the place of something that is about a whole field."""
    return (Place(name),)


def places(name: str, source: str, spans: Iterable[tuple[int, int]]) -> tuple[Place, ...]:
    """Return ranges of ``source``, which come in order, each with the line on which it starts."""
    found: list[Place] = []
    counted, line = 0, 1
    for start, end in spans:
        line += source.count("\n", counted, start)
        counted = start
        found.append(Place(name, start, end, line))
    return tuple(found)


def apply_edits(source: str, edits: tuple[Edit, ...] | list[Edit]) -> str:
    """Return ``source`` with every replacement made. They are in order, and all of one field."""
    parts, position = [], 0
    for edit in edits:
        parts += [source[position : edit.start], edit.text]
        position = edit.end
    return "".join([*parts, source[position:]])
