"""
Where readers can go from a text: each link as it was written, with its place; and what the page made of the text.

Other than ``links.link_references`` this knows bare addresses, and no pictures: those are ``references``'.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from operator import itemgetter

from .autolink import ADDRESS, trimmed
from .links import AUTOLINK, ESCAPED, INLINE, TAG
from .masking import comment_ranges, lines_outside_code
from .references import ATTRIBUTE, DEFINITION, image_references

BARE = re.compile(ADDRESS)
NOT_LINE_END = re.compile(r"[^\n]")
SIGNS = ("](", "]:", "<", "://", "www.")
HREF = re.compile(r'<a\b[^>]{0,4000}?\shref="([^"]*)"')


@dataclass(frozen=True)
class Outgoing:
    """One link: its target as written, its line (from 1), and where it stands in the whole text, in characters."""

    target: str
    line: int
    start: int
    end: int


def outgoing_links(markdown: str) -> list[Outgoing]:
    """
    Return the links of a text in order: ``[…](…)``, ``[…]: …``, ``<https://…>``, ``<a>`` and bare addresses.

    What stands in code or in a comment is none.
    """
    pictures = {(reference.line, reference.end) for reference in image_references(markdown)}
    starts = _line_starts(markdown)
    found = []
    for number, line in lines_outside_code(_without_comments(markdown)):
        if number > len(starts) or not any(sign in line for sign in SIGNS):
            continue
        begin = starts[number - 1]
        on_line = [one for one in _on_line(line) if one[0] and (number, one[2]) not in pictures]
        found += [
            Outgoing(target, number, begin + start, begin + end)
            for target, start, end in sorted(on_line, key=itemgetter(1))
        ]
    return found


def hrefs(html: str) -> list[str]:
    """Return where the links of a page's HTML lead, which ``articles.text`` has made."""
    return [unescape(href) for href in HREF.findall(html)]


def _on_line(line: str) -> Iterator[tuple[str, int, int]]:
    taken = []
    for match in INLINE.finditer(line):
        target = match["angle"] if match["angle"] is not None else match["target"]
        taken.append((ESCAPED.sub(r"\1", target).strip(), *match.span()))
    if definition := DEFINITION.match(line):
        taken.append((definition["place"], *definition.span()))
    taken += [(match["target"], *match.span()) for match in AUTOLINK.finditer(line)]
    for match in TAG.finditer(line):
        for attribute in ATTRIBUTE.finditer(match["attributes"]):
            if attribute["name"].lower() == "href":
                target = unescape(attribute["double"] or attribute["single"] or attribute["bare"] or "").strip()
                taken.append((target, *match.span()))
    yield from taken
    line = _blanked(line, sorted((start, end) for _target, start, end in taken))
    for match in BARE.finditer(line):
        address = trimmed(match[0])
        yield (address if "://" in address else f"https://{address}"), match.start(), match.start() + len(address)


def _line_starts(markdown: str) -> list[int]:
    starts, position = [], 0
    for line in markdown.split("\n"):
        starts.append(position)
        position += len(line) + 1
    return starts


def _without_comments(markdown: str) -> str:
    return _blanked(markdown, comment_ranges(markdown))


def _blanked(text: str, ranges: list[tuple[int, int]]) -> str:
    """Return a text of the same length and lines, with spaces in these ranges, which come in order."""
    parts, position = [], 0
    for start, end in ranges:
        start = max(start, position)
        if start < end:
            parts += [text[position:start], NOT_LINE_END.sub(" ", text[start:end])]
            position = end
    return "".join([*parts, text[position:]])
