"""Two or three versions of an article: which fields differ, and what a merge of them is."""

from dataclasses import dataclass, fields
from typing import Any

from articles.versions.content import Content

from .merging import merge, merge_sequences

WORDS = ("description", "body")  # fields in which two may have changed different sentences


class Touching(Exception):
    """Both changed the same place."""


@dataclass(frozen=True)
class FieldChange:
    """One field that differs between two versions."""

    name: str
    old: Any
    new: Any


@dataclass(frozen=True)
class Merged:
    """``content`` holds both versions' changes; in the fields of ``touching`` both changed the same place."""

    content: Content
    touching: tuple[str, ...]


def changed_fields(old: Content, new: Content) -> list[FieldChange]:
    """Return the fields that differ, in the order of the form."""
    pairs = ((field.name, getattr(old, field.name), getattr(new, field.name)) for field in fields(Content))
    return [FieldChange(name, before, after) for name, before, after in pairs if before != after]


def merge_versions(base: Content, mine: Content, theirs: Content) -> Merged:
    """
    Return what both made of ``base``.

    A field that only one of them changed has that change. Summary and body are merged by sentence, terms and
    corrections by entry. Where both changed the same place the field is named in ``touching``, and holds ``mine``.
    """
    values: dict[str, Any] = {}
    touching = []
    for field in fields(Content):
        old, left, right = (getattr(version, field.name) for version in (base, mine, theirs))
        try:
            values[field.name] = merge_field(field.name, old, left, right)
        except Touching:
            values[field.name] = left
            touching.append(field.name)
    return Merged(Content(**values), tuple(touching))


def merge_field(name: str, base: Any, mine: Any, theirs: Any) -> Any:
    """Return the value with both changes in it. Raises ``Touching``."""
    if mine in (theirs, base):
        return theirs
    if theirs == base:
        return mine
    if name in WORDS:
        words = merge(base, mine, theirs)
        if words is not None:
            return words
    elif isinstance(base, tuple):
        entries = merge_sequences(base, mine, theirs)
        if entries is not None and len(set(entries)) == len(entries):
            return tuple(entries)
    raise Touching
