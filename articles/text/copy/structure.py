"""Checks of Markdown's marks: headings that skip a level, bold that does not close, links that say nothing."""

import re
from collections.abc import Iterator

from articles.text.counting import ADDRESS, LABEL
from articles.text.limits import RULE

from .findings import Finding, places
from .prose import Source

HEADING = re.compile(r"^ {0,3}(?P<marks>#{1,6})(?:[ \t]+(?P<words>[^\n]*)|$)", re.MULTILINE)
LINK = re.compile(rf"(?<!!)(?P<label>{LABEL})(?:{ADDRESS}|\[[^\[\]\n]*\])")
EMPTY_WORDS = frozenset(
    ["click here", *"here link 链接 这里 此处 点击 点击这里 点击此处 点击链接 点这里 点此 点我 戳这里 戳此".split()]
)
ASTERISKS = re.compile(r"\*+")
# A block of its own: bold does not run from one item, row or heading into the next.
NEW_BLOCK = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]|[ \t>]*[#|]|[ \t>]*$")


def structure(body: Source) -> Iterator[Finding]:
    """Yield W11, W14, W15."""
    yield from _headings(body.text, body.bare)
    yield from _links(body.text, body.bare)
    yield from _bold(body.text, body.words)


def _headings(body: str, bare: str) -> Iterator[Finding]:
    """Yield the first heading that lies more than one level below the one before; the first may be ``##``."""
    level = 1
    for number, match in enumerate(HEADING.finditer(bare), start=1):
        if len(match["marks"]) > level + 1:
            yield Finding("W11", places("body", body, [match.span()]), {"number": number, "marks": "#" * (level + 1)})
            return
        level = len(match["marks"])


def _links(body: str, bare: str) -> Iterator[Finding]:
    found = [
        match.span()
        for match in LINK.finditer(bare)
        if match["label"][1:-1].strip(" *_，。！!>›»").casefold() in EMPTY_WORDS
    ]
    if found:
        yield Finding("W14", places("body", body, found), {"n": len(found)})


def _bold(body: str, words: str) -> Iterator[Finding]:
    found: list[tuple[int, int]] = []
    opened: list[tuple[int, int]] = []  # the places of ``**`` in this block

    def close() -> None:
        if len(opened) % 2:
            found.append(opened[-1])
        opened.clear()

    position = 0
    for line in words.split("\n"):
        if NEW_BLOCK.match(line):
            close()
        if not RULE.match(line):
            for run in ASTERISKS.finditer(line):
                start = position + run.start()
                opened += [(start + 2 * index, start + 2 * index + 2) for index in range(len(run[0]) // 2)]
        position += len(line) + 1
    close()
    if found:
        yield Finding("W15", places("body", body, found), {"n": len(found)})
