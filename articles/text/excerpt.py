"""The words of a body: for search, and its first sentences for cards, feeds and descriptions."""

from collections.abc import Iterator

from .counting import UNIT, count_units
from .sanitiser import normalise
from .tree import BLOCKS, Element, parse

# Not part of what a body says: marks that lead to footnotes and back.
MARKS = frozenset({"footnote-ref", "footnote-backref"})
# Not the start of a story.
NO_PROSE = frozenset("figure table pre h1 h2 h3 h4 h5 h6 rt rp".split())
SENTENCE_ENDS = "。！？!?…"
CLAUSE_ENDS = "，、；：,;:"
CLOSING = "”’》」』）)】"
ELLIPSIS = "…"
# An end of a sentence or clause is preferred when it keeps at least this much of the length.
LEAST_SENTENCE = 0.5
LEAST_CLAUSE = 0.75


def plain_text(html: str) -> str:
    """Return the words of a fragment, one block a line, white space folded; alternative texts are left out."""
    return "\n".join(_blocks(html, skip=frozenset({"rt", "rp"})))


def excerpt(html: str, length: int = 80) -> str:
    """
    Return the first ``length`` 字 of the prose of a body, with ``…`` when something was cut.

    Headings, pictures, tables, code and footnotes are no prose. The cut falls on the end of a sentence, else of
    a clause, where one is near; never inside a number or a word.
    """
    text = " ".join(_blocks(html, skip=NO_PROSE, notes=False))
    if count_units(text) <= length:
        return text
    starts = [match.start() for _, match in zip(range(length + 1), UNIT.finditer(text), strict=False)]
    cut = starts[length]
    kept = text[:cut]
    for ends, least in ((SENTENCE_ENDS, LEAST_SENTENCE), (CLAUSE_ENDS, LEAST_CLAUSE)):
        place = max(kept.rfind(mark) for mark in ends)
        if place >= 0 and count_units(kept[:place]) >= length * least:
            while place + 1 < len(kept) and kept[place + 1] in CLOSING:
                place += 1
            kept = kept[: place + 1]
            break
    return kept.rstrip(f" 。{ELLIPSIS}{CLAUSE_ENDS}（(“‘《") + ELLIPSIS


def _blocks(html: str, *, skip: frozenset[str], notes: bool = True) -> Iterator[str]:
    """Yield the text of each block that has some, leaving out the elements of ``skip``."""
    words: list[str] = []
    stack: list[Element | str | None] = [parse(normalise(html))]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            words.append(node)
        elif node is None or node.tag in BLOCKS or node.tag in {"br", "body"}:
            if text := " ".join("".join(words).split()):
                yield text
            words.clear()
        if not isinstance(node, Element) or node.tag in skip or MARKS & set(node.classes):
            continue
        if not notes and "footnote" in node.classes:
            continue
        if node.tag in BLOCKS or node.tag == "body":
            stack.append(None)  # the end of the block
        stack.extend(reversed(node.children))
