"""
Half-width punctuation in Chinese running text, and its full-width form (brief §6.3, §11.6 W10; GB/T 15834).

Whether a mark is changed depends on characters that no fix changes, and on marks taken for equal in both widths. So
fixing twice changes nothing more.
"""

import re
from collections.abc import Iterator

from articles.text.counting import HAN_CHARACTER

from .findings import Edit, Finding, apply_edits, places
from .prose import Source

HAN = re.compile(HAN_CHARACTER)
LATIN_WORD = re.compile(r"[A-Za-z]+")
FULL_WIDTH = {",": "，", ".": "。", ":": "：", ";": "；", "?": "？", "!": "！"}
POINTS = re.compile(r"[,.:;?!]+")
GAP = re.compile(r" +(?=[^ \t])")
RUN = re.compile(r"[?!]+\Z")
# Looked past on the way to a neighbour. A straight quotation mark may open or close, so a curved one may as well.
QUOTES = "\"'“”‘’"
BEFORE = frozenset(f"{QUOTES})）]】」』》〉*_")
AFTER = frozenset(f"{QUOTES}(（[【「『《〈*_")
LOOKED_PAST = 6
CURVED = {'"': ("“", "”"), "'": ("‘", "’")}
NUMBERED = re.compile(r"[ \t>*#_-]*[（(]?[一二三四五六七八九十百]+\Z")
SHOWN = 6  # characters on each side of a mark, in the message


def fix_half_width(text: str) -> str:
    """Return ``text`` with the punctuation of its Chinese in full width. Doing it twice changes nothing more."""
    return apply_edits(text, half_width_edits("", Source(text)))


def half_width_edits(field: str, source: Source) -> list[Edit]:
    """
    Return a replacement for each half-width mark in Chinese running text, in order.

    A point takes the spaces behind it along, which a full-width one has within itself; those that end a line stay.
    """
    edits, start = [], 0
    for line in source.words.split("\n"):
        if _is_chinese(line):
            for index, mark in sorted([*_quotes(line), *_brackets(line), *_points(line)]):
                gap = GAP.match(line, index + 1) if line[index] in FULL_WIDTH else None
                edits.append(Edit(field, start + index, start + (gap.end() if gap else index + 1), mark))
        start += len(line) + 1
    return edits


def half_width(fields: dict[str, Source]) -> list[Finding]:
    """Return W10 for the texts of some fields, each under its name."""
    edits = [edit for name, source in fields.items() for edit in half_width_edits(name, source)]
    if not edits:
        return []
    first = edits[0]
    text = fields[first.field].text
    start = max(text.rfind("\n", 0, first.start) + 1, first.start - SHOWN)
    snippet = text[start : first.end + SHOWN].partition("\n")[0]
    where = [
        spot
        for name, source in fields.items()
        for spot in places(name, source.text, [(edit.start, edit.end) for edit in edits if edit.field == name])
    ]
    return [Finding("W10", tuple(where), {"n": len(edits), "snippet": snippet.strip()}, tuple(edits))]


Mark = tuple[int, str]


def _is_chinese(line: str) -> bool:
    """Say whether a line is Chinese with foreign words in it, not the other way round."""
    characters = sum(1 for _ in HAN.finditer(line))
    return characters > 0 and characters >= sum(1 for _ in LATIN_WORD.finditer(line))


def _is_han(character: str) -> bool:
    return HAN.match(character) is not None


def _left(line: str, index: int) -> str:
    """Return the character before ``index``, past closing marks; "" at the beginning."""
    least = index - LOOKED_PAST
    index -= 1
    while index > least and index >= 0 and line[index] in BEFORE:
        index -= 1
    return line[index] if index >= 0 else ""


def _right(line: str, index: int) -> str:
    """Return the character behind ``index``, past opening marks; "" at the end."""
    most = index + LOOKED_PAST
    index += 1
    while index < most and index < len(line) and line[index] in AFTER:
        index += 1
    return line[index] if index < len(line) else ""


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _points(line: str) -> Iterator[Mark]:
    for match in POINTS.finditer(line):
        start, end = match.span()
        left, right = _left(line, start), _right(line, end - 1)
        beside = _is_han(left) or _is_han(right)
        if not beside or not line[:start].strip(" \t>*_#-"):
            continue  # a mark at the beginning of a line is Markdown's, or a slip
        after = line[end : end + 1]
        if end - start > 1:
            if RUN.match(match[0]):
                yield from ((index, FULL_WIDTH[line[index]]) for index in range(start, end) if after != "[")
        elif match[0] == ".":
            if _ends_sentence(line, start, left, after):
                yield start, "。"
        elif not (match[0] == ":" and after == "/") and not (match[0] == "!" and after == "["):
            yield start, FULL_WIDTH[match[0]]


def _ends_sentence(line: str, index: int, left: str, after: str) -> bool:
    """Tell the end of a sentence from a number, a file's name, and a foreign name: 马克.扎克伯格."""
    if not _is_han(left) or NUMBERED.match(line[:index]):
        return False
    return not after or after.isspace() or after in BEFORE


def _brackets(line: str) -> Iterator[Mark]:
    opened: list[int] = []
    for index, character in enumerate(line):
        if character in "(（":
            opened.append(index)
        elif character in ")）" and opened:
            start = opened.pop()
            if "(" not in line[start] and ")" not in character:
                continue
            if _is_chinese_pair(line, start, index):
                if line[start] == "(":
                    yield start, "（"
                if character == ")":
                    yield index, "）"


def _is_chinese_pair(line: str, start: int, end: int) -> bool:
    """Say whether a pair of brackets belongs to the Chinese around or in it, not to a foreign word: f(x)."""
    if _is_han(_right(line, start)) or _is_han(_left(line, end)) or _is_han(_left(line, start)):
        return True
    before = line[start - 1 : start]
    return _is_han(_right(line, end)) and not _is_latin(before)


def _quotes(line: str) -> Iterator[Mark]:
    for mark, (opening, closing) in CURVED.items():
        found = [match.start() for match in re.finditer(mark, line) if not _is_apostrophe(line, match.start())]
        pairs = list(zip(found[::2], found[1::2], strict=False))
        if len(found) % 2 or any(line[start - 1 : start].isdigit() for start, _end in pairs):
            continue  # nobody can say which of them belong together; or they are inches
        for start, end in pairs:
            inside = _is_han(_right(line, start)) or _is_han(_left(line, end))
            if inside or _is_han(_left(line, start)) or _is_han(_right(line, end)):
                yield start, opening
                yield end, closing


def _is_apostrophe(line: str, index: int) -> bool:
    before, after = line[index - 1 : index], line[index + 1 : index + 2]
    return line[index] == "'" and _is_latin(before) and _is_latin(after)
