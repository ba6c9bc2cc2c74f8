"""
Code by indentation: four spaces before each line, as the old site's CommonMark had it, but not for Chinese.

A Chinese paragraph is indented where it was pasted, never because it is code; nor is a picture.
"""

import re

from .linebreaks import HAN

INDENT = "    "
FARTHEST = 200  # lines above, among which the margin is looked for
PROSE = re.compile(rf"[{HAN}\u2014\u2018\u201c\u2026]|!\[")
# Whose further paragraphs are indented: items, footnotes, definitions, admonitions, quotes, raw HTML.
CONTAINER = re.compile(r"(?:[-*+]|\d{1,9}[.)]|:)(?:[ \t]|$)|\[\^|!!!|>|</?[A-Za-z!]")


def code_end(lines: list[str], start: int) -> int:
    """Return the line after the indented code that begins at ``start``; ``start`` itself where none does."""
    if not _begins(lines, start):
        return start
    end = start
    for index in range(start, len(lines)):
        if lines[index].startswith(INDENT) and lines[index].strip():
            end = index + 1
        elif lines[index].strip():
            break
    return end


def dedented(lines: list[str]) -> list[str]:
    return [line.removeprefix(INDENT) for line in lines]


def _begins(lines: list[str], start: int) -> bool:
    line = lines[start]
    if not line.startswith(INDENT) or not line.strip() or PROSE.search(line.lstrip()[:2]):
        return False
    if start and lines[start - 1].strip():
        return False
    last = max(0, start - FARTHEST)
    above = start - 1
    while above >= last and (not lines[above].strip() or lines[above].startswith(INDENT)):
        above -= 1  # to what stands at the margin
    while above > last and lines[above - 1].strip() and not CONTAINER.match(lines[above]):
        above -= 1  # to where that begins
    if above < last:
        return last == 0
    return not lines[above].startswith(" ") and not CONTAINER.match(lines[above])
