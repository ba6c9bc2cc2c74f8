"""The difference between two texts, by character, laid out by sentence and paragraph."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from .matching import hunks
from .sentences import sentences

SHORTEST_SAME = 2  # characters: a single one that survives between two changes is chance, not text that was kept


class Kind(Enum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Piece:
    """A run of characters that is in both texts, only in the new one, or only in the old one."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Row:
    """What lies between two line ends that both texts share: a paragraph, or several that became others."""

    pieces: tuple[Piece, ...]

    @property
    def changed(self) -> bool:
        return any(piece.kind is not Kind.SAME for piece in self.pieces)

    @property
    def old(self) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.pieces if piece.kind is not Kind.ADDED)

    @property
    def new(self) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.pieces if piece.kind is not Kind.REMOVED)


def compare(old: str, new: str) -> list[Piece]:
    """
    Return how ``new`` came from ``old``, run by run.

    All but the added runs are the old text, all but the removed ones the new text.
    """
    before, after = sentences(old), sentences(new)
    found: list[Piece] = []
    reached = 0
    for hunk in hunks(before, after):
        found.append(Piece(Kind.SAME, "".join(before[reached : hunk.start])))
        found += within("".join(before[hunk.start : hunk.end]), "".join(after[hunk.new_start : hunk.new_end]))
        reached = hunk.end
    found.append(Piece(Kind.SAME, "".join(before[reached:])))
    return joined(found)


def within(old: str, new: str) -> list[Piece]:
    """Return the difference of two passages character by character."""
    found: list[Piece] = []
    reached = 0
    for hunk in hunks(old, new):
        kept = old[reached : hunk.start]
        if found and len(kept) < SHORTEST_SAME and kept != "\n":
            found += [Piece(Kind.REMOVED, kept), Piece(Kind.ADDED, kept)]
        else:
            found.append(Piece(Kind.SAME, kept))
        found.append(Piece(Kind.REMOVED, old[hunk.start : hunk.end]))
        found.append(Piece(Kind.ADDED, new[hunk.new_start : hunk.new_end]))
        reached = hunk.end
    found.append(Piece(Kind.SAME, old[reached:]))
    return found


def joined(pieces: list[Piece]) -> list[Piece]:
    """Return the same difference with neighbouring runs of one kind made one; removed comes before added."""
    found: list[Piece] = []
    removed = added = ""
    for piece in pieces:
        if piece.kind is Kind.REMOVED:
            removed += piece.text
        elif piece.kind is Kind.ADDED:
            added += piece.text
        elif piece.text:
            found += changes(removed, added)
            removed = added = ""
            if found and found[-1].kind is Kind.SAME:
                found[-1] = Piece(Kind.SAME, found[-1].text + piece.text)
            else:
                found.append(piece)
    return found + changes(removed, added)


def changes(removed: str, added: str) -> list[Piece]:
    both = (Piece(Kind.REMOVED, removed), Piece(Kind.ADDED, added))
    return [piece for piece in both if piece.text]


def rows(old: str, new: str) -> list[Row]:
    """Return the difference in rows to be shown side by side; a row ends at a line end that both texts share."""
    return list(_rows(compare(old, new)))


def _rows(pieces: list[Piece]) -> Iterator[Row]:
    row: list[Piece] = []
    for piece in pieces:
        if piece.kind is not Kind.SAME:
            row.append(piece)
            continue
        for line in piece.text.splitlines(keepends=True):
            row.append(Piece(Kind.SAME, line))
            if line.endswith("\n"):
                yield Row(tuple(row))
                row = []
    if row:
        yield Row(tuple(row))


def count_changes(old: str, new: str) -> tuple[int, int]:
    """Return how many 字 were added and removed; white space does not count."""
    counted = {Kind.ADDED: 0, Kind.REMOVED: 0, Kind.SAME: 0}
    for piece in compare(old, new):
        counted[piece.kind] += len("".join(piece.text.split()))
    return counted[Kind.ADDED], counted[Kind.REMOVED]
