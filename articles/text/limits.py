"""
What is too much for the renderer, said before it is tried.

Python-Markdown takes exponential or recursive ways through some texts that no person writes; a form error
that names the line is kinder than a hung save.
"""

import re

from .masking import lines_outside_code

MAX_LENGTH = 200_000
MAX_DEPTH = 60

# One container mark at the start of what is left of a line: a quote, a bullet, or a number.
CONTAINER = re.compile(r"[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))")
RULE = re.compile(r"[ \t]*(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
LIST_ITEM = re.compile(r"([ \t]*)(?:[-*+]|\d{1,9}[.)])[ \t]")
TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")
VOID_TAGS = frozenset("area base br col embed hr img input link meta param source track wbr".split())
SPACES_PER_LEVEL = 4


class TextTooComplex(ValueError):
    """
    The text is longer or more deeply nested than the renderer takes.

    ``line`` counts from 1 and is where the trouble starts (None when it cannot be named); ``reason`` is
    ``"length"`` or ``"nesting"``; ``limit`` is the figure that was passed.
    """

    def __init__(self, line: int | None, reason: str):
        self.line = line
        self.reason = reason
        self.limit = MAX_LENGTH if reason == "length" else MAX_DEPTH
        super().__init__(f"line {line}: {reason} is over the limit of {self.limit}")


def check(source: str) -> None:
    """Raise TextTooComplex when ``source`` is over ``MAX_LENGTH`` characters or nested over ``MAX_DEPTH`` levels."""
    if len(source) > MAX_LENGTH:
        raise TextTooComplex(source.count("\n", 0, MAX_LENGTH) + 1, "length")
    for number, line in lines_outside_code(source):
        if _depth(line) > MAX_DEPTH:
            raise TextTooComplex(number, "nesting")


def deepest_line(source: str) -> int:
    """Return the number of the line with the most block levels, the likeliest cause of a recursion error."""
    deepest = (0, 1)
    open_tags = 0
    for number, line in enumerate(source.split("\n"), start=1):
        for closing, name in TAG.findall(line):
            if name.lower() not in VOID_TAGS:
                open_tags = max(0, open_tags + (-1 if closing else 1))
        deepest = max(deepest, (max(_depth(line), open_tags), -number))
    return abs(deepest[1])


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
