"""What the renderer is told about one picture. Made outside (from the image library), read here."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """One ``<source>`` of a ``<picture>``: a MIME type and its candidates."""

    type: str
    srcset: str
    sizes: str = ""
    media: str = ""


@dataclass(frozen=True)
class Picture:
    """
    A picture that the page may show.

    ``width`` and ``height`` are those of ``src``, in pixels; ``href`` is the full file. ``alt``, ``caption``
    and ``credit`` are the image library's words, used where the article has none of its own.
    """

    src: str
    width: int
    height: int
    href: str
    sources: tuple[Source, ...] = ()
    alt: str = ""
    caption: str = ""
    credit: str = ""
    decorative: bool = False


# Given a reference as the writer wrote it; None when there is no such picture.
Pictures = Callable[[str], Picture | None]
