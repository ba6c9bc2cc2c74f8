"""
Space that Chinese does not want: the soft line break between two Han characters, the indent of a paragraph.

A line end inside a paragraph is a space in HTML. Between two words of English that is right, between two
hanzi it is a hole (clreq; brief §6.3).
"""

import re

from .flow import Flow
from .tree import Element

HAN = (
    r"\u2e80-\u2fdf\u3001-\u303f\u3040-\u30ff\u3100-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    r"\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6\U00020000-\U000323af"
)
CHINESE_PUNCTUATION = r"\u00b7\u2014\u2018\u2019\u201c\u201d\u2026\u2e3a"
SOFT_BREAK = re.compile(rf"(?<=[{HAN}{CHINESE_PUNCTUATION}])[ \t]*\n[ \t]*(?=[{HAN}{CHINESE_PUNCTUATION}])")
INDENT = " \t\n\u00a0\u2003\u3000"


def join_soft_breaks(root: Element) -> None:
    """Drop the line ends between two Han characters or full-width marks, also across bold, links and the like."""
    flow = Flow(root)
    flow.put({place: "" for match in SOFT_BREAK.finditer(flow.text) for place in range(*match.span())})


def strip_indents(root: Element) -> None:
    """Drop the spaces, ideographic ones above all, that a paragraph starts with."""
    for element in root.iter():
        if element.tag in {"p", "li"} and element.children and isinstance(element.children[0], str):
            element.children[0] = element.children[0].lstrip(INDENT)
