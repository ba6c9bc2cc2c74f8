"""Why a file does not become a picture, in words that say what to do (brief §13)."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MAX_BYTES = 15 * 1024 * 1024  # decisions §5
MAX_PIXELS = 40_000_000  # decisions §5; an animation's frames are counted together
MAX_WEBP_PIXELS = 25_000_000  # its decoder holds four times the picture, and 400 MB must do
MAX_SIDE = 12_000  # pixels; security.md S3
MAX_FRAMES = 200  # security.md S3

LONGEST_SHOWN = 60  # characters of a file name inside a message
MEGABYTE = 1024 * 1024

MESSAGES = {
    "empty": _("“%(name)s” is an empty file. Choose the file again."),
    "too_big": _("“%(name)s” is %(size)s MB; the limit is %(limit)s MB. Compress it and upload again."),
    "too_many_pixels": _(
        "“%(name)s” has too many pixels; the limit is %(limit)s megapixels and 12,000 pixels a side. "
        "Make it smaller and upload again."
    ),
    "too_many_frames": _(
        "“%(name)s” is too long an animation; the limit is 200 frames and 40 megapixels in all. "
        "Shorten it or make it smaller, or link to a video instead."
    ),
    "type": _("“%(name)s” is not a picture we can take. Use a JPEG, PNG, WebP or GIF picture."),
    "heic": _(
        "“%(name)s” is HEIC, which is not supported. Choose “Most Compatible” in the phone’s "
        "“Settings › Camera › Formats”, or convert it to JPEG first."
    ),
    "another": _("“%(name)s” is in the library already, as “%(other)s”. Choose that picture in the article instead."),
    "broken": _("“%(name)s” cannot be opened and may be damaged. Try another picture."),
}


NO_ROOM = _("The server has no room left. Nothing was saved; tell the administrator.")
STORE_AWAY = _("The store of pictures cannot be reached. Nothing was saved; try again in a few minutes.")


class RefusedImage(ValidationError):
    """
    A file that intake does not take. ``code`` is a key of ``MESSAGES``; ``str(error.messages[0])`` is the
    sentence for the person who sent it, naming the file, the reason and the way out.
    """

    def __init__(self, code: str, name: str, **figures: object) -> None:
        super().__init__(MESSAGES[code], code=code, params={"name": shown(name), **figures})


def shown(name: str) -> str:
    """Return a file name as it may stand in a sentence: printable, and not longer than one line."""
    name = "".join(character for character in name if character.isprintable()).strip() or "?"
    return name if len(name) <= LONGEST_SHOWN else f"{name[: LONGEST_SHOWN - 9]}…{name[-8:]}"


def too_many_pixels(name: str, most: int = MAX_PIXELS) -> RefusedImage:
    return RefusedImage("too_many_pixels", name, limit=most // 1_000_000)


def too_big(name: str, size: int) -> RefusedImage:
    """Return the refusal of a file of ``size`` bytes; the size is rounded up, so it never equals the limit."""
    tenths = -(-size * 10 // MEGABYTE)
    return RefusedImage("too_big", name, size=f"{tenths / 10:g}", limit=MAX_BYTES // MEGABYTE)
