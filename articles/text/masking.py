"""Where code is in a Markdown text, for what reads the text without rendering it."""

import re
from collections.abc import Iterator

FENCE = re.compile(r"[ \t>]*(?P<marks>`{3,}|~{3,})(?P<info>[^`\n]*)$")
CODE_SPAN = re.compile(r"(?<![`\\])(`+)(?!`)([^`\n]{0,2000}?)(?<!`)\1(?!`)")


def lines_outside_code(source: str) -> Iterator[tuple[int, str]]:
    """Yield each line outside fenced code with its number from 1; code spans are blanked, lengths kept."""
    fence = ""
    for number, line in enumerate(source.splitlines(), start=1):
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
    return "\n".join("" if FENCE.match(line) else line for line in source.splitlines())
