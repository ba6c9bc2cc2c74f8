"""
Decode whatever was sent and make a clean master of it.

The one place where hostile bytes meet a decoder. The format is what the bytes say, never the name;
everything but the pixels is dropped: EXIF, XMP, IPTC, comments, thumbnails, colour profiles, and
whatever lies behind the picture's end.
"""

import io
import warnings
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any

from PIL import Image as PillowImage
from PIL import ImageCms, ImageSequence

from .embedded import facts_of
from .encoding import encoded
from .fingerprint import fingerprint
from .refusals import MAX_FRAMES, MAX_PIXELS, MAX_SIDE, MAX_WEBP_PIXELS, RefusedImage, too_many_pixels

# Process-wide on purpose: a bomb is an error wherever it is opened.
warnings.simplefilter("error", PillowImage.DecompressionBombWarning)

ONE_AT_A_TIME = Lock()  # forty megapixels take up to 400 MB; threads of one process queue for that room

FORMATS = ["JPEG", "PNG", "WEBP", "GIF", "AVIF"]
EXTENSIONS = {"JPEG": "jpg", "PNG": "png", "GIF": "gif"}
HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
AVIF_BRANDS = {b"avif", b"avis"}
LARGEST_PROFILE = 4 * 1024 * 1024  # bytes; printers' profiles are below 2 MB
STAND_IN = 750  # pixels
PROGRESSIVE_UP_TO = 10_000_000  # pixels; a progressive JPEG is held in memory whole while it is written

UPRIGHT = {
    2: PillowImage.Transpose.FLIP_LEFT_RIGHT,
    3: PillowImage.Transpose.ROTATE_180,
    4: PillowImage.Transpose.FLIP_TOP_BOTTOM,
    5: PillowImage.Transpose.TRANSPOSE,
    6: PillowImage.Transpose.ROTATE_270,
    7: PillowImage.Transpose.TRANSVERSE,
    8: PillowImage.Transpose.ROTATE_90,
}
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


@dataclass(frozen=True)
class Master:
    """
    The bytes that readers may fetch, and what a row says about them.

    ``small`` is a first smaller copy, ``STAND_IN`` pixels wide, for pages to show until the others are made; empty for
    an animation.
    """

    data: bytes
    format: str
    width: int
    height: int
    transparent: bool = False
    credit: str = ""
    licence: str = ""
    small: bytes = b""
    likeness: int | None = None

    @property
    def extension(self) -> str:
        return EXTENSIONS[self.format]


def clean(data: bytes, name: str) -> Master:
    """
    Return the master of ``data``; ``name`` only appears in messages.

    A JPEG, WebP or AVIF becomes a JPEG of quality 90, or a PNG where it is transparent; a PNG and a
    still GIF become a PNG; a moving GIF stays a GIF. Of other moving formats the first frame is taken.
    Raises ``RefusedImage``.
    """
    if is_heic(data):
        raise RefusedImage("heic", name)
    with ONE_AT_A_TIME:
        try:
            with PillowImage.open(io.BytesIO(data), formats=FORMATS) as image:
                return _master(image, name)
        except RefusedImage:
            raise
        except PillowImage.UnidentifiedImageError:
            raise RefusedImage("broken" if looks_like_ours(data) else "type", name) from None
        except (PillowImage.DecompressionBombError, PillowImage.DecompressionBombWarning):
            raise too_many_pixels(name) from None
        except Exception as error:
            raise RefusedImage("broken", name) from error


def is_heic(data: bytes) -> bool:
    """Whether the bytes are an ISO container with HEIC, not AVIF, inside."""
    if data[4:8] != b"ftyp":
        return False
    end = min(int.from_bytes(data[:4], "big"), 256)
    brands = {data[8:12], *(data[place : place + 4] for place in range(16, end, 4))}
    return bool(brands & HEIC_BRANDS) and not brands & AVIF_BRANDS


def looks_like_ours(data: bytes) -> bool:
    """Whether the first bytes promise one of our formats, so that "damaged" is the better word than "unknown"."""
    return data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a")) or (
        data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    )


def _master(image: PillowImage.Image, name: str) -> Master:
    _check_size(image, name)
    source = "JPEG" if image.format == "MPO" else image.format  # a phone's JPEG with a second picture inside
    if source == "GIF" and _moves(image):
        return _moving(image, name)
    image.seek(0)
    image.load()
    _check_size(image, name)  # a GIF may turn out larger than its header says
    facts = facts_of(image)
    image = _upright(_srgb(image), facts["orientation"])
    transparent = image.mode == "RGBA"
    target = "PNG" if transparent or source in {"PNG", "GIF"} else "JPEG"
    image.info.clear()
    buffer = io.BytesIO()
    if target == "PNG":
        image.save(buffer, "PNG", compress_level=6 if image.width * image.height <= PROGRESSIVE_UP_TO else 3)
    else:
        image.save(buffer, "JPEG", quality=90, progressive=image.width * image.height <= PROGRESSIVE_UP_TO)
    size, likeness = image.size, fingerprint(image)
    small = _small(image, "png" if transparent else "jpg")
    return Master(
        buffer.getvalue(),
        target,
        *size,
        transparent=transparent,
        small=small,
        likeness=likeness,
        credit=facts["credit"],
        licence=facts["licence"],
    )


def _small(image: PillowImage.Image, extension: str) -> bytes:
    width = min(STAND_IN, image.width)
    size = (width, max(1, round(image.height * width / image.width)))
    return encoded(image.resize(size, PillowImage.Resampling.LANCZOS, reducing_gap=3.0), extension)


def _check_size(image: PillowImage.Image, name: str) -> None:
    width, height = image.size
    most = MAX_WEBP_PIXELS if image.format == "WEBP" else MAX_PIXELS
    if width * height > most or max(width, height) > MAX_SIDE:
        raise too_many_pixels(name, most)


def _srgb(image: PillowImage.Image) -> PillowImage.Image:
    """Return the picture as L, RGB or RGBA in sRGB; RGBA only when something can be seen through."""
    profile = image.info.get("icc_profile")
    if image.format == "PNG" and "transparency" in image.info:
        image.info["transparency"] = _eight_bits(image.info["transparency"])
    if image.mode.startswith("I"):
        image = image.point(lambda value: value * (1 / 256)).convert("L")  # 16 bits to 8
    if image.mode == "LA" and profile and len(profile) <= LARGEST_PROFILE:
        image, profile = _grey_converted(image, profile), None
    if image.has_transparency_data:
        image = image if image.mode == "RGBA" else image.convert("RGBA")
        if image.getchannel("A").getextrema()[0] == 255:
            image = image.convert("RGB")
    elif image.mode in {"1", "F"}:
        image = image.convert("L")
    elif image.mode not in {"L", "RGB", "CMYK"}:
        image = image.convert("RGB")
    if profile and len(profile) <= LARGEST_PROFILE:
        image = _converted(image, profile)
    return image.convert("RGB") if image.mode == "CMYK" else image


def _eight_bits(key: Any) -> Any:
    """Return the colour that is seen through, where the file has 16 bits and the picture here 8."""
    if isinstance(key, tuple):
        return tuple(map(_eight_bits, key))
    return key >> 8 if isinstance(key, int) and key > 255 else key


def _grey_converted(image: PillowImage.Image, icc: bytes) -> PillowImage.Image:
    """Return a grey picture with transparency converted from its own profile, which knows of grey only."""
    converted = _converted(image.getchannel("L"), icc).convert("RGB")
    converted.putalpha(image.getchannel("A"))
    return converted


def _converted(image: PillowImage.Image, icc: bytes) -> PillowImage.Image:
    """Return the picture converted from its own colour profile; one that makes no sense is ignored."""
    target = "RGBA" if image.mode == "RGBA" else "RGB"
    with suppress(ImageCms.PyCMSError, OSError):
        profile = ImageCms.ImageCmsProfile(io.BytesIO(icc))
        if "sRGB" in (profile.profile.profile_description or ""):
            return image
        in_place = image.mode == target
        changed = ImageCms.profileToProfile(image, profile, SRGB, outputMode=target, inPlace=in_place)
        return image if changed is None else changed
    return image


def _upright(image: PillowImage.Image, orientation: object) -> PillowImage.Image:
    turn = UPRIGHT.get(orientation) if isinstance(orientation, int) else None
    return image if turn is None else image.transpose(turn)


def _moves(image: PillowImage.Image) -> bool:
    try:
        image.seek(1)
    except EOFError:
        return False
    return True


def _moving(image: PillowImage.Image, name: str) -> Master:
    """Re-encode an animation: first look at every frame, then write them."""
    seen_through = False
    for frames, frame in enumerate(ImageSequence.Iterator(image), start=1):
        _check_size(frame, name)
        if frames > MAX_FRAMES or frames * frame.width * frame.height > MAX_PIXELS:
            raise RefusedImage("too_many_frames", name)
        seen_through = seen_through or _srgb(frame).mode == "RGBA"

    def clean_frames() -> Iterator[PillowImage.Image]:
        for frame in ImageSequence.Iterator(image):
            copy = frame.convert("RGBA" if seen_through else "RGB")
            copy.info = {"duration": frame.info.get("duration", 100)}
            yield copy

    loop = image.info.get("loop")
    buffer = io.BytesIO()
    cleaned = clean_frames()
    first = next(cleaned)
    first.save(
        buffer,
        "GIF",
        save_all=True,
        append_images=cleaned,
        disposal=2 if seen_through else 1,
        **({} if loop is None else {"loop": loop}),
    )
    master = Master(buffer.getvalue(), "GIF", *first.size, transparent=seen_through)
    with PillowImage.open(io.BytesIO(master.data), formats=["GIF"]) as written:
        return master if _moves(written) else replace(_master(written, name))
