"""
Where the words of a link end, and a code span, without looking through the whole text again for each mark.

Python-Markdown searches from every ``[`` and every backtick to the end of the paragraph, one character after the
other, so 50,000 of them take minutes. Here a search gives up after more marks than anybody writes.

Two of its mistakes are not repeated: a target that is never closed swallowed the rest of the paragraph, and a run of
backticks without a partner hid as many characters behind it.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import (
    BACKTICK_RE,
    IMAGE_LINK_RE,
    IMAGE_REFERENCE_RE,
    LINK_RE,
    REFERENCE_RE,
    BacktickInlineProcessor,
    ImageInlineProcessor,
    ImageReferenceInlineProcessor,
    LinkInlineProcessor,
    ReferenceInlineProcessor,
    ShortImageReferenceInlineProcessor,
    ShortReferenceInlineProcessor,
)

BRACKET = re.compile(r"[\[\]]")
TICKS = re.compile(r"`+")
MOST_BRACKETS = 32  # in the words of one link
MOST_TICKS = 1_000  # runs of backticks behind the one that opens a span


class _Words(LinkInlineProcessor):
    """Finds what stands between ``[`` and its ``]``, and refuses at once what cannot be a target."""

    def getText(self, data: str, index: int) -> tuple[str, int, bool]:
        depth = 1
        for bracket in islice(BRACKET.finditer(data, index), MOST_BRACKETS):
            depth += 1 if bracket[0] == "[" else -1
            if depth == 0:
                return data[index : bracket.start()], bracket.end(), True
        return "", index, False

    def getLink(self, data: str, index: int) -> tuple[str, str | None, int, bool]:
        """Return address, title, where the link ends, and whether there is one."""
        if data.startswith("(", index) and data.find(")", index) >= 0:
            address, title, end, found = super().getLink(data, index)
            if found and end > index:  # else it took the end of the paragraph for the end of the link
                return address, title, end, True
        return "", None, index, False


class _Link(_Words, LinkInlineProcessor):
    pass


class _Image(_Words, ImageInlineProcessor):
    pass


class _Reference(_Words, ReferenceInlineProcessor):
    pass


class _ShortReference(_Words, ShortReferenceInlineProcessor):
    pass


class _ImageReference(_Words, ImageReferenceInlineProcessor):
    pass


class _ShortImageReference(_Words, ShortImageReferenceInlineProcessor):
    pass


class _CodeSpan(BacktickInlineProcessor):
    # Its type in the stubs is not that of the code.
    def find_code_spans(self, start: int, text: str) -> Any:
        """Return where the code of a span begins and ends; no end where none is found. ``start`` is its first tick."""
        runs = _runs(text, start)
        opening = next(runs)
        longest: tuple[int, int] | None = None
        for begin, end in islice(runs, MOST_TICKS):
            if end - begin == opening[1] - opening[0]:
                return opening[1], begin
            if longest is None or end - begin > longest[1] - longest[0]:
                longest = begin, end
        if longest and longest[1] - longest[0] < opening[1] - opening[0]:
            return opening[0] + longest[1] - longest[0], longest[0]
        return opening[1], None


class BoundedSearches(Extension):
    def extendMarkdown(self, md: Markdown) -> None:
        patterns = md.inlinePatterns
        patterns.register(_CodeSpan(BACKTICK_RE), "backtick", 190)
        patterns.register(_Reference(REFERENCE_RE, md), "reference", 170)
        patterns.register(_Link(LINK_RE, md), "link", 160)
        patterns.register(_Image(IMAGE_LINK_RE, md), "image_link", 150)
        patterns.register(_ImageReference(IMAGE_REFERENCE_RE, md), "image_reference", 140)
        patterns.register(_ShortReference(REFERENCE_RE, md), "short_reference", 130)
        patterns.register(_ShortImageReference(IMAGE_REFERENCE_RE, md), "short_image_ref", 125)


def _runs(text: str, start: int) -> Iterator[tuple[int, int]]:
    return (run.span() for run in TICKS.finditer(text, start))
