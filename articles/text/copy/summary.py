"""Checks of the summary: its length, and whether it says what the body's beginning says again."""

import re
from collections.abc import Iterator

from articles.text.counting import count_characters

from .findings import Finding, Place
from .typed import Copy

SHORTEST, LONGEST = 60, 120  # 字, brief §11.4
COMPARED = 30  # characters from which a summary and the body's beginning count as the same (brief §1)
LOOKED_AT = 20_000  # characters of a body in which its first paragraph is looked for
# A link's words stay, everything else that is only Markdown's goes.
MARKS = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)|[*_`~>#\s]")
NO_PARAGRAPH = ("#", "![", "<!--", "{{", "---", "***")


def repeats(description: str, beginning: str) -> bool:
    """Say whether the first ``COMPARED`` characters of a summary, as they stand, are how ``beginning`` begins."""
    start = bare_words(description)[:COMPARED]
    return bool(start) and bare_words(beginning[:LOOKED_AT]).startswith(start)


def bare_words(words: str) -> str:
    """Return words without white space and Markdown's marks."""
    return MARKS.sub(lambda mark: mark[1] or "", words)


def first_paragraph(body: str) -> str:
    """Return the first lines of words of a Markdown body: headings, pictures and rules are passed over."""
    for block in re.split(r"\n[ \t]*\n", body[:LOOKED_AT]):
        words = block.strip()
        if words and not words.startswith(NO_PARAGRAPH):
            return words
    return ""


def summary(copy: Copy) -> Iterator[Finding]:
    """Yield W04, W05."""
    place = (Place("description", 0, len(copy.description)),)
    length = count_characters(copy.description)
    if repeats(copy.description, first_paragraph(copy.body)):
        yield Finding("W04", place)
    if copy.description.strip() and not SHORTEST <= length <= LONGEST:
        yield Finding("W05", place, {"n": length, "least": SHORTEST, "most": LONGEST})
