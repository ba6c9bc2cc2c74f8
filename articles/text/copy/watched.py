"""
The newsroom's own words (站内词库): sensitive ones, characters that are often mistaken, names and how they are written.

Words are found by their first two characters in a table, so that what a text costs grows with its length and hardly
with the list's: 20,000 字 and 5,000 words take a few milliseconds.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from .findings import Edit, Finding, Place, places
from .prose import Source

# The code for each kind of word (the newsroom's, after those of brief §11.6).
SENSITIVE_STOP, SENSITIVE_LOOK, MISTAKE, NAME = "E12", "W16", "W17", "W18"
CODES = (SENSITIVE_STOP, SENSITIVE_LOOK, MISTAKE, NAME)
CORRECTED = frozenset({MISTAKE, NAME})
SHOWN = 3  # words that a message names
LOWER = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}  # keeps every length, as ``casefold`` does not


def lower(text: str) -> str:
    """Return ``text`` with the letters A to Z in lower case."""
    return text.translate(LOWER)


@dataclass(frozen=True)
class Watched:
    """``word`` is what is looked for, ``code`` one of ``CODES``, ``right`` its right form, empty where it has none."""

    word: str
    code: str
    right: str = ""
    note: str = ""


@dataclass(frozen=True)
class Hit:
    """One place of a text at which a watched word stands."""

    start: int
    end: int
    word: Watched


Table = dict[str, list[tuple[str, Watched]]]  # by the first two characters, in lower case; the longest word first


class WordList:
    """
    The watched words, ready to be looked for.

    Of two of one code at one place the longer counts. Each code has a table of its own, so that no word of another code
    hides a sensitive one.
    """

    def __init__(self, words: Iterable[Watched] = ()) -> None:
        self.tables: dict[str, Table] = {}
        for one in words:
            sought = lower(one.word)
            if sought:
                self.tables.setdefault(one.code, {}).setdefault(sought[:2], []).append((sought, one))
        for table in self.tables.values():
            for found in table.values():
                found.sort(key=lambda pair: -len(pair[0]))
        self.starts = {start for table in self.tables.values() for start in table}

    def hits(self, text: str) -> Iterator[Hit]:
        """Yield where the words stand in ``text``: code by code, from its beginning, none over another."""
        folded, starts = lower(text), self.starts
        near = [index for index in range(len(folded)) if folded[index : index + 2] in starts or folded[index] in starts]
        for table in self.tables.values():
            yield from _hits(text, folded, near, table)


def _hits(text: str, folded: str, near: list[int], table: Table) -> Iterator[Hit]:
    position = 0
    for index in near:
        if index < position:
            continue
        for sought, one in (*table.get(folded[index : index + 2], ()), *table.get(folded[index], ())):
            end = index + len(sought)
            if folded.startswith(sought, index) and _counts(text, index, end, one):
                yield Hit(index, end, one)
                position = end
                break


def _counts(text: str, start: int, end: int, one: Watched) -> bool:
    """Say whether what was found is the word: no part of a longer Latin one, and not written right already."""
    first, last = text[start], text[end - 1]
    if _is_latin(first) and _is_latin(text[start - 1 : start]):
        return False
    if _is_latin(last) and _is_latin(text[end : end + 1]):
        return False
    if not one.right:
        return True
    at = lower(one.right).find(lower(one.word))  # 全国人大 holds 人大
    while at >= 0:
        if start >= at and text.startswith(one.right, start - at):
            return False
        at = lower(one.right).find(lower(one.word), at + 1)
    return True


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


NO_WORDS = WordList()


def watched_words(fields: Mapping[str, Source], words: WordList) -> Iterator[Finding]:
    """
    Yield a finding for each kind of watched word in some fields, each under its name.

    Sensitive words are looked for in everything that was typed, because captions and alternative texts are read, too.
    What a fix changes is looked for in running text only: no address and no code is ever changed.
    """
    found: dict[str, list[tuple[str, Hit]]] = {code: [] for code in CODES}
    for name, source in fields.items():
        for hit in words.hits(source.text):
            if hit.word.code not in CORRECTED or source.words[hit.start : hit.end] == source.text[hit.start : hit.end]:
                found[hit.word.code].append((name, hit))
    for code, hits in found.items():
        if hits:
            yield Finding(code, _where(fields, hits), _figures(hits), _edits(hits))


def _where(fields: Mapping[str, Source], hits: list[tuple[str, Hit]]) -> tuple[Place, ...]:
    return tuple(
        place
        for field, source in fields.items()
        for place in places(field, source.text, [(hit.start, hit.end) for name, hit in hits if name == field])
    )


def _figures(hits: list[tuple[str, Hit]]) -> dict[str, int | str]:
    named = list(dict.fromkeys(hit.word for _name, hit in hits))
    words = "、".join(f"{one.word} → {one.right}" if one.right else one.word for one in named[:SHOWN])
    notes = "；".join(dict.fromkeys(one.note for one in named[:SHOWN] if one.note))
    return {"n": len(hits), "words": f"{words}……" if len(named) > SHOWN else words, "notes": notes}


def _edits(hits: list[tuple[str, Hit]]) -> tuple[Edit, ...]:
    return tuple(Edit(name, hit.start, hit.end, hit.word.right) for name, hit in hits if hit.word.right)
