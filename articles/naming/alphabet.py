"""
Where a name stands in an index by pinyin (brief §5, term indexes). A leaf: it knows no database.

The readings are pypinyin's, which knows phrases (重庆 is chong qing) but not which family a surname of several readings
belongs to; so an editor can type the reading of a name.
"""

import unicodedata

from .terms import fold

LONGEST_KEY = 200  # characters, the width of the column; names that agree so far are sorted as they are written
OTHERS = "#"  # names that begin with no letter: digits, symbols, other scripts


def sort_key(name: str) -> str:
    """Return the reading by which ``name`` is sorted, syllables apart: ``元宇宙`` → ``yuan yu zhou``."""
    # Imported here because its dictionaries take 58 MB, and only a process that saves a term needs them.
    from pypinyin import lazy_pinyin  # noqa: PLC0415 -- as said above

    syllables = " ".join(lazy_pinyin(fold(name)))
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", syllables) if not unicodedata.combining(sign))
    return " ".join(bare.split())[:LONGEST_KEY]


def initial(key: str) -> str:
    """Return the letter under which a name with this key stands, A to Z or ``OTHERS``."""
    first = key[:1].upper()
    return first if "A" <= first <= "Z" and len(first) == 1 else OTHERS
