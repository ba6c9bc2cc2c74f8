"""
Where blocks begin, as the old site's CommonMark saw it.

Python-Markdown wants a blank line before a list and four spaces for each level, and takes ``#元宇宙`` for a
heading. Years of articles were written for the other rule: a list may follow a line of text, a nested item
stands under the words of the item above it, a heading has a space after its marks.
"""

import re

from markdown import Markdown
from markdown.blockprocessors import HashHeaderProcessor
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from .limits import RULE

ITEM = re.compile(r"(?P<indent> *)(?P<marker>[-*+]|\d{1,9}[.)])(?P<space> +|$)")
LEVEL = " " * 4
# Further in, a mark at the start of a paragraph is text.
MAX_FIRST_INDENT = 3


class HeadingsWithSpace(HashHeaderProcessor):
    RE = re.compile(r"(?:^|\n)(?P<level>#{1,6})(?=[ \t\n]|$)(?P<header>(?:\\.|[^\\])*?)#*(?:\n|$)")


class _Run:
    """Rewrites the lines of one text; ``offsets`` are the columns where the words of the open items start."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.offsets: list[int] = []

    def add(self, line: str) -> None:
        after_blank = not self.lines or not self.lines[-1].strip()
        indent = len(line) - len(line.lstrip(" "))
        item = None if RULE.match(line) else ITEM.match(line)
        if not line.strip():
            self.lines.append("")
        elif item and self._opens(item, indent, after_blank=after_blank):
            self._item(item, line, indent, after_blank=after_blank)
        elif self.offsets and (after_blank or indent >= self.offsets[-1]):
            self._continuation(line, indent, after_blank=after_blank)
        else:
            self.lines.append(line)

    def _opens(self, item: re.Match, indent: int, *, after_blank: bool) -> bool:
        if self.offsets:
            return True
        number_in_text = item["marker"][0].isdigit() and int(item["marker"][:-1]) != 1
        empty = item.end() == len(item.string)
        return indent <= MAX_FIRST_INDENT and (after_blank or not (number_in_text or empty))

    def _item(self, item: re.Match, line: str, indent: int, *, after_blank: bool) -> None:
        first = not self.offsets
        while self.offsets and indent < self.offsets[-1]:
            self.offsets.pop()
        if first and not after_blank:
            self.lines.append("")
        marker = item["marker"].replace(")", ".")
        self.lines.append(f"{LEVEL * len(self.offsets)}{marker} {line[item.end() :]}")
        self.offsets.append(indent + len(item["marker"]) + 1)

    def _continuation(self, line: str, indent: int, *, after_blank: bool) -> None:
        while self.offsets and indent < self.offsets[-1]:
            self.offsets.pop()
        if not self.offsets:
            self.lines.append(line)
        elif after_blank:
            self.lines.append(LEVEL * len(self.offsets) + line[self.offsets[-1] :])
        else:
            self.lines.append(LEVEL * (len(self.offsets) - 1) + line.lstrip())


class ListIndents(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        run = _Run()
        for line in lines:
            run.add(line)
        return run.lines


class CommonMarkBlocks(Extension):
    def extendMarkdown(self, md: Markdown) -> None:
        md.parser.blockprocessors.register(HeadingsWithSpace(md.parser), "hashheader", 70)
        # After code and raw HTML were set aside.
        md.preprocessors.register(ListIndents(md), "list_indents", 15)
