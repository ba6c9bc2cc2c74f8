"""
Where a block of raw HTML ends, as the old site's CommonMark saw it: at the first empty line.

``<details>``, an empty line, a list in Markdown, an empty line, ``</details>``: Python-Markdown would take all of
it as HTML and show the list as typed. A block that is whole before its empty line is left to Python-Markdown.
"""

import re

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

BLOCK_TAGS = (
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer"
    " form h1 h2 h3 h4 h5 h6 header html legend li main menu nav ol p section summary table tbody td tfoot th thead"
    " tr ul"
)
START = re.compile(rf"(?P<indent>[ \t]*)</?(?:{'|'.join(BLOCK_TAGS.split())})(?:[\s>]|/>|$)", re.IGNORECASE)
TAG = re.compile(rf"<(?P<closing>/?)(?P<name>{'|'.join(BLOCK_TAGS.split())})(?=[\s>/])", re.IGNORECASE)
# Raw up to its end, with all empty lines; and what its writer wants read as Markdown by another rule.
VERBATIM = re.compile(r"<(?P<name>pre|script|style|textarea)[\s>]|<!--", re.IGNORECASE)
MARKDOWN_INSIDE = re.compile(r"\smarkdown\s*=", re.IGNORECASE)


class RawBlocks(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        found: list[str] = []
        index = 0
        while index < len(lines):
            end = _verbatim_end(lines, index)
            if end > index:
                found += lines[index:end]
                index = end
                continue
            start = START.match(lines[index])
            if not start:
                found.append(lines[index])
                index += 1
                continue
            while end < len(lines) and lines[end].strip():
                end += 1
            block = "\n".join(lines[index:end])
            if MARKDOWN_INSIDE.search(block) or VERBATIM.search(block) or _is_whole(block):
                found += lines[index:end]
            else:
                found += ["", start["indent"] + self.md.htmlStash.store(block), ""]
            index = end
        return found


class CommonMarkRawBlocks(Extension):
    def extendMarkdown(self, md: Markdown) -> None:
        # After code was set aside, before Python-Markdown looks for raw HTML.
        md.preprocessors.register(RawBlocks(md), "raw_blocks", 22)


def opens_raw_block(line: str) -> bool:
    """Return whether a block of raw HTML begins with this line."""
    return START.match(line) is not None


def _verbatim_end(lines: list[str], index: int) -> int:
    """Return the line after a comment, or an element whose text is no Markdown, that starts on this line."""
    start = VERBATIM.match(lines[index].lstrip())
    if not start:
        return index
    closing = f"</{start['name'].lower()}" if start["name"] else "-->"
    for end in range(index, len(lines)):
        if closing in lines[end].lower():
            return end + 1
    return index


def _is_whole(block: str) -> bool:
    """Return whether every block-level tag that opens in it also closes in it."""
    depths: dict[str, int] = {}
    for tag in TAG.finditer(block):
        name = tag["name"].lower()
        depths[name] = depths.get(name, 0) + (-1 if tag["closing"] else 1)
        if depths[name] < 0:
            return False
    return not any(depths.values())
