"""What the checks look at: the words of an article, and what only a database can say about them, as plain values."""

import datetime
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass

from articles.text.pictures import Picture, Pictures

from .watched import NO_WORDS, WordList


@dataclass(frozen=True)
class Headline:
    """The title of another article and the day on which readers first saw it."""

    title: str
    day: datetime.date


def _no_picture(_reference: str) -> Picture | None:
    return None


def _no_name(_reference: str) -> str:
    return ""


@dataclass(frozen=True, kw_only=True)
class Copy:
    """
    An article as it is typed.

    ``at`` is the moment at which it becomes, or became, public. ``pin_counts`` says whether a pin would begin with
    that moment; one of a public article may have run out. ``pictures`` knows the library, ``nearest`` the name of
    a file that a missing one may have meant, ``others`` are headlines that it could repeat, ``words`` those that the
    newsroom watches, ``dead`` the targets of links, as written, that lead nowhere.
    """

    title: str
    at: datetime.datetime
    day: datetime.date
    description: str = ""
    body: str = ""
    has_section: bool = False
    has_topic: bool = False
    has_cover: bool = False
    is_repost: bool = False
    paid: bool = False
    source_name: str = ""
    source_url: str = ""
    pinned: bool = False
    pinned_until: datetime.datetime | None = None
    pin_counts: bool = True
    pictures: Pictures = _no_picture
    nearest: Callable[[str], str] = _no_name
    others: Sequence[Headline] = ()
    words: WordList = NO_WORDS
    dead: Container[str] = ()
