"""The pictures that a rendered body shows, read back from its HTML."""

import re
from html import unescape
from typing import NamedTuple

IMAGE = re.compile(r'<img\b(?:[^>"]|"[^"]*")*>')
ATTRIBUTE = re.compile(r'\s(src|alt|width|height)="([^"]*)"')


class ShownPicture(NamedTuple):
    """What one ``<img>`` shows: address, width and height in pixels (0 where it does not say), alternative text."""

    src: str
    width: int
    height: int
    alt: str


def shown_pictures(html: str, under: str) -> list[ShownPicture]:
    """
    Return the pictures of ``render``'s HTML whose address begins with ``under``, in order, each once.

    Reads what this package wrote: attributes in double quotes. Not meant for HTML from elsewhere.
    """
    found: dict[str, ShownPicture] = {}
    for tag in IMAGE.findall(html):
        values = {name: unescape(value) for name, value in ATTRIBUTE.findall(tag)}
        if (src := values.get("src", "")).startswith(under):
            width, height = (_pixels(values.get(side, "")) for side in ("width", "height"))
            found.setdefault(src, ShownPicture(src, width, height, values.get("alt", "")))
    return list(found.values())


def _pixels(number: str) -> int:
    return int(number) if number.isascii() and number.isdigit() else 0
