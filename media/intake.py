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
from contextlib import suppress
from mimetypes import MimeTypes
from typing import Any, BinaryIO

from django.core.files.storage import Storage, default_storage, storages
from django.db import IntegrityError, transaction
from django.utils import timezone

from cms.tasks import after_commit

from . import files
from .building import build_later
from .changes import announce
from .likeness import remember
from .models import Image
from .pixels import Master, clean
from .refusals import MAX_BYTES, RefusedImage, shown, too_big
from .removal import remove_unowned_later
from .renditions import stand_in

LONGEST_BASE = 60  # characters of a library name before its extension
TRIES = 20  # names -2, -3 … looked at before a picture gets a name with its hash in it
Staged = list[tuple[Storage, str, str]]  # where, under which name, and for which
KNOWN_TYPES = MimeTypes()  # the built-in table only, so that every machine refuses the same names


def accept(
    file: bytes | BinaryIO, *, name: str, uploaded_by: Any = None, build_now: bool = True, import_batch: str = ""
) -> Image:
    """
    Return the library's picture for a file that somebody sent under ``name``.

    ``image.already_there`` says that the same bytes were in the library before; then nothing changes,
    whoever sent them. ``build_now=False`` leaves the renditions to ``building.build_missing``, for a bulk
    import, which gives its name as ``import_batch``. Raises ``RefusedImage`` (limits: ``media.refusals``), leaving
    nothing behind.
    """
    data, source_sha256 = _checked(file, name)
    found = _found(source_sha256)
    if found:
        return found
    master = clean(data, name)
    image = Image(
        original_name=_printable(name)[:255],
        uploaded_by=uploaded_by,
        import_batch=import_batch,
        **_facts(master, source_sha256),
    )
    image.credit, image.licence = master.credit, master.licence
    kept = _keep(image, master, data)
    if kept is image:
        remember(image)
        if build_now:
            build_later(image)
    return kept


def _facts(master: Master, source_sha256: str) -> dict[str, Any]:
    """Return what a row says about its bytes."""
    digest = hashlib.sha256(master.data).hexdigest()[:32]
    return {
        "file": f"o/{digest[:2]}/{digest}.{master.extension}",
        "original": f"{source_sha256[:2]}/{source_sha256}",
        "source_sha256": source_sha256,
        "format": master.format,
        "width": master.width,
        "height": master.height,
        "size": len(master.data),
        "transparent": master.transparent,
        "likeness": master.likeness,
    }


@transaction.atomic
def replace(image: Image, file: bytes | BinaryIO, *, name: str) -> Image:
    """
    Give a picture of the library another file. Its name, words and focal point stay; readers get a new address.

    The row is locked, so of two replacements the later one counts, whole. The old files go an hour later, when no page
    that names them is kept anywhere. Raises ``RefusedImage``, with the code ``another`` where the file is a picture of
    the library already, and has then changed nothing.
    """
    data, source_sha256 = _checked(file, name)
    found = _found(source_sha256)
    if found:
        raise RefusedImage("another", name, other=shown(found.name))
    master = clean(data, name)
    image = Image.objects.select_for_update().get(pk=image.pk)
    old = (image.file, image.original)
    for field, value in _facts(master, source_sha256).items():
        setattr(image, field, value)
    image.original_name = _printable(name)[:255]
    staged = _staged(image, master, data)
    try:
        with transaction.atomic():
            image.save()
    except IntegrityError as error:  # the same file came in at this very moment
        _drop(staged)
        raise RefusedImage("another", name, other=shown(name)) from error
    except BaseException:
        _drop(staged)
        raise
    _place_on_commit(staged)
    remember(image)
    remove_unowned_later(*old)
    announce([image])
    return image


def _checked(file: bytes | BinaryIO, name: str) -> tuple[bytes, str]:
    """Return the bytes and their hash, unless size or name alone say that this is no picture for us."""
    data = _read(file, name)
    if _is_document(name):
        raise RefusedImage("type", name)
    return data, hashlib.sha256(data).hexdigest()


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
    staged = _staged(image, master, data)
    try:
        found = _insert(image)
    except BaseException:
        _drop(staged)
        raise
    if found is not image:
        _drop(staged)
        return found
    _place_on_commit(staged)
    return image


def _staged(image: Image, master: Master, data: bytes) -> Staged:
    """Keep a picture's files safe on the disk, out of their places. Leaves nothing behind when that fails."""
    staged: Staged = []
    wanted = [
        (default_storage, image.file, master.data),
        (default_storage, stand_in(image), master.small),
        (storages["originals"], image.original, data),
    ]
    try:
        for storage, name, content in wanted:
            if content:
                staged.append((storage, files.stage(storage, name, content), name))
    except BaseException:
        _drop(staged)
        raise
    return staged


def _place_on_commit(staged: Staged) -> None:
    for storage, place, name in staged:
        after_commit(files.place, storage, place, name)


def _drop(staged: Staged) -> None:
    for storage, place, _name in staged:
        with suppress(OSError):  # what cannot be removed now is left to the sweep, and hides no other error
            storage.delete(place)


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


def base_name(name: str, nameless: str = "image") -> str:
    """
    Return what Markdown can use of a file's name: no folder, no extension, no mark that means anything.

    ``nameless`` is for a name of which nothing is left.

    >>> base_name("D:\\\\图片\\\\新闻图片（最终版）.v2.jpg")
    '新闻图片-最终版-v2'
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    stem = re.sub(r"\.[A-Za-z0-9]{1,8}$", "", last)
    words = re.sub(r"[^\w]+", "-", stem).strip("-_")
    return words[:LONGEST_BASE].rstrip("-_") or nameless


def _printable(name: str) -> str:
    return "".join(character for character in name if character.isprintable())
