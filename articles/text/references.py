"""The pictures that a Markdown text names, with the lines they stand on, for checks and for the importer."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from .masking import lines_outside_code

ALT = r"!\[(?P<alt>(?:[^\[\]\\\n]|\\.|\[[^\[\]\n]*\]){0,1000})\]"
TITLE = r"""(?:"(?P<double>(?:[^"\\\n]|\\.)*)"|'(?P<single>(?:[^'\\\n]|\\.)*)')"""
TARGET = r"(?:<(?P<angle>[^<>\n]*)>|(?P<target>(?:[^()\n\"'<>\\]|\\.|\([^()\n]*\)){0,2000}?))"
INLINE = re.compile(rf"{ALT}\([ \t]*{TARGET}(?:[ \t]+{TITLE})?[ \t]*\)")
BY_NAME = re.compile(rf"{ALT}(?:[ ]?\[(?P<name>[^\[\]\n]{{0,500}})\])?(?!\()")
LABEL = r"\[(?P<name>[^\[\]\n]{1,500})\]"
DEFINITION = re.compile(rf"[ ]{{0,3}}{LABEL}:[ \t]*<?(?P<place>[^\s<>]+)>?(?:[ \t]+{TITLE})?[ \t]*$")
TAG = re.compile(r"<img\b(?P<attributes>[^<>]{0,4000})>", re.IGNORECASE)
VALUE = r"""(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'>]+))"""
ATTRIBUTE = re.compile(rf"(?P<name>[a-zA-Z-]+)\s*=\s*{VALUE}")


@dataclass(frozen=True)
class ImageReference:
    """One picture as written: its target, alternative text, title, and the line it stands on (from 1)."""

    target: str
    alt: str
    title: str
    line: int


# A name (folded) with its target and title; a reference with its column.
Definitions = dict[str, tuple[str, str]]
Placed = tuple[int, ImageReference]


def image_references(markdown: str) -> list[ImageReference]:
    """Return the pictures of a text in order: ``![…](…)``, ``![…][…]`` and ``<img>``, outside code."""
    lines = list(lines_outside_code(markdown))
    definitions: Definitions = {}
    for _, line in lines:
        if match := DEFINITION.match(line):
            definitions.setdefault(match["name"].casefold(), (match["place"], _title(match)))
    found = []
    for number, line in lines:
        if "![" not in line and "<" not in line:
            continue
        on_line = [*_inline(line, number), *_named(line, number, definitions), *_tags(line, number)]
        found += [reference for _, reference in sorted(on_line, key=lambda pair: pair[0])]
    return found


def _inline(line: str, number: int) -> Iterator[Placed]:
    for match in INLINE.finditer(line):
        target = (match["angle"] if match["angle"] is not None else match["target"]).strip()
        yield match.start(), ImageReference(_plain(target), _plain(match["alt"]), _title(match), number)


def _named(line: str, number: int, definitions: Definitions) -> Iterator[Placed]:
    for match in BY_NAME.finditer(line):
        name = (match["name"] or match["alt"]).casefold()
        if name in definitions:
            target, title = definitions[name]
            yield match.start(), ImageReference(target, _plain(match["alt"]), title, number)


def _tags(line: str, number: int) -> Iterator[Placed]:
    for match in TAG.finditer(line):
        values = {
            attribute["name"].lower(): unescape(attribute["double"] or attribute["single"] or attribute["bare"] or "")
            for attribute in ATTRIBUTE.finditer(match["attributes"])
        }
        if target := values.get("data-src") or values.get("src"):
            yield match.start(), ImageReference(target, values.get("alt", ""), values.get("title", ""), number)


def _title(match: re.Match) -> str:
    return _plain(match["double"] or match["single"] or "")


def _plain(text: str) -> str:
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)
