"""
How long a text is, in 字 (brief §1): the one rule of editor, list and page.

Each Han character is one; so is each run of letters and each number. Punctuation, spaces, Markdown's marks,
alternative texts and addresses are nothing.
"""

import re

from .masking import comment_ranges, without_code_marks

HAN_CHARACTER = r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3007\U00020000-\U000323af]"
UNIT = re.compile(rf"{HAN_CHARACTER}|[0-9０-９]+(?:[.,][0-9０-９]+)*|(?:(?!{HAN_CHARACTER})[^\W\d_])+")
CHARACTERS_PER_MINUTE = 400

LABEL = r"\[(?:[^\[\]\n]|\[[^\[\]\n]*\]){0,1000}\]"
ADDRESS = r"\((?:[^()\n]|\([^()\n]*\)){0,2000}\)"
# What Markdown takes away or turns into markup, each with what is left of it.
SYNTAX = [
    (re.compile(rf"!{LABEL}(?:{ADDRESS}|\[[^\[\]\n]*\])"), " "),
    (re.compile(r"^[ ]{0,3}\[[^\]\n]{1,200}\]:[ \t]*(?=\S*[:/.#])\S.*$", re.MULTILINE), " "),
    (re.compile(r"^[ ]{0,3}\*\[[^\]\n]{1,200}\]:.*$", re.MULTILINE), " "),
    (re.compile(r"\[\^[^\]\n]{1,200}\]"), " "),
    (re.compile(rf"\]\^?{ADDRESS}"), "]"),
    (re.compile(r"\]\[[^\[\]\n]*\]"), "]"),
    (re.compile(r"</?[A-Za-z][^<>]{0,2000}>"), " "),
    (re.compile(r"<(?:https?://|mailto:)[^<>\s]*>"), " "),
    (re.compile(r"(?:https?://|www\.)[!-~]+"), " "),
    (re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});"), " "),
    (re.compile(r"\{:?[ \t]*(?:[#.][^{}\n]{0,500}|[a-z-]+=[^{}\n]{0,500})\}"), " "),
    (re.compile(r"^((?:[ \t]*>)*[ \t]*)\d{1,9}[.)](?=[ \t])", re.MULTILINE), r"\1"),
    (re.compile(r"^([ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+)\[[ xX]\](?![(\[:])", re.MULTILINE), r"\1"),
    (re.compile(r"^!!![ \t]+[\w -]+", re.MULTILINE), " "),
]


def count_characters(text: str) -> int:
    """Return the length of a Markdown (or plain) text in 字. Never raises."""
    text = _without_comments(without_code_marks(text))
    for pattern, rest in SYNTAX:
        text = pattern.sub(rest, text)
    return count_units(text)


def _without_comments(text: str) -> str:
    """Return the text with a space for each comment."""
    position, parts = 0, []
    for start, end in comment_ranges(text):
        parts.append(text[position:start])
        position = end
    return " ".join([*parts, text[position:]])


def count_units(text: str) -> int:
    """Return the length of plain text in 字."""
    return sum(1 for _ in UNIT.finditer(text))


def reading_minutes(characters: int) -> int:
    """Return the minutes that a reader needs for so many 字, at 400 a minute, rounded up; at least one."""
    return max(1, -(-characters // CHARACTERS_PER_MINUTE))
