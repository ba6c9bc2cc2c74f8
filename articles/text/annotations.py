"""
What stands above, below or over a word: ``[字]^(zì)``, ``[1]/[2]``, ``H~2~O``, ``m^2^``.

The first two are the old theme's own marks. Sub and sup are Hugo's, but narrower: a few letters and digits behind a
word, so that 3~5月和6~8月 and ^_^ stay as typed.
"""

import re
from xml.etree import ElementTree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor

RUBY = r"\[([^\[\]\n]{1,100})\]\^\(([^()\n]{1,100})\)"
FRACTION = r"\[([^\[\]\n]{1,40})\]/\[([^\[\]\n]{1,40})\](?![(\[])"
SUB = r"(?<=[A-Za-z)\]])~([A-Za-z0-9.+-]{1,16})~(?!~)"
SUP = r"(?<=[A-Za-z0-9)\]\u4e00-\u9fff])\^([A-Za-z0-9.+-]{1,16})\^(?!\^)"
FRACTION_SLASH = "\u2044"

Placed = tuple[ElementTree.Element, int, int]


class _Ruby(InlineProcessor):
    # Inline processors answer with a place as well; Python-Markdown's own do not fit its base class either.
    def handleMatch(self, m: re.Match[str], data: str) -> Placed:  # type: ignore[override]
        ruby = ElementTree.Element("ruby")
        ruby.text = m[1]
        # In brackets where a reader's program knows no ruby.
        for tag, text in (("rp", "（"), ("rt", m[2]), ("rp", "）")):
            ElementTree.SubElement(ruby, tag).text = text
        return ruby, m.start(), m.end()


class _Fraction(InlineProcessor):
    def handleMatch(self, m: re.Match[str], data: str) -> Placed:  # type: ignore[override]  # as above
        fraction = ElementTree.Element("span")
        above = ElementTree.SubElement(fraction, "sup")
        above.text, above.tail = m[1], FRACTION_SLASH
        ElementTree.SubElement(fraction, "sub").text = m[2]
        return fraction, m.start(), m.end()


class _Mark(InlineProcessor):
    def __init__(self, pattern: str, tag: str) -> None:
        super().__init__(pattern)
        self.tag = tag

    def handleMatch(self, m: re.Match[str], data: str) -> Placed:  # type: ignore[override]  # as above
        element = ElementTree.Element(self.tag)
        element.text = m[1]
        return element, m.start(), m.end()


class Annotations(Extension):
    def extendMarkdown(self, md: Markdown) -> None:
        # A ruby before its word can be the name of a link; a fraction after both its halves could.
        md.inlinePatterns.register(_Ruby(RUBY, md), "ruby", 165)
        md.inlinePatterns.register(_Fraction(FRACTION, md), "fraction", 105)
        # After addresses were set aside, before ~~ and ==.
        md.inlinePatterns.register(_Mark(SUB, "sub"), "sub", 83)
        md.inlinePatterns.register(_Mark(SUP, "sup"), "sup", 82)
