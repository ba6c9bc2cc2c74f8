"""
What the index holds of a text: its characters, and its pairs of neighbouring characters.

Chinese puts no spaces between words, and whatever cuts a sentence into words leaves something that cannot be found.
Every pair is a key instead, whatever the script, so each piece of the text can be found, wherever it stands. Nothing
in a key is ever an operator of a database's search language. Knows nothing of the database.
"""

import re
from collections.abc import Iterable
from itertools import pairwise

RUN = re.compile(r"[^\W_]+")  # letters and digits without a break
FIELD_END = "\n"  # between title, tags and paragraphs: no query reaches across


def _pairs(run: str) -> Iterable[str]:
    return map("".join, pairwise(run))


def tokens(folded: str) -> set[str]:
    """Return the characters and the pairs of a folded text."""
    found: set[str] = set()
    for run in RUN.findall(folded):
        found.update(run)
        found.update(_pairs(run))
    return found


def needed(term: str) -> set[str]:
    """Return the fewest keys that every text with this folded term has: its pairs, and what stands alone."""
    found: set[str] = set()
    for run in RUN.findall(term):
        found.update(_pairs(run) if len(run) > 1 else run)
    return found


def is_one_key(term: str) -> bool:
    """Say whether a text that has the key of this folded term has the term itself."""
    return len(term) <= 2 and RUN.fullmatch(term) is not None


def join_fields(fields: Iterable[str]) -> str:
    """Return folded fields as one string, in which each keeps its ends."""
    return FIELD_END.join(filter(None, fields))
