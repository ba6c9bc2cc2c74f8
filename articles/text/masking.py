"""Where code is in a Markdown text, for what reads the text without rendering it."""

import re
from collections.abc import Iterator

FENCE = re.compile(r"[ \t>]*(?P<marks>`{3,}|~{3,})(?P<info>[^`\n]*)$")
CODE_SPAN = re.compile(r"(?<![`\\])(`+)(?!`)([^`\n]{0,2000}?)(?<!`)\1(?!`)")


def lines_outside_code(source: str) -> Iterator[tuple[int, str]]:
    """Yield each line outside fenced code with its number from 1; code spans are blanked, lengths kept."""
    fence = ""
    for number, line in enumerate(_lines(source), start=1):
        mark = FENCE.match(line)
        if fence:
            if mark and mark["marks"].startswith(fence) and not mark["info"].strip():
                fence = ""
        elif mark:
            fence = mark["marks"]
        else:
            yield number, CODE_SPAN.sub(lambda span: " " * len(span[0]), line)


def without_code_marks(source: str) -> str:
    """Return the text with the lines that open or close code blanked: the code counts, its language does not."""
    return "\n".join("" if FENCE.match(line) else line for line in _lines(source))


def _lines(source: str) -> list[str]:
    """Return the lines as an editor counts them. ``splitlines`` also cuts at U+2028 and others, which pages paste."""
    return source.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def code_ranges(body: str) -> list[tuple[int, int]]:
    """Return where code is, fenced or in a line, as ranges in their order."""
    ranges = []
    fence, opened, position = "", 0, 0
    for line in body.split("\n"):
        mark = FENCE.match(line)
        if fence:
            if mark and mark["marks"].startswith(fence) and not mark["info"].strip():
                ranges.append((opened, position + len(line)))
                fence = ""
        elif mark:
            fence, opened = mark["marks"], position
        else:
            ranges += [(position + span.start(), position + span.end()) for span in CODE_SPAN.finditer(line)]
        position += len(line) + 1
    if fence:
        ranges.append((opened, position))
    return ranges


def comment_ranges(source: str) -> list[tuple[int, int]]:
    """Return where ``<!-- … -->`` are. By hand: a pattern would look for every end again."""
    ranges = []
    position = 0
    while (start := source.find("<!--", position)) >= 0 and (end := source.find("-->", start)) >= 0:
        position = end + len("-->")
        ranges.append((start, position))
    return ranges
