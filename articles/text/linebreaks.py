"""
Space that Chinese does not want: the soft line break between two Han characters, the indent of a paragraph.

A line end inside a paragraph is a space in HTML. Between two words of English that is right, between two
hanzi it is a hole (clreq; brief §6.3).
"""

import re

from .tree import BLOCKS, Element

HAN = (
    r"\u2e80-\u2fdf\u3001-\u303f\u3040-\u30ff\u3100-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    r"\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6\U00020000-\U000323af"
)
CHINESE_PUNCTUATION = r"\u00b7\u2014\u2018\u2019\u201c\u201d\u2026\u2e3a"
SOFT_BREAK = re.compile(rf"(?<=[{HAN}{CHINESE_PUNCTUATION}])[ \t]*\n[ \t]*(?=[{HAN}{CHINESE_PUNCTUATION}])")
INDENT = " \t\n\u00a0\u2003\u3000"
# Stands for anything that is not text: no break is joined across it.
WALL = "\ufffc"


def join_soft_breaks(root: Element) -> None:
    """Drop the line ends between two Han characters or full-width marks, also across bold, links and the like."""
    slots: list[tuple[Element, int] | None] = []
    texts: list[str] = []

    def add(text: str, slot: tuple[Element, int] | None = None) -> None:
        slots.append(slot)
        texts.append(text)

    stack: list[tuple[Element, int]] = [(root, 0)]
    while stack:
        element, index = stack.pop()
        walled = element.tag in BLOCKS or element.tag in {"br", "img", "picture", "input"}
        if index == 0 and walled:
            add(WALL)
        if index == len(element.children) or element.tag == "pre":
            if walled:
                add(WALL)
            continue
        stack.append((element, index + 1))
        child = element.children[index]
        if isinstance(child, Element):
            stack.append((child, 0))
        else:
            add(child, (element, index) if element.tag not in {"code", "samp", "kbd"} else None)
    _delete(slots, texts)


def _delete(slots: list[tuple[Element, int] | None], texts: list[str]) -> None:
    """Take every soft break out of the pieces of text that it runs through."""
    joined = "".join(texts)
    dropped = {index for match in SOFT_BREAK.finditer(joined) for index in range(*match.span())}
    start = 0
    for slot, text in zip(slots, texts, strict=True):
        if slot and dropped and "\n" in text:
            element, index = slot
            element.children[index] = "".join(
                character for offset, character in enumerate(text, start) if offset not in dropped
            )
        start += len(text)


def strip_indents(root: Element) -> None:
    """Drop the spaces, ideographic ones above all, that a paragraph starts with."""
    for element in root.iter():
        if element.tag in {"p", "li"} and element.children and isinstance(element.children[0], str):
            element.children[0] = element.children[0].lstrip(INDENT)
