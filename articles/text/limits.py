"""
What is too much for the renderer.

Length and nesting are said before it is tried. Python-Markdown takes exponential or recursive ways through some
texts that no person writes, so what cannot be foretold is measured: size of the result, time and memory, which
``kept`` enforces. A form error that names the line is kinder than a hung save.
"""

import re

from .masking import lines_outside_code

MAX_LENGTH = 200_000  # characters
MAX_DEPTH = 60  # block levels
MAX_SECONDS = 2  # of processor time
GRACE_SECONDS = 0.1  # of it, after which a child that did not stop by itself is ended
ALL_SECONDS = 2.7  # with the search for the line (``culprit``), which stays below the 3 that one text may cost
MAX_MEGABYTES = 250  # that one text may add to the child's memory
# security.md S2: at most so many bytes of HTML for each byte of Markdown, and some for short texts.
MAX_GROWTH = 20
FREE_SIZE = 64 * 1024
FIGURE_SIZE = 6 * 1024  # what the addresses of one picture's renditions may add; they are no writer's

# One container mark at the start of what is left of a line: a quote, a bullet, or a number.
CONTAINER = re.compile(r"[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))")
RULE = re.compile(r"[ \t]*(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
LIST_ITEM = re.compile(r"([ \t]*)(?:[-*+]|\d{1,9}[.)])[ \t]")
TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")
VOID_TAGS = frozenset("area base br col embed hr img input link meta param source track wbr".split())
SPACES_PER_LEVEL = 4


LIMITS = {
    "length": MAX_LENGTH,
    "nesting": MAX_DEPTH,
    "time": MAX_SECONDS,
    "memory": MAX_MEGABYTES,
    "size": MAX_GROWTH,
    "failure": 0,
}


class TextTooComplex(ValueError):
    """
    The text is more than the renderer takes.

    ``line`` counts from 1 and is where the trouble starts (None when it cannot be named). ``reason`` is a key of
    ``LIMITS``, ``limit`` its figure: ``length`` in characters, ``nesting`` in block levels, ``time`` in seconds of
    processor time, ``memory`` in megabytes, ``size`` as how many times the text its HTML may be; ``failure`` is a
    mistake of the renderer's own, which has been logged.
    """

    def __init__(self, line: int | None, reason: str):
        self.line = line
        self.reason = reason
        self.limit = LIMITS[reason]
        super().__init__(f"line {line}: {reason} is over the limit of {self.limit}")


def check(source: str) -> None:
    """Raise TextTooComplex when ``source`` is over ``MAX_LENGTH`` characters or nested over ``MAX_DEPTH`` levels."""
    if len(source) > MAX_LENGTH:
        raise TextTooComplex(source.count("\n", 0, MAX_LENGTH) + 1, "length")
    for number, line in lines_outside_code(source):
        if _depth(line) > MAX_DEPTH:
            raise TextTooComplex(number, "nesting")


def check_size(source: str, html: str, figures: int = 0) -> None:
    """Raise TextTooComplex when ``html``, with so many figures in it, is out of proportion to its source."""
    most = MAX_GROWTH * len(source.encode()) + FREE_SIZE + FIGURE_SIZE * figures
    if len(html) > most or len(html.encode()) > most:
        raise TextTooComplex(None, "size")


def line_of_depth(source: str) -> int | None:
    """Return the first line at which more than ``MAX_DEPTH`` tags or levels are open; None where no line is."""
    open_tags = 0
    for number, line in enumerate(source.split("\n"), start=1):
        for closing, name in TAG.findall(line):
            if name.lower() not in VOID_TAGS:
                open_tags = max(0, open_tags + (-1 if closing else 1))
                if open_tags > MAX_DEPTH:
                    return number
        if _depth(line) > MAX_DEPTH:
            return number
    return None


def _depth(line: str) -> int:
    """Return how many block levels a line opens: quotes and list marks before its text, and its indentation."""
    if RULE.match(line):
        return 0
    position = depth = 0
    while depth <= MAX_DEPTH and (mark := CONTAINER.match(line, position)):
        position = mark.end()
        depth += 1
    item = LIST_ITEM.match(line)
    return depth + (len(item[1].expandtabs(SPACES_PER_LEVEL)) // SPACES_PER_LEVEL if item else 0)
