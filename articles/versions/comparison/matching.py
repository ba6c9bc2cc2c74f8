"""Which parts of two sequences are the same, within a bound on the work."""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

MOST_PAIRS = 300_000  # pairs of equal elements that a comparison may look at; a few hundred milliseconds


@dataclass(frozen=True)
class Hunk:
    """``old[start:end]`` became ``new[new_start:new_end]``."""

    start: int
    end: int
    new_start: int
    new_end: int


def hunks(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Hunk]:
    """
    Return what changed between two sequences, in order; what lies between two hunks is the same in both.

    Two sequences that repeat so much that comparing them would take long count as replaced from the first to the
    last difference.
    """
    head = common_start(old, new)
    tail = common_start(old[head:][::-1], new[head:][::-1])
    one, other = old[head : len(old) - tail], new[head : len(new) - tail]
    if not one and not other:
        return []
    whole = Hunk(head, len(old) - tail, head, len(new) - tail)
    if not one or not other or pairs(one, other) > MOST_PAIRS:
        return [whole]
    steps = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    return [Hunk(head + a, head + b, head + c, head + d) for tag, a, b, c, d in steps if tag != "equal"]


def common_start(one: Sequence[Hashable], other: Sequence[Hashable]) -> int:
    """Return how many elements two sequences begin with in common."""
    for index, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return index
    return min(len(one), len(other))


def pairs(one: Sequence[Hashable], other: Sequence[Hashable]) -> int:
    """Return how many pairs of equal elements there are: the measure of a matcher's work."""
    counted = Counter(other)
    return sum(times * counted[element] for element, times in Counter(one).items())
