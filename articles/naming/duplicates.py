"""
Names that may be meant as one (brief §11.13): equal once folded, or a slip of one character apart.

No name is compared with all others. Each is put under what is left of it without one of its characters, so 20,000
names take a fraction of a second. A leaf: it knows no database.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from .folding import name_key

SHORT = 5  # characters: in a name of fewer, another character is another word (北京, 南京)
LONG = 40  # characters: no tag is so long, and a name costs the square of its length
MOST_ALIKE = 4  # names that differ in one and the same place; where there are more, it holds a year or a town
WILD = "\0"  # no name holds one


def twins(names: Iterable[tuple[int, str]]) -> dict[int, tuple[int, ...]]:
    """Return the keys of the names that may be meant as one with another, with the keys of those, in order."""
    keyed: dict[str, list[int]] = defaultdict(list)
    for key, name in names:
        keyed[name_key(name)].append(key)
    found: dict[int, set[int]] = defaultdict(set)
    for one, other in _alike(keyed):
        for key in keyed[one]:
            found[key].update(keyed[other])
    for keys in keyed.values():
        for key in keys if len(keys) > 1 else ():
            found[key].update(keys)
    return {key: tuple(sorted(others - {key})) for key, others in found.items()}


def _alike(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield both orders of each two names that a slip of one character makes of one another."""
    known = {name for name in names if SHORT <= len(name) <= LONG}
    places: dict[tuple[int, str], list[str]] = defaultdict(list)
    for name in known:
        for place, character in enumerate(name):
            places[place, name[:place] + WILD + name[place + 1 :]].append(name)
            shorter = name[:place] + name[place + 1 :]
            if shorter in known and not character.isnumeric():
                yield name, shorter
                yield shorter, name
    for (place, _pattern), alike in places.items():
        if 1 < len(alike) <= MOST_ALIKE:
            for one in alike:
                yield from ((one, other) for other in alike if _is_slip(one[place], other[place]))


def _is_slip(one: str, other: str) -> bool:
    """Say whether one character may stand for another by mistake: never a figure (第一届, 第二届; 2025, 2026)."""
    return one != other and not (one.isnumeric() and other.isnumeric())
