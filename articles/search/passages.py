"""
Where the terms of a query stand in what a reader sees: pieces of a title, and a passage of the text.

A piece is ``(text, marked)``; the pieces of a text join to it. Knows nothing of the database.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

from articles.naming.folding import Change, changes, fold, unfold
from articles.text.counting import UNIT

Piece = tuple[str, bool]

PASSAGE = 80  # 字
LEAD = 24  # characters that may stand before the first mark
MOST_PLACES = 200  # that are looked at for the best passage
CLAUSE_END = re.compile(r"[。！？；，、：\n]|[.!?;,] ")
PARAGRAPH_END = re.compile(r"(?<=[。！？；：…”’」』）])\n")  # Chinese has no space there
ELLIPSIS = "…"


@dataclass(frozen=True)
class Place:
    """Where one of the terms stands in a folded text; ``term`` is its number."""

    start: int
    end: int
    term: int


def marked(text: str, terms: Sequence[str]) -> list[Piece]:
    """Return the whole of a short text in pieces, with every occurrence of a folded term marked."""
    folded = fold(text)
    return _pieces(folded, changes(text), _places(folded, terms), 0, len(folded))


def passage(folded: str, changed: Sequence[Change], terms: Sequence[str], length: int = PASSAGE) -> list[Piece]:
    """
    Return about ``length`` 字 of a text around the place with the most different terms, marked.

    The text is given folded, with what folding changed. Empty where no term stands in it. Begins with a clause where
    one begins near; ``…`` stands for what is left out.
    """
    places = _places(folded, terms)
    if not places:
        return []
    start = _start(folded, _best(places, length).start)
    end = next((unit.start() for unit in islice(UNIT.finditer(folded, start), length, None)), len(folded))
    pieces = [
        (PARAGRAPH_END.sub("", words).replace("\n", " "), mark)
        for words, mark in _pieces(folded, changed, places, start, end)
    ]
    return [*([(ELLIPSIS, False)] if start else []), *pieces, *([(ELLIPSIS, False)] if end < len(folded) else [])]


def _places(folded: str, terms: Sequence[str]) -> list[Place]:
    """Return where the terms stand, in order and without overlap; the longer term wins."""
    ordered = sorted(terms, key=len, reverse=True)
    pattern = "|".join(f"({re.escape(term)})" for term in ordered)
    matches = re.finditer(pattern, folded) if pattern else ()
    return [Place(match.start(), match.end(), match.lastindex or 0) for match in matches]


def _best(places: list[Place], length: int) -> Place:
    """Return the first place whose ``length`` characters hold the most different terms."""

    def different(number: int) -> int:
        near = takewhile(lambda place: place.end <= places[number].start + length, islice(places, number, None))
        return len({place.term for place in islice(near, MOST_PLACES)})

    return places[max(range(min(len(places), MOST_PLACES)), key=different)]


def _start(folded: str, first: int) -> int:
    """Return where to begin so that the mark at ``first`` has some words before it."""
    earliest = max(0, first - LEAD)
    if not earliest:
        return 0
    clause = CLAUSE_END.search(folded, earliest, first)
    start = clause.end() if clause else earliest
    while start < first and (folded[start].isspace() or (not clause and folded[start - 1 : start + 1].isascii())):
        start += 1  # not inside a word
    return start


def _pieces(folded: str, changed: Sequence[Change], places: list[Place], start: int, end: int) -> list[Piece]:
    cuts: list[tuple[int, int, bool]] = []
    position = start
    for place in places:
        if position <= place.start and place.end <= end:
            cuts += [(position, place.start, False), (place.start, place.end, True)]
            position = place.end
    cuts.append((position, end, False))
    return [(unfold(folded, changed, *cut), mark) for *cut, mark in cuts if cut[0] < cut[1]]
