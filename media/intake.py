"""
The one way into the image library: check, clean, keep, and remember.

The same bytes are one picture: a second upload returns the first row. The master and the source bytes
are staged before the row is written and put in their places after the commit (``media.files``), so a
rollback leaves no file that anybody could fetch, and no row is ever without its file.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from functools import partial
from mimetypes import MimeTypes
from typing import Any, BinaryIO

from django.core.files.storage import default_storage, storages
from django.db import IntegrityError, transaction
from django.utils import timezone

from . import files
from .building import build
from .models import Image
from .pixels import Master, clean
from .refusals import MAX_BYTES, RefusedImage, too_big

LONGEST_BASE = 60  # characters of a library name before its extension
TRIES = 20  # names -2, -3 … looked at before a picture gets a name with its hash in it
KNOWN_TYPES = MimeTypes()  # the built-in table only, so that every machine refuses the same names


def accept(file: bytes | BinaryIO, *, name: str, uploaded_by: Any = None, build_now: bool = True) -> Image:
    """
    Return the library's picture for a file that somebody sent under ``name``.

    ``image.already_there`` says that the same bytes were in the library before; then nothing changes,
    whoever sent them. ``build_now=False`` leaves the renditions to ``building.build_missing``, for a bulk
    import. Raises ``RefusedImage`` (limits: ``media.refusals``), leaving nothing behind.
    """
    data = _read(file, name)
    if _is_document(name):
        raise RefusedImage("type", name)
    source_sha256 = hashlib.sha256(data).hexdigest()
    found = _found(source_sha256)
    if found:
        return found
    master = clean(data, name)
    digest = hashlib.sha256(master.data).hexdigest()[:32]
    image = Image(
        file=f"o/{digest[:2]}/{digest}.{master.extension}",
        original=f"{source_sha256[:2]}/{source_sha256}",
        original_name=_printable(name)[:255],
        source_sha256=source_sha256,
        format=master.format,
        width=master.width,
        height=master.height,
        size=len(master.data),
        transparent=master.transparent,
        credit=master.credit,
        licence=master.licence,
        uploaded_by=uploaded_by,
    )
    kept = _keep(image, master, data)
    if build_now and kept is image:
        transaction.on_commit(partial(build, image), robust=True)
    return kept


def _read(file: bytes | BinaryIO, name: str) -> bytes:
    """Return the bytes, having read no more than one byte over the limit."""
    if isinstance(file, bytes):
        data, size = file, len(file)
    else:
        size = getattr(file, "size", None) or 0
        if size > MAX_BYTES:
            raise too_big(name, size)
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise too_big(name, max(size, len(data)))
    if not data:
        raise RefusedImage("empty", name)
    return data


def _is_document(name: str) -> bool:
    """Whether the name is a page's or a document's: whoever sends ``page.html`` did not mean a picture."""
    kind = KNOWN_TYPES.guess_type(name)[0]
    if kind == "image/svg+xml":
        return True
    return kind is not None and not kind.startswith("image/") and kind != "application/octet-stream"


def _found(source_sha256: str) -> Image | None:
    image = Image.objects.filter(source_sha256=source_sha256).first()
    if image:
        image.already_there = True
    return image


def _keep(image: Image, master: Master, data: bytes) -> Image:
    """Write the files and the row. When somebody else was faster with the same bytes, theirs is returned."""
    originals = storages["originals"]
    staged = files.stage(default_storage, image.file, master.data)
    try:
        kept = files.stage(originals, image.original, data)
        try:
            found = _insert(image)
        except BaseException:
            originals.delete(kept)
            raise
    except BaseException:
        default_storage.delete(staged)
        raise
    if found is not image:
        default_storage.delete(staged)
        originals.delete(kept)
        return found
    transaction.on_commit(partial(files.place, default_storage, staged, image.file), robust=True)
    transaction.on_commit(partial(files.place, originals, kept, image.original), robust=True)
    return image


def _insert(image: Image) -> Image:
    for name in _names(image):
        if Image.objects.filter(name=name).exists():
            continue
        image.name = name
        try:
            with transaction.atomic():
                image.save(force_insert=True)
        except IntegrityError:
            found = _found(image.source_sha256)
            if found:
                return found
            continue  # the name was taken in this very moment
        return image
    raise AssertionError("a name with the picture's own hash in it is free")


def _names(image: Image) -> Iterator[str]:
    """Yield library names for the picture, the plainest first: ``2026/11/会场合影.jpg``, ``…-2.jpg``."""
    base = base_name(image.original_name)
    folder = timezone.localdate().strftime("%Y/%m")
    extension = image.file.rpartition(".")[2]
    yield f"{folder}/{base}.{extension}"
    for number in range(2, TRIES):
        yield f"{folder}/{base}-{number}.{extension}"
    yield f"{folder}/{base}-{image.source_sha256[:12]}.{extension}"


def base_name(name: str) -> str:
    """
    Return what Markdown can use of a file's name: no folder, no extension, no mark that means anything.

    >>> base_name("D:\\\\图片\\\\新闻图片（最终版）.v2.jpg")
    '新闻图片-最终版-v2'
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    stem = re.sub(r"\.[A-Za-z0-9]{1,8}$", "", last)
    words = re.sub(r"[^\w]+", "-", stem).strip("-_")
    return words[:LONGEST_BASE].rstrip("-_") or "image"


def _printable(name: str) -> str:
    return "".join(character for character in name if character.isprintable())
