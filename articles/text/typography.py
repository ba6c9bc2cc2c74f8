"""
Quotes, dashes and dots as they are typed become those that are printed, as Hugo's typographer does.

Goldmark looks at the spaces around a quote, of which Chinese has none: of "甲"和"乙" it bends the first and the last.
Here two quotes of one block are a pair; where one has no partner, all stay as typed. Beside a Han character a dash is
—— and an ellipsis …… (GB/T 15834).
"""

import re
from collections.abc import Iterator

from .flow import GAP, WALL, Flow
from .linebreaks import CHINESE_PUNCTUATION, HAN
from .tree import Element

CHINESE = re.compile(f"[{HAN}{CHINESE_PUNCTUATION}]")
APOSTROPHE = re.compile(r"(?<=[A-Za-z0-9])'(?=[A-Za-z])")
# Not --help, -->, <!-- or a line of many.
DASH = re.compile(r"(?<![-<!])(?P<before> ?)(?P<dash>-{2,3})(?![->])(?P<after> ?)")
DOTS = re.compile(r"(?<![./])(?:\.{3}|\.{6})(?![./])")
TEMPLATE = re.compile(r"\{\{[^{}\n]*\}\}|\{%[^{}\n]*%\}")  # a shortcode that nobody knows stays as it is
OPTION = re.compile(r"[A-Za-z]")


def typeset(words: str) -> str:
    """Return plain text with the quotes, dashes and dots that the same words have in a body."""
    root = Element("p", {}, [words])
    set_type(root)
    return root.text()


def set_type(root: Element) -> None:
    """Change quotes, dashes and dots of everything below ``root`` but code and addresses."""
    flow = Flow(root)
    text = TEMPLATE.sub(lambda match: "x" * len(match[0]), flow.written)
    flow.put(dict([*_quotes(text), *_dashes(text), *_dots(text)]))


def _quotes(text: str) -> Iterator[tuple[int, str]]:
    apostrophes = {match.start() for match in APOSTROPHE.finditer(text)}
    yield from ((place, "’") for place in apostrophes)
    start = 0
    for block in text.split(WALL):
        yield from _pairs(block, start, '"', "“”", set())
        yield from _pairs(block, start, "'", "‘’", apostrophes)
        start += len(block) + 1


def _pairs(block: str, start: int, mark: str, printed: str, others: set[int]) -> Iterator[tuple[int, str]]:
    """Yield the quotes of one block, opening and closing in turn; nothing where one is left over."""
    found: list[int] = []
    place = block.find(mark)
    while place >= 0:
        opens = len(found) % 2 == 0
        before, after = _before(block, place), block[place + 1 : place + 2]
        if start + place in others or (opens and before.isdigit() and before.isascii()):
            pass  # an apostrophe; 55" is a size
        elif (opens and (not after or after.isspace())) or (not opens and (before.isspace() or before == mark)):
            return
        else:
            found.append(place)
        place = block.find(mark, place + 1)
    if len(found) % 2 == 0:
        yield from ((start + place, printed[number % 2]) for number, place in enumerate(found))


def _dashes(text: str) -> Iterator[tuple[int, str]]:
    for match in DASH.finditer(text):
        left, right = _before(text, match.start()), text[match.end() : match.end() + 1]
        is_option = match["dash"] == "--" and not match["after"] and OPTION.match(right)
        if is_option and (match["before"] or not left or left in {WALL, GAP, "\n", "（", "("}):
            continue
        beside_chinese = any(CHINESE.match(character) for character in (left, right) if character)
        printed = "——" if beside_chinese else "—" if len(match["dash"]) == 3 else "–"
        place = match.start("dash")
        yield place, printed
        yield from ((place + offset, "") for offset in range(1, len(match["dash"])))


def _before(text: str, place: int) -> str:
    return text[place - 1] if place else ""


def _dots(text: str) -> Iterator[tuple[int, str]]:
    for match in DOTS.finditer(text):
        before = _before(text, match.start())
        yield match.start(), "……" if len(match[0]) == 6 or (before and CHINESE.match(before)) else "…"
        yield from ((place, "") for place in range(match.start() + 1, match.end()))
