"""Who is told of what (brief §11.16): ``told`` writes the rows, ``mail`` sends them where an account asked for it."""

from .told import (
    mark_read,
    publishers,
    tell,
    tell_of_step,
    tell_pins,
    tell_pins_ending,
    tell_publication_failed,
    told_to,
    unread,
)

__all__ = [
    "mark_read",
    "publishers",
    "tell",
    "tell_of_step",
    "tell_pins",
    "tell_pins_ending",
    "tell_publication_failed",
    "told_to",
    "unread",
]
