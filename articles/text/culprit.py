"""
Which line of a text is too much for the renderer, where the renderer itself could not say.

It is found by trying parts of the text, each for a moment only, in what the first try left of the three seconds that
one text may cost (security.md S2).
"""

import re
from collections.abc import Callable
from typing import NamedTuple

# Seconds of processor time for one part, and for all of them.
PART_SECONDS = 0.15
SEARCH_SECONDS = 0.6
# What one writes is in paragraphs shorter than this, in characters: only longer ones are suspected alone.
LEAST_SUSPECT = 500
SUSPECTS = 3
FIRST_TRY = 64  # the first of so many parts of the lines is tried first, then twice as many lines, while they fit

EMPTY_LINES = re.compile(r"\n(?:[ \t]*\n)+")

# Whether a part of the text can be rendered in so many seconds, and the seconds that it took.
Try = Callable[[str, float], tuple[bool, float]]


class _Part(NamedTuple):
    """Some lines of a text that follow each other; ``line`` is the first of them, from 1."""

    line: int
    text: str


class _Search:
    def __init__(self, attempt: Try, seconds: float) -> None:
        self.attempt = attempt
        self.left = min(seconds, SEARCH_SECONDS)

    def fits(self, text: str) -> bool:
        """Say whether a part is no trouble. Asks only while there is time, see ``has_time``."""
        fitting, spent = self.attempt(text, min(PART_SECONDS, self.left))
        self.left -= spent
        return fitting

    @property
    def has_time(self) -> bool:
        return self.left > PART_SECONDS / 3


def find_line(source: str, attempt: Try, seconds: float = SEARCH_SECONDS) -> int:
    """
    Return the number of the line, from 1, at which ``source`` becomes too much; look for it ``seconds`` at most.

    That is a line of one long paragraph that is too much alone; else the end of the shortest beginning that is. A
    search that runs out of time returns a line before the place, as near as it came.
    """
    search = _Search(attempt, seconds)
    suspects = sorted(_paragraphs(source), key=lambda part: len(part.text), reverse=True)[:SUSPECTS]
    for part in suspects:
        if len(part.text) == len(source):
            break  # there is no other
        if len(part.text) >= LEAST_SUSPECT and search.has_time and not search.fits(part.text):
            return _end_of_fitting(part, search)
    return _end_of_fitting(_Part(1, source), search)


def _paragraphs(source: str) -> list[_Part]:
    parts, position, line = [], 0, 1
    for gap in EMPTY_LINES.finditer(source):
        text = source[position : gap.start()]
        parts.append(_Part(line, text))
        line += text.count("\n") + gap[0].count("\n")
        position = gap.end()
    return [*parts, _Part(line, source[position:])]


def _end_of_fitting(part: _Part, search: _Search) -> int:
    lines = part.text.split("\n")
    low, high = 0, len(lines)  # the first ``low`` lines fit, the first ``high`` do not
    while high - low > 1 and search.has_time:
        # From the small side: what fits costs little, and each part that does not costs all of its time.
        middle = min(2 * low or -(-high // FIRST_TRY), (low + high) // 2)
        if search.fits("\n".join(lines[:middle])):
            low = middle
        else:
            high = middle
    while low < high - 1 and not lines[low].strip():
        low += 1  # an empty line is to blame for nothing
    return part.line + low
