"""Headings start at h2 and skip no level; their ids are Hugo's, so that old links to a section still work."""

import unicodedata
from dataclasses import dataclass

from .tree import Element

LEVELS = {f"h{level}": level for level in range(1, 7)}
FIRST_LEVEL = 2
LAST_LEVEL = 6


@dataclass(frozen=True)
class Heading:
    """One heading of the body: its level on the page (2 to 6), its id, its text."""

    level: int
    id: str
    text: str


def github_id(text: str) -> str:
    """
    Return the id that Hugo gives a heading: ``1.0 时代：互联网`` → ``10-时代互联网``.

    Lower case; letters, decimal digits, ``_`` and ``-`` stay, a space becomes ``-``, the rest goes
    (hugo.md §1.7). ``heading`` when nothing is left.
    """
    kept = []
    for character in text.strip():
        if character in " -\n":
            kept.append("-")
        elif character == "_" or unicodedata.category(character)[0] == "L" or unicodedata.category(character) == "Nd":
            kept.append(character.lower())
    return "".join(kept) or "heading"


def arrange(root: Element, taken: set[str]) -> tuple[Heading, ...]:
    """
    Set level and id of every heading below ``root`` and return them in order.

    The highest rank in use becomes h2, and each heading lies one level below the nearest heading of a
    higher rank before it. ``taken`` are the ids in use; the new ones are added.
    """
    found = []
    ranks: list[int] = []
    repeats: dict[str, int] = {}
    for element in root.iter():
        if element.tag not in LEVELS:
            continue
        text = " ".join(element.text().split())
        if not text:
            element.tag = "p"
            continue
        rank = LEVELS[element.tag]
        while ranks and ranks[-1] >= rank:
            ranks.pop()
        level = min(FIRST_LEVEL + len(ranks), LAST_LEVEL)
        ranks.append(rank)
        element.tag = f"h{level}"
        if "id" not in element.attributes:
            element.attributes["id"] = _unused(github_id(element.text()), taken, repeats)
        found.append(Heading(level, element.attributes["id"], text))
    return tuple(found)


def _unused(name: str, taken: set[str], repeats: dict[str, int]) -> str:
    candidate = name
    while candidate in taken:
        repeats[name] = repeats.get(name, 0) + 1
        candidate = f"{name}-{repeats[name]}"
    taken.add(candidate)
    return candidate
