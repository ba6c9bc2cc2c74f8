"""The pictures that a Markdown text names, with the lines they stand on, for checks and for the importer."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from .masking import lines_outside_code

OTHER_SITE = re.compile(r"([a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
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


def is_elsewhere(target: str) -> bool:
    """Say whether a Markdown target is on another site, so that no file of ours is meant."""
    return bool(OTHER_SITE.match(target))


@dataclass(frozen=True)
class ImageReference:
    """
    One picture as written: its target, alternative text, title, and the line it stands on (from 1).

    ``start`` and ``end`` are the columns of the whole reference on that line, in characters from 0.
    """

    target: str
    alt: str
    title: str
    line: int
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


# A name (folded) with its target and title.
Definitions = dict[str, tuple[str, str]]


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
        found += sorted(on_line, key=lambda reference: reference.start)
    return found


def _inline(line: str, number: int) -> Iterator[ImageReference]:
    for match in INLINE.finditer(line):
        target = (match["angle"] if match["angle"] is not None else match["target"]).strip()
        yield ImageReference(_plain(target), _plain(match["alt"]), _title(match), number, *match.span())


def _named(line: str, number: int, definitions: Definitions) -> Iterator[ImageReference]:
    for match in BY_NAME.finditer(line):
        name = (match["name"] or match["alt"]).casefold()
        if name in definitions:
            target, title = definitions[name]
            yield ImageReference(target, _plain(match["alt"]), title, number, *match.span())


def _tags(line: str, number: int) -> Iterator[ImageReference]:
    for match in TAG.finditer(line):
        values = {
            attribute["name"].lower(): unescape(attribute["double"] or attribute["single"] or attribute["bare"] or "")
            for attribute in ATTRIBUTE.finditer(match["attributes"])
        }
        if target := values.get("data-src") or values.get("src"):
            yield ImageReference(target, values.get("alt", ""), values.get("title", ""), number, *match.span())


def _title(match: re.Match) -> str:
    return _plain(match["double"] or match["single"] or "")


def _plain(text: str) -> str:
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)
