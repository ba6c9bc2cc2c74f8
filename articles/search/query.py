"""
What a reader typed, as terms to look for. Knows nothing of the database.

Words are separated by white space and by the punctuation of lists and sentences; every one has to be there. A phrase in
quotation marks stays whole.
"""

import re
from dataclasses import dataclass

from articles.naming.folding import fold
from articles.text.characters import tidy

from .tokens import needed

LONGEST_QUERY = 64  # characters (brief §3.2)
QUOTED = re.compile(r'["“”„‟＂]([^"“”„‟＂]*)["“”„‟＂]|「([^「」]*)」|『([^『』]*)』')
# A comma or a full stop inside a number or a name (1,204, v2.0) separates nothing.
BETWEEN_WORDS = re.compile(
    r'[\s，、；。！？：…"“”„‟＂「」『』《》（）]+|(?<![0-9A-Za-z])[,;.!?:]+|[,;.!?:]+(?![0-9A-Za-z])'
)


@dataclass(frozen=True)
class Query:
    """``text`` is what is searched for, as typed; ``terms`` are folded, each once; ``cut`` says it was too long."""

    text: str
    terms: tuple[str, ...]
    cut: bool = False


def read_query(typed: str) -> Query:
    """Return the query that somebody typed, at most 64 characters of it. Raises nothing, whatever that is."""
    text = " ".join(tidy(typed).split())
    kept = text[:LONGEST_QUERY].rstrip()
    phrases = [next(filter(None, match.groups()), "").strip() for match in QUOTED.finditer(kept)]
    words = BETWEEN_WORDS.split(QUOTED.sub(" ", kept))
    terms = dict.fromkeys(fold(term) for term in [*phrases, *words])
    return Query(kept, tuple(term for term in terms if needed(term)), cut=len(text) > LONGEST_QUERY)
