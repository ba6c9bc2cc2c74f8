"""
Which files may be offered to readers, told by their ending and by their bytes.

What is here is a document, a recording or an archive: nothing that a browser or a system would run. Files are only
ever served for saving, so the check keeps mistakes and disguises out, and does not look for harm inside a document.
"""

import re
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from media.refusals import MEGABYTE, shown
from media.refusals import MESSAGES as FILE_MESSAGES

MAX_BYTES = 50 * MEGABYTE
PICTURES = frozenset("jpg jpeg png gif webp avif heic bmp tif tiff svg".split())
READ_FOR_TEXT = 256 * 1024  # bytes of a text that are looked at
ZIP_END = 65_557  # bytes from its end within which a ZIP archive says where its directory is (APPNOTE 4.3.16)

MESSAGES = {
    "empty": FILE_MESSAGES["empty"],
    "too_big": FILE_MESSAGES["too_big"],
    "type": _(
        "“%(name)s” cannot be attached. Possible are PDF, OFD, Word, Excel, PowerPoint, WPS, OpenDocument, EPUB, RTF, "
        "TXT, CSV, ZIP, MP3, M4A and MP4."
    ),
    "picture": _("“%(name)s” is a picture. Put pictures into the text with “Upload picture”."),
    "content": _(
        "“%(name)s” ends in .%(ending)s, but its content is something else, or it is damaged. Open it, save it anew, "
        "and add that."
    ),
    "macros": _("“%(name)s” contains macros. Save it without them, and add that."),
    "name_missing": _("Write a name."),
    "name_taken": _("This article has a file “%(name)s” already. Choose another name."),
    "old_address": _("“%(name)s” keeps the address that it had on the old site, so it cannot be renamed."),
    "linked_newest": _("Line %(line)s of the newest text links to “%(name)s”. Take that link out first and save."),
    "linked_typed": _("Line %(line)s of the text in the form links to “%(name)s”. Take that link out first."),
    "linked_live": _(
        "The published text links to “%(name)s” in line %(line)s. Publish a version without that link first."
    ),
    "linked_planned": _(
        "The changes that are scheduled link to “%(name)s” in line %(line)s. Cancel them first, or schedule others."
    ),
}


class RefusedFile(ValidationError):
    """
    A file that is not taken, or not let go. ``code`` is a key of ``MESSAGES``; ``messages[0]`` is the sentence for
    the person at the screen, naming the file, the reason and the way out.
    """

    def __init__(self, code: str, name: str, **figures: object) -> None:
        super().__init__(MESSAGES[code], code=code, params={"name": shown(name), **figures})


def ending_of(name: str) -> str:
    """Return a file's ending without the dot, in lower case: ``报告.PDF`` → ``pdf``; empty without one."""
    match = re.search(r"\.([A-Za-z0-9]{1,8})$", name.strip())
    return match[1].lower() if match else ""


def check(data: bytes, name: str) -> None:
    """Raise ``RefusedFile`` unless ``data`` may be offered under ``name``'s ending, and is what that says."""
    ending = ending_of(name)
    if ending in PICTURES:
        raise RefusedFile("picture", name)
    if ending not in TYPES:
        raise RefusedFile("type", name)
    if not data:
        raise RefusedFile("empty", name)
    if len(data) > MAX_BYTES:
        raise too_big(name, len(data))
    if not TYPES[ending](data):
        raise RefusedFile("content", name, ending=ending)
    if _is_zip(data) and b"vbaProject.bin" in data:
        raise RefusedFile("macros", name)


def too_big(name: str, size: int) -> RefusedFile:
    """Return the refusal of a file of ``size`` bytes; the size is rounded up, so it never equals the limit."""
    tenths = -(-size * 10 // MEGABYTE)
    return RefusedFile("too_big", name, size=f"{tenths / 10:g}", limit=MAX_BYTES // MEGABYTE)


def _starts(*marks: bytes) -> Callable[[bytes], bool]:
    return lambda data: data.startswith(marks)


def _is_zip(data: bytes) -> bool:
    """Whether this is a whole ZIP archive: its directory may be cut off, which no reader of it survives."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06")) and b"PK\x05\x06" in data[-ZIP_END:]


def _zip_with(*names: bytes) -> Callable[[bytes], bool]:
    """Names stand in a ZIP archive as they are, whatever the files are packed with."""
    return lambda data: _is_zip(data) and all(name in data for name in names)


def _zip_of(kind: bytes) -> Callable[[bytes], bool]:
    """OpenDocument and EPUB begin with a file ``mimetype`` that is not packed (ODF 1.3 part 2 §3.3, EPUB OCF §4.3)."""
    return lambda data: _is_zip(data) and data[30:38] == b"mimetype" and kind in data[38:120]


def _compound_with(*streams: str) -> Callable[[bytes], bool]:
    """A file of the old office programs, with a stream of one of these names ([MS-CFB] §2.6.1: UTF-16)."""
    names = [stream.encode("utf-16-le") for stream in streams]
    return lambda data: data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") and any(name in data for name in names)


def _or(*checks: Callable[[bytes], bool]) -> Callable[[bytes], bool]:
    return lambda data: any(check(data) for check in checks)


def _is_pdf(data: bytes) -> bool:
    return b"%PDF-" in data[:1024]  # where readers look for it


def _is_mp3(data: bytes) -> bool:
    return data.startswith(b"ID3") or (len(data) > 1 and data[0] == 0xFF and data[1] & 0xE6 == 0xE2)  # MPEG layer III


def _is_mp4(data: bytes) -> bool:
    return data[4:8] == b"ftyp"


def _is_text(data: bytes) -> bool:
    """Whether this is plain text in an encoding that Chinese systems write, and no page or script of the web."""
    start = data[:READ_FOR_TEXT]
    encodings = ("utf-16",) if start.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = start.decode(encoding)
        except UnicodeDecodeError as error:
            if error.end < len(start) or len(data) <= len(start):
                continue
            text = start[: error.start].decode(encoding)  # the cut went through a character
        return not re.search(r"[\x00-\x08\x0e-\x1f]", text) and not re.match(r"\s*(?:<[!?a-z]|#!)", text, re.IGNORECASE)
    return False


_WORD = _compound_with("WordDocument")
_EXCEL = _compound_with("Workbook", "Book")
_POWERPOINT = _compound_with("PowerPoint Document")
_DOCX = _zip_with(b"[Content_Types].xml", b"word/")
_XLSX = _zip_with(b"[Content_Types].xml", b"xl/")
_PPTX = _zip_with(b"[Content_Types].xml", b"ppt/")

TYPES: dict[str, Callable[[bytes], bool]] = {
    "pdf": _is_pdf,
    "ofd": _zip_with(b"OFD.xml"),  # GB/T 33190-2016
    "doc": _or(_WORD, _starts(b"{\\rtf")),
    "docx": _DOCX,
    "xls": _EXCEL,
    "xlsx": _XLSX,
    "ppt": _POWERPOINT,
    "pptx": _PPTX,
    "wps": _or(_WORD, _DOCX),
    "et": _or(_EXCEL, _XLSX),
    "dps": _or(_POWERPOINT, _PPTX),
    "odt": _zip_of(b"application/vnd.oasis.opendocument.text"),
    "ods": _zip_of(b"application/vnd.oasis.opendocument.spreadsheet"),
    "odp": _zip_of(b"application/vnd.oasis.opendocument.presentation"),
    "epub": _zip_of(b"application/epub+zip"),
    "rtf": _starts(b"{\\rtf"),
    "txt": _is_text,
    "csv": _is_text,
    "zip": _is_zip,
    "mp3": _is_mp3,
    "m4a": _is_mp4,
    "mp4": _is_mp4,
}
