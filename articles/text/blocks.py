"""
Where blocks begin, as the old site's CommonMark saw it.

Python-Markdown wants a blank line before a list and four spaces for each level, and takes ``#元宇宙`` for a
heading. Years of articles were written for the other rule: a list may follow a line of text, a nested item
stands under the words of the item above it, a heading has a space after its marks; a backslash ends a line.
"""

import re
from dataclasses import dataclass
from itertools import groupby
from xml.etree import ElementTree

from markdown import Markdown
from markdown.blockprocessors import BlockQuoteProcessor, HashHeaderProcessor, SetextHeaderProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import SubstituteTagInlineProcessor
from markdown.preprocessors import Preprocessor

from .limits import RULE

ITEM = re.compile(r"(?P<indent> *)(?P<marker>[-*+]|\d{1,9}[.)])(?P<space> +|$)")
TASK = re.compile(r"\[[ xX]\](?=[^\s(\[:])")  # a task whose words follow its box at once
QUOTE = re.compile(r"\A {0,3}> ?")
LEVEL = " " * 4
# Further in, a mark at the start of a paragraph is text.
MAX_FIRST_INDENT = 3


class HeadingsWithSpace(HashHeaderProcessor):
    RE = re.compile(r"(?:^|\n)(?P<level>#{1,6})(?=[ \t\n]|$)(?P<header>(?:\\.|[^\\])*?)#*(?:\n|$)")


class HeadingsOfText(SetextHeaderProcessor):
    """Underlined headings; a rule or a list item above ``---`` is none."""

    def test(self, parent: ElementTree.Element, block: str) -> bool:
        first = block.partition("\n")[0]
        return super().test(parent, block) and not (RULE.match(first) or ITEM.match(first))


class QuotesOfTheirOwn(BlockQuoteProcessor):
    """Quotes, of which an empty line ends one and begins the next."""

    def lastChild(self, parent: ElementTree.Element) -> None:
        """Find no quote above to go on with."""


@dataclass(frozen=True)
class _Item:
    """An open item: the columns of its mark and of its words, and whether its list is numbered."""

    indent: int
    offset: int
    numbered: bool


class _Run:
    """
    Rewrites the lines of one text, or of one quote.

    ``items`` are the open items, outermost first. ``level`` is how deep the lines since the last empty one began;
    None where they began as text, below which Python-Markdown sees no item.
    """

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.items: list[_Item] = []
        self.level: int | None = None

    def add(self, line: str) -> None:
        after_blank = not self.lines or not self.lines[-1].strip()
        indent = len(line) - len(line.lstrip(" "))
        item = None if RULE.match(line) else ITEM.match(line)
        if after_blank:
            self.level = None
        if not line.strip():
            self.lines.append("")
        elif item and self._opens(item, indent, after_blank=after_blank):
            self._item(item, line, indent, after_blank=after_blank)
        elif self.items and (after_blank or indent >= self.items[-1].offset):
            self._continuation(line, indent, after_blank=after_blank)
        else:
            self.lines.append(line)

    def holds(self, line: str) -> bool:
        """Return whether a line stands under the words of an open item."""
        return bool(self.items) and len(line) - len(line.lstrip(" ")) >= self.items[0].offset

    def close(self) -> None:
        """End the list that is open."""
        if self.items and self.lines[-1].strip():
            self.lines.append("")
        self.items.clear()

    def _opens(self, item: re.Match, indent: int, *, after_blank: bool) -> bool:
        if self.items:
            return True
        number_in_text = item["marker"][0].isdigit() and int(item["marker"][:-1]) != 1
        empty = item.end() == len(item.string)
        return indent <= MAX_FIRST_INDENT and (after_blank or not (number_in_text or empty))

    def _item(self, item: re.Match, line: str, indent: int, *, after_blank: bool) -> None:
        numbered = item["marker"][0].isdigit()
        other_kind = False
        while self.items and indent < self.items[-1].offset:
            above = self.items[-1]
            if indent > above.indent and numbered != above.numbered:
                break  # a bullet somewhat below a number: CommonMark breaks the list, its writer meant a part of it
            other_kind = numbered != above.numbered
            self.items.pop()
        level = len(self.items)
        if not after_blank and (self.level is None or level < self.level or other_kind):
            self.lines.append("")
            after_blank = True
        if after_blank:
            self.level = level
        marker = item["marker"].replace(")", ".")
        words = line[item.end() :]
        if TASK.match(words):
            words = f"{words[:3]} {words[3:]}"
        self.lines.append(f"{LEVEL * level}{marker} {words}")
        self.items.append(_Item(indent, indent + len(item["marker"]) + 1, numbered))

    def _continuation(self, line: str, indent: int, *, after_blank: bool) -> None:
        while self.items and indent < self.items[-1].offset:
            self.items.pop()
        if not self.items:
            self.lines.append(line)
        elif after_blank:
            self.lines.append(LEVEL * len(self.items) + line[self.items[-1].offset :])
        else:
            self.lines.append(LEVEL * (len(self.items) - 1) + line.lstrip())


class ListIndents(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        run = _Run()
        for quoted, group in groupby(lines, key=lambda line: QUOTE.match(line) is not None):
            within = list(group)
            if quoted and not run.holds(within[0]):
                run.close()
                inside = self.run([QUOTE.sub("", line) for line in within])
                run.lines += [f"> {line}".rstrip() for line in inside]
            else:
                for line in within:
                    run.add(line)
        return run.lines


class CommonMarkBlocks(Extension):
    def extendMarkdown(self, md: Markdown) -> None:
        md.parser.blockprocessors.register(HeadingsWithSpace(md.parser), "hashheader", 70)
        md.parser.blockprocessors.register(HeadingsOfText(md.parser), "setextheader", 60)
        md.parser.blockprocessors.register(QuotesOfTheirOwn(md.parser), "quote", 20)
        # A backslash at the end of a line breaks it, as two spaces do; before it is read as an escape.
        md.inlinePatterns.register(SubstituteTagInlineProcessor(r"(?<!\\)\\\n", "br"), "backslash_break", 185)
        # After code and raw HTML were set aside.
        md.preprocessors.register(ListIndents(md), "list_indents", 15)
