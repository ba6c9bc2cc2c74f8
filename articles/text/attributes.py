"""
Attributes that a writer gives, ``{#id .class}``, and nothing else in braces.

Python-Markdown takes whatever stands in braces behind a bold word or a heading: ``**大会**{待定}`` would lose 待定,
and a shortcode that nobody knows half of itself.
"""

import re

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.attr_list import AttrListTreeprocessor

GIVEN = r"\{(?=:|[ ]*[#.][A-Za-z0-9_\u4e00-\u9fff-]|[ ]*[A-Za-z-]+=)\:?[ ]*([^\}\n ][^\n]*)\}"


class _Attributes(AttrListTreeprocessor):
    # Final only in the stubs; the library offers no other way to say what counts.
    BASE_RE = GIVEN  # type: ignore[misc]
    HEADER_RE = re.compile(rf"[ ]+{GIVEN}[ ]*$")  # type: ignore[misc]  # the same
    BLOCK_RE = re.compile(rf"\n[ ]*{GIVEN}[ ]*$")  # type: ignore[misc]  # the same
    INLINE_RE = re.compile(rf"^{GIVEN}")  # type: ignore[misc]  # the same


class GivenAttributes(Extension):
    def extendMarkdown(self, md: Markdown) -> None:
        md.treeprocessors.register(_Attributes(md), "attr_list", 8)
