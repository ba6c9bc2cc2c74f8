"""
What a picture's file says of itself besides its pixels: which way up it is, and whose it is.

Nothing of it is served. Cameras write EXIF; agencies and picture editors write IPTC and XMP.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from html import unescape
from typing import Any, TypedDict

from PIL import Image as PillowImage
from PIL import IptcImagePlugin
from PIL.ImageFile import ImageFile

ORIENTATION, ARTIST, COPYRIGHT = 0x0112, 0x013B, 0x8298  # EXIF 2.3
BYLINE, NOTICE = (2, 80), (2, 116)  # IPTC-IIM 4.1
LONGEST = 200  # characters of a name or a notice
LARGEST_XMP = 1024 * 1024  # bytes
XMP_WORDS = r"<dc:{}\b[^>]*>\s*<rdf:(?:Seq|Bag|Alt)\b[^>]*>\s*<rdf:li\b[^>]*>([^<]{{1,1000}})<"


class Facts(TypedDict):
    """``orientation`` as in EXIF, whatever it is; ``credit`` and ``licence`` as one line each, or ""."""

    orientation: object
    credit: str
    licence: str


def facts_of(image: PillowImage.Image) -> Facts:
    """
    Return which way up an opened picture is, who made it, and its copyright notice.

    EXIF is asked first, then IPTC, then XMP. What cannot be read says nothing: the pixels are good all the same.
    """
    exif: dict[int, object] = {}
    with suppress(Exception):
        exif = dict(image.getexif())
    return {
        "orientation": exif.get(ORIENTATION, 1),
        "credit": next(filter(None, _said(image, exif, ARTIST, BYLINE, "creator")), ""),
        "licence": next(filter(None, _said(image, exif, COPYRIGHT, NOTICE, "rights")), ""),
    }


def _said(
    image: PillowImage.Image, exif: dict[int, object], tag: int, record: tuple[int, int], element: str
) -> Iterator[str]:
    """Yield what each of the three says, asking the next only when it is wanted."""
    yield _line(exif.get(tag))
    iptc: dict[tuple[int, int], Any] = {}
    with suppress(Exception):
        iptc = (isinstance(image, ImageFile) and IptcImagePlugin.getiptcinfo(image)) or {}
    values = iptc.get(record, b"")
    yield "、".join(filter(None, map(_line, values if isinstance(values, list) else [values])))[:LONGEST]
    packet = image.info.get("xmp") or b""
    if isinstance(packet, bytes) and len(packet) <= LARGEST_XMP:
        found = re.search(XMP_WORDS.format(element), packet.decode("utf-8", "replace"))
        yield _line(unescape(found[1])) if found else ""


def _line(value: object) -> str:
    """Return a text as one line. Cameras write UTF-8 where the standard asks for ASCII, older programs GB 2312."""
    if isinstance(value, str):
        with suppress(UnicodeError):
            value = value.encode("latin-1")
    if isinstance(value, bytes):
        value = _decoded(value)
    if not isinstance(value, str):
        return ""
    printable = "".join(character if character.isprintable() else " " for character in value)
    return " ".join(printable.split())[:LONGEST].rstrip()


def _decoded(value: bytes) -> str:
    for encoding in ("utf-8", "gb2312"):
        with suppress(UnicodeError):
            return value.decode(encoding)
    return value.decode("latin-1")
