"""
``~~删去~~`` and ``==标记==``, and a backslash before any ASCII punctuation, as in CommonMark.

With Python-Markdown's own rule of delimiters, the one that its bold follows. Those of pymdownx keep to
CommonMark's, which fails beside Chinese punctuation: ``~~删去。~~后文`` would stay as typed.
"""

import string

from markdown import Markdown
from markdown.extensions import Extension

MARKS = {"~": "del", "=": "mark"}


class DoubledMarks(Extension):
    def extendMarkdown(self, md: Markdown) -> None:
        md.ESCAPED_CHARS = list(string.punctuation)
        delimiters = md.delimiters
        assert delimiters is not None  # noqa: S101 -- set by Markdown's own inline patterns
        for token, tag in MARKS.items():
            # Doubled only: 3~5月和6~8月 deletes nothing.
            delimiters.add(token, tag, double=True)
