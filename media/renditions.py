"""
Smaller copies of a picture.

A rendition is a value, not a row: its address follows from the master's hash, a role, the focal point
and a width, so there is no table to keep in step, and a page knows every address, width and height
from the numbers in the picture's row, without opening a file. ``media.building`` makes the files.

For a page: ``sources`` and ``fallback``. Everybody else wants the ``{% picture %}`` tag.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.conf import settings

from .encoding import HAS_AVIF
from .models import Image

FOLDER = "r1"  # raise the number when the recipe changes: addresses are kept for a year
PHONE = "(max-width:47.99em)"
PHONE_WIDEST = 750  # pixels; so that a phone with three dots to the pixel does not fetch 1368 (brief §8)


@dataclass(frozen=True)
class Role:
    """
    One use of a picture: its shape (``None`` keeps the picture's own), its widths in pixels, the
    ``sizes`` of the column it usually stands in, and whether phones get a ladder of their own.
    """

    shape: tuple[int, int] | None
    widths: tuple[int, ...]
    sizes: str = ""
    phone: bool = False
    modern: bool = True  # also in AVIF and WebP


ROLES = {
    "lead": Role((16, 9), (480, 750, 960, 1280), "(min-width:64em) 720px, 100vw", phone=True),
    "row": Role((3, 2), (224, 336, 352), "(min-width:48em) 176px, 112px"),
    "tile": Role((3, 2), (352, 480, 750), "(min-width:64em) 352px, (min-width:48em) 32vw, 112px"),
    "body": Role(None, (480, 750, 1080, 1368), "(min-width:48em) 684px, 100vw", phone=True),
    "square": Role((1, 1), (240, 360, 480, 680), "(min-width:48em) 222px, 46vw"),
    "share": Role((1200, 630), (1200,), modern=False),  # for OpenGraph; crawlers want JPEG
}
FALLBACK_WIDTH = {"row": 352, "tile": 480, "square": 480, "share": 1200}  # others: the widest that a phone gets


class Source(NamedTuple):
    """One ``<source>``: MIME type, ``srcset``, ``sizes``, ``media`` (empty for every screen)."""

    type: str
    srcset: str
    sizes: str
    media: str


class Fallback(NamedTuple):
    """What ``<img>`` itself shows: address, width and height in pixels."""

    url: str
    width: int
    height: int


@dataclass(frozen=True)
class Rendition:
    """One smaller copy of the master whose hash is ``digest``. ``focal`` is ``None`` when nothing is cut off."""

    digest: str
    role: str
    focal: tuple[int, int] | None
    width: int
    height: int
    extension: str

    @property
    def name(self) -> str:
        focal = f"-{self.focal[0]}x{self.focal[1]}" if self.focal else ""
        return f"{FOLDER}/{self.digest[:2]}/{self.digest}-{self.role}{focal}-{self.width}.{self.extension}"

    @property
    def url(self) -> str:
        return f"{settings.MEDIA_URL}{self.name}"


NAME = re.compile(
    rf"{FOLDER}/(?P<folder>[0-9a-f]{{2}})/(?P<digest>(?P=folder)[0-9a-f]{{30}})-(?P<role>{'|'.join(ROLES)})"
    r"(?:-(?P<x>\d{1,3})x(?P<y>\d{1,3}))?-(?P<width>\d{1,4})\.(?P<extension>avif|webp|jpg|png)",
    re.ASCII,
)
DIGEST = re.compile(rf"^{re.escape(settings.MEDIA_URL)}(?:o|{FOLDER})/[0-9a-f]{{2}}/([0-9a-f]{{32}})[-.]")
MASTERS = ("jpg", "png", "gif")


def crop_size(image: Image, role: str) -> tuple[int, int]:
    """Return width and height of the largest part of the master that has the role's shape."""
    shape = ROLES[role].shape
    return size_of(image, shape) if shape else (image.width, image.height)


def size_of(image: Image, shape: tuple[int, int]) -> tuple[int, int]:
    """Return width and height of the largest part of the master that has this shape."""
    across, down = shape
    width = min(image.width, max(1, image.height * across // down))
    return width, min(image.height, max(1, round(width * down / across)))


def crop_box(image: Image, role: str) -> tuple[int, int, int, int]:
    """Return that part as left, top, right, bottom: as near to the focal point as the edges allow."""
    return _box(image, *crop_size(image, role))


def box_of(image: Image, shape: tuple[int, int]) -> tuple[int, int, int, int]:
    """Return the same for a shape of its own."""
    return _box(image, *size_of(image, shape))


def _box(image: Image, width: int, height: int) -> tuple[int, int, int, int]:
    left = min(max(round(image.width * image.focal_x / 100 - width / 2), 0), image.width - width)
    top = min(max(round(image.height * image.focal_y / 100 - height / 2), 0), image.height - height)
    return left, top, left + width, top + height


def ladder(image: Image, role: str) -> list[tuple[int, int]]:
    """Return the widths and heights of a role for this picture, rising; nothing is ever enlarged."""
    natural, tall = crop_size(image, role)
    widths = sorted({min(width, natural) for width in ROLES[role].widths})
    return [(width, max(1, round(tall * width / natural))) for width in widths]


def renditions(image: Image, role: str, extension: str) -> list[Rendition]:
    """Return the copies of one role in one format, the smallest first."""
    focal = (image.focal_x, image.focal_y) if ROLES[role].shape else None
    return [Rendition(image.digest, role, focal, *size, extension) for size in ladder(image, role)]


def extensions(image: Image, role: str) -> tuple[str, ...]:
    """Return the formats of a role, the smallest first; the last is what every browser opens."""
    modern = ("avif", "webp") if HAS_AVIF else ("webp",)
    return (*(modern if ROLES[role].modern else ()), fallback_extension(image, role))


def fallback_extension(image: Image, role: str) -> str:
    return "png" if image.transparent and ROLES[role].modern else "jpg"


def all_renditions(image: Image) -> list[Rendition]:
    """Return every copy that the picture should have; none for an animation, which is shown as it is."""
    if image.is_animated:
        return []
    return [
        rendition
        for role in ROLES
        for extension in extensions(image, role)
        for rendition in renditions(image, role, extension)
    ]


def sources(image: Image, role: str, *, sizes: str = "") -> list[Source]:
    """
    Return the ``<source>`` elements of a picture in a role of ``ROLES``, in order: AVIF, WebP, and for
    the roles ``lead`` and ``body`` a source for phones, with nothing wider than 750 px, before the other.

    Empty for an animation. ``sizes`` overrules the role's own.
    """
    if image.is_animated:
        return []
    sizes = sizes or ROLES[role].sizes
    found = []
    for extension in extensions(image, role):
        kind = f"image/{'jpeg' if extension == 'jpg' else extension}"
        copies = renditions(image, role, extension)
        narrow = [copy for copy in copies if copy.width <= PHONE_WIDEST]
        if ROLES[role].phone and narrow != copies:
            found.append(Source(kind, srcset(narrow), sizes, PHONE))
        found.append(Source(kind, srcset(copies), sizes, ""))
    return found


def enlarged(image: Image) -> str:
    """Return the ``srcset`` of the whole picture in WebP, for the lightbox; empty for an animation."""
    if image.is_animated:
        return ""
    return srcset(renditions(image, "body", "webp"))


def srcset(copies: list[Rendition]) -> str:
    return ", ".join(f"{copy.url} {copy.width}w" for copy in copies)


def fallback(image: Image, role: str) -> Fallback:
    """
    Return address, width and height of the ``<img>``: a JPEG (PNG when the picture is transparent) of
    moderate width, or an animation's master. Also the address for feeds, ``og:image`` (role ``share``)
    and thumbnails in the newsroom.
    """
    if image.is_animated:
        return Fallback(image.url, image.width, image.height)
    copies = renditions(image, role, fallback_extension(image, role))
    widest = FALLBACK_WIDTH.get(role, PHONE_WIDEST)
    chosen = [copy for copy in copies if copy.width <= widest][-1]
    return Fallback(chosen.url, chosen.width, chosen.height)


def stand_in(image: Image) -> str:
    """Return the file that stands for any rendition not built yet: made with the master, and smaller (``pixels``)."""
    if image.is_animated:
        return image.file
    role = "body"
    width, height = next(size for size in reversed(ladder(image, role)) if size[0] <= PHONE_WIDEST)
    return Rendition(image.digest, role, None, width, height, fallback_extension(image, role)).name


def images_of(addresses: Iterable[str]) -> dict[str, Image]:
    """Return the pictures of the library that these addresses show, as masters or as renditions, with one query."""
    digests = {address: found[1] for address in addresses if (found := DIGEST.search(address))}
    wanted = [f"o/{digest[:2]}/{digest}.{extension}" for digest in digests.values() for extension in MASTERS]
    images = {image.digest: image for image in Image.objects.filter(file__in=wanted)}
    return {address: images[digest] for address, digest in digests.items() if digest in images}


def image_of(name: str) -> Image | None:
    """
    Return the picture that a rendition's name belongs to, or ``None`` for a name we would never make.

    Any focal point will do: pages made before a picture was refocused still name the old one.
    """
    match = NAME.fullmatch(name)
    if not match:
        return None
    digest, role = match["digest"], match["role"]
    masters = [f"o/{digest[:2]}/{digest}.{extension}" for extension in ("jpg", "png")]
    image = Image.objects.filter(file__in=masters).first()
    if image is None or match["extension"] not in extensions(image, role):
        return None
    if bool(match["x"]) != bool(ROLES[role].shape) or int(match["x"] or 0) > 100 or int(match["y"] or 0) > 100:
        return None
    return image if int(match["width"]) in [width for width, _height in ladder(image, role)] else None
