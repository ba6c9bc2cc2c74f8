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
class Crop:
    """A picture cut to another shape, for a gallery: what ``<img>`` shows, in pixels, and the sources above it."""

    src: str
    width: int
    height: int
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class Picture:
    """
    A picture that the page may show.

    ``width`` and ``height`` are those of ``src``, in pixels; ``href`` is the full file, and ``enlarged`` the
    ``srcset`` from which the lightbox chooses. ``square`` is the picture as galleries show it, None where it cannot
    be cut (an animation). ``alt``, ``caption`` and ``credit`` are the image library's words, used where the article
    has none of its own. A picture of another site is ``remote``, and its size not known: 0 by 0.
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
    enlarged: str = ""
    square: Crop | None = None
    remote: bool = False


# Given a reference as the writer wrote it; None when there is no such picture.
Pictures = Callable[[str], Picture | None]
