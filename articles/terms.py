"""
Names and addresses of terms, as Hugo makes them. Knows nothing of the database.

A term is known by its slug: two spellings with one slug are one term (hugo.md §1.5).
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

SEPARATORS = re.compile(r"[,，、;；\n]")
KEPT_PUNCTUATION = frozenset("./\\_#+~-@")
PERCENT_ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}")


def term_slug(name: str) -> str:
    """
    Return Hugo's slug of a term: ``AI 元宇宙`` → ``ai-元宇宙``, ``《意见》解读`` → ``意见解读``.

    Letters, digits, marks and ``. / \\ _ # + ~ - @`` stay, a run of white space becomes one hyphen,
    everything else goes (Hugo's ``paths.Sanitize``, then lower case). A slash would make a second
    path segment, so it becomes a hyphen. May be empty: ``！！`` has no slug.
    """
    name = unicodedata.normalize("NFC", name.strip())
    kept = []
    for index, character in enumerate(name):
        if character.isspace():
            kept.append(" ")
        elif character in "/\\":
            kept.append("-")
        elif (
            unicodedata.category(character)[0] in "LNM"
            or character in KEPT_PUNCTUATION
            or (character == "%" and PERCENT_ESCAPE.match(name, index))
        ):
            kept.append(character)
    slug = re.sub(r"\s+", "-", "".join(kept).strip()).lower()
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
