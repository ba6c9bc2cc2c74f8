"""Two versions of one sequence made one, where their changes do not touch."""

from collections.abc import Hashable, Sequence
from typing import TypeVar

from .matching import Hunk, hunks
from .sentences import sentences

Element = TypeVar("Element", bound=Hashable)


def merge(base: str, mine: str, theirs: str) -> str | None:
    """
    Return the text with both changes in it, or None where they touch.

    Changes are whole sentences. Two of them touch when they are in the same sentence or in neighbouring ones, unless
    both are the very same change.
    """
    found = merge_sequences(sentences(base), sentences(mine), sentences(theirs))
    return None if found is None else "".join(found)


def merge_sequences(
    base: Sequence[Element], mine: Sequence[Element], theirs: Sequence[Element]
) -> list[Element] | None:
    """Return ``base`` with the changes of both, or None where the changes touch."""
    changes = [(hunk, mine) for hunk in hunks(base, mine)]
    for hunk in hunks(base, theirs):
        touched = [one for one, _version in changes if touch(one, hunk)]
        if not touched:
            changes.append((hunk, theirs))
        elif any(not is_same(one, mine, hunk, theirs) for one in touched):
            return None
    found: list[Element] = []
    reached = 0
    for hunk, version in sorted(changes, key=lambda change: change[0].start):
        found += base[reached : hunk.start]
        found += version[hunk.new_start : hunk.new_end]
        reached = hunk.end
    return [*found, *base[reached:]]


def touch(one: Hunk, other: Hunk) -> bool:
    return one.start <= other.end and other.start <= one.end


def is_same(one: Hunk, mine: Sequence[Element], other: Hunk, theirs: Sequence[Element]) -> bool:
    """Say whether two changes replace the same with the same."""
    if (one.start, one.end) != (other.start, other.end):
        return False
    return mine[one.new_start : one.new_end] == theirs[other.new_start : other.new_end]
