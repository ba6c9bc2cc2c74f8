"""
Hugo's and the theme's shortcodes, turned into Markdown that our renderer knows (hugo.md §1.9).

What is not known here stays in the text as it is, and is listed. Code is left alone, except that
``{{</* name */>}}``, the way to show a shortcode, becomes ``{{< name >}}`` everywhere.
"""

import bisect
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from articles.text.masking import code_ranges
from articles.text.raw_blocks import opens_raw_block

from .shortcode_markdown import PAIRED, SINGLE, VERBATIM_INSIDE, Arguments, Tag

SHORTCODE = re.compile(r"\{\{(?P<open>[<%])(?P<inner>(?:(?!\{\{).){0,4000}?)(?P<close>[>%])\}\}", re.DOTALL)
INNER = re.compile(r"\s*(?P<closing>/)?\s*(?P<name>[\w./-]*[\w.])\s*(?P<arguments>.*?)\s*(?P<whole>/)?\s*\Z", re.DOTALL)
ARGUMENT = re.compile(
    r"""\s*(?:(?P<name>[\w-]+)\s*=\s*)?
    (?:"(?P<quoted>(?:[^"\\]|\\.)*)"|`(?P<raw>[^`]*)`|(?P<bare>[^\s"`=“”]+))(?=\s|\Z)""",
    re.VERBOSE | re.DOTALL,
)
MOST_NESTED = 10
LONGEST_BLOCK = 1000  # how far back the start of a block of raw HTML is looked for

LookUp = Callable[[str], str | None]


@dataclass(frozen=True)
class PictureUse:
    """A picture that a shortcode showed, with the line of the shortcode in the body, from 1."""

    target: str
    alt: str
    line: int


@dataclass
class Converted:
    """The body without the known shortcodes; what was kept, and what could not be looked up, by line."""

    body: str
    kept: dict[str, list[int]] = field(default_factory=dict)
    lost: dict[str, list[int]] = field(default_factory=dict)
    pictures: list[PictureUse] = field(default_factory=list)


def convert(body: str, look_up: LookUp) -> Converted:
    """
    Return the body with the known shortcodes converted.

    ``look_up`` answers for the targets of ``ref`` and ``relref`` with an address, or None.
    """
    if "{{" not in body:
        return Converted(body)
    return _Conversion(body, look_up).run()


class _Conversion:
    def __init__(self, body: str, look_up: LookUp) -> None:
        self.body, self.look_up = body, look_up
        self.result = Converted("")
        code = code_ranges(body)
        starts = [start for start, _end in code]
        self.tags = []
        for match in SHORTCODE.finditer(body):
            before = bisect.bisect_right(starts, match.start()) - 1
            if tag := _tag(match, in_code=before >= 0 and match.start() < code[before][1]):
                self.tags.append(tag)
        self.line_ends = [match.start() for match in re.finditer("\n", body)]
        self.partner = _pairs(self.tags)

    def run(self) -> Converted:
        self.result.body = self._between(0, len(self.body), 0, len(self.tags), 0)
        return self.result

    def _between(self, start: int, end: int, first: int, last: int, depth: int) -> str:
        """Return the text from ``start`` to ``end``, which holds the tags ``first`` to ``last``, converted."""
        parts: list[str] = []
        index = first
        while index < last:
            tag = self.tags[index]
            parts.append(self.body[start : tag.start])
            start, index = self._one(index, last, parts, depth)
        parts.append(self.body[start:end])
        return "".join(parts)

    def _one(self, index: int, last: int, parts: list[str], depth: int) -> tuple[int, int]:
        """Append what one tag becomes; return where the text goes on, and with which tag."""
        tag = self.tags[index]
        if tag.escaped:
            parts.append(tag.escaped)
        elif tag.in_code or (tag.closing and index not in self.partner):
            parts.append(tag.text)
        elif (
            tag.arguments is not None and index < (other := self.partner.get(index, -1)) < last and depth < MOST_NESTED
        ):
            end = self.tags[other].start
            if tag.name in VERBATIM_INSIDE:
                inner = self.body[tag.end : end]
            else:
                inner = self._between(tag.end, end, index + 1, other, depth + 1)
            parts.append(self._gap(tag) + PAIRED[tag.name](tag.arguments, inner, self._indent(tag)))
            return self.tags[other].end, other + 1
        elif (made := self._single(tag)) is not None:
            parts.append(made)
        else:
            parts.append(tag.text)
            if not tag.closing:
                self.result.kept.setdefault(tag.name, []).append(self._line(tag))
        return tag.end, index + 1

    def _single(self, tag: Tag) -> str | None:
        arguments = tag.arguments
        if arguments is None or tag.closing:
            return None
        if tag.name in {"ref", "relref"}:
            target = arguments.get("path", 0)
            address = self.look_up(target)
            if address is None:
                self.result.lost.setdefault(target, []).append(self._line(tag))
            return address
        if tag.name not in SINGLE:
            return None
        if tag.name in {"figure", "image"} and (target := arguments.get("src", 0)):
            self.result.pictures.append(PictureUse(target, arguments.get("alt", 1), self._line(tag)))
        made = SINGLE[tag.name](arguments)
        return made if made is None or tag.name == "link" else self._as_block(tag, made)

    def _as_block(self, tag: Tag, made: str) -> str:
        """Give a figure or a video a paragraph of its own where the tag stands on a line of its own, or in HTML."""
        if self._in_html(tag):
            return f"\n\n{made}\n\n"
        start = self.body.rfind("\n", 0, tag.start) + 1
        end = self._line_end(tag.end)
        if self.body[start : tag.start].strip() or self.body[tag.end : end].strip():
            return made
        below = self.body[end + 1 : self._line_end(end + 1)]
        return self._gap(tag) + made + ("\n" if below.strip() else "")

    def _in_html(self, tag: Tag) -> bool:
        """Return whether a block of raw HTML is open here, in which no Markdown is read before an empty line."""
        above = self.body[max(0, tag.start - LONGEST_BLOCK) : tag.start]
        return any(opens_raw_block(line) for line in above[above.rfind("\n\n") + 1 :].split("\n"))

    def _gap(self, tag: Tag) -> str:
        """Return the empty line that a block needs above it, where there is none."""
        start = self.body.rfind("\n", 0, tag.start) + 1
        above = self.body[self.body.rfind("\n", 0, max(0, start - 1)) + 1 : start]
        return "\n" + self._indent(tag) if above.strip() and not self.body[start : tag.start].strip() else ""

    def _line_end(self, position: int) -> int:
        found = self.body.find("\n", position)
        return len(self.body) if found < 0 else found

    def _indent(self, tag: Tag) -> str:
        head = self.body[self.body.rfind("\n", 0, tag.start) + 1 : tag.start]
        return head if not head.strip() else ""

    def _line(self, tag: Tag) -> int:
        return bisect.bisect_left(self.line_ends, tag.start) + 1


def _tag(match: re.Match[str], *, in_code: bool) -> Tag | None:
    inner = match["inner"]
    opening, closing = match["open"], match["close"]
    if (opening, closing) not in {("<", ">"), ("%", "%")}:
        return None
    escaped = ""
    if inner.startswith("/*") and inner.endswith("*/"):
        escaped = f"{{{{{opening}{inner[2:-2]}{closing}}}}}"
    parts = INNER.match(inner)
    if not parts:
        return Tag(match.start(), match.end(), match[0], "", False, None, escaped, True) if escaped else None
    return Tag(
        start=match.start(),
        end=match.end(),
        text=match[0],
        name=parts["name"],
        closing=bool(parts["closing"]),
        arguments=None if parts["whole"] and parts["name"] in PAIRED else _arguments(parts["arguments"]),
        escaped=escaped,
        in_code=in_code,
    )


def _arguments(source: str) -> Arguments | None:
    """Return the arguments, or None where they are not written as Hugo reads them (“Chinese quotes”)."""
    arguments = Arguments()
    position = 0
    while position < len(source.rstrip()):
        match = ARGUMENT.match(source, position)
        if not match:
            return None
        quoted = match["quoted"]
        value = re.sub(r"\\(.)", r"\1", quoted) if quoted is not None else (match["raw"] or match["bare"] or "")
        if match["name"]:
            arguments.named[match["name"].lower()] = value
        else:
            arguments.positional.append(value)
        position = match.end()
    return arguments


def _pairs(tags: list[Tag]) -> dict[int, int]:
    """Return the opening and closing tags that belong together, each by the other's index."""
    partner: dict[int, int] = {}
    open_tags: dict[str, list[int]] = {}
    for index, tag in enumerate(tags):
        if tag.escaped or tag.in_code or tag.name not in PAIRED:
            continue
        if not tag.closing:
            open_tags.setdefault(tag.name, []).append(index)
        elif open_tags.get(tag.name):
            start = open_tags[tag.name].pop()
            partner[start], partner[index] = index, start
    return partner
