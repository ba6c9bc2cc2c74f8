"""
Names and addresses of terms, as Hugo makes them. Knows nothing of the database.

A term is known by its slug: two spellings with one slug are one term (hugo.md §1.5).
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

SEPARATORS = re.compile(r"[,，、;；\n]")
KEPT_IN_PATHS = frozenset("./_+~-@")
KEPT_IN_TERMS = KEPT_IN_PATHS | frozenset("#%")
LONGEST_SLUG = 200  # characters, the width of every column that holds one; some letters become three
PERCENT_ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}")


def clean_path(path: str, *, kept: frozenset[str] = KEPT_IN_PATHS, keep_case: bool = False) -> str:
    """
    Return a path as Hugo cleans it (``paths.Sanitize``, then lower case; hugo.md §1.5).

    Letters, digits, marks and the punctuation in ``kept`` stay (``%`` only before two hexadecimal digits), a run
    of white space becomes one hyphen unless one stands there already, everything else is dropped. Hugo also keeps
    ``#``, ``%`` and ``\\``, but no reader ever reached a page at such an address.
    """
    path = unicodedata.normalize("NFC", path)
    found: list[str] = []
    pending = False
    for index, character in enumerate(path):
        if character == "%":
            allowed = character in kept and PERCENT_ESCAPE.match(path, index) is not None
        else:
            allowed = character in kept or unicodedata.category(character)[0] in "LNM"
        if allowed:
            if pending and character != "-":
                found.append("-")
            pending = False
            found.append(character)
        elif character.isspace() and found and found[-1] != "-":
            pending = True
    cleaned = "".join(found)
    # Lower case may come apart again, and an address has one form only.
    return cleaned if keep_case else unicodedata.normalize("NFC", cleaned.lower())


def term_slug(name: str) -> str:
    """
    Return Hugo's slug of a term: ``AI 元宇宙`` → ``ai-元宇宙``, ``《意见》解读`` → ``意见解读``.

    A slash would make a second path segment, so it becomes a hyphen. May be empty: ``！！`` has no slug.
    """
    slug = clean_path(name.replace("/", "-").replace("\\", "-"), kept=KEPT_IN_TERMS)[:LONGEST_SLUG]
    return "" if set(slug) <= set(".-") else slug


def fold(name: str) -> str:
    """Return the form in which two spellings of one name are equal: full width, case and spaces folded."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", name)).strip().casefold()


def split_terms(text: str) -> list[str]:
    """
    Split what an editor typed at ``，``, ``、``, ``；``, their half-width forms and line ends.

    Spaces do not separate. Order is kept; a second spelling of the same name is dropped.
    """
    names: dict[str, str] = {}
    for part in SEPARATORS.split(text):
        name = re.sub(r"\s+", " ", part).strip()
        if name:
            names.setdefault(fold(name), name)
    return list(names.values())


def join_terms(tags: Iterable[Any]) -> str:
    """Return the names as an editor would type them; the inverse of ``split_terms``."""
    return "，".join(tag.name for tag in tags)
