"""A zip's list of its own contents: how long it may be, and the names in it, which say little of their encoding."""

import struct
import zipfile
from typing import IO

MAX_LISTING = 20 * 1024 * 1024  # bytes; 50,000 files with long names have 15 MB
MAX_LISTED = 150_000  # files, with those that are no part of the site; each takes half a kilobyte of memory
LISTED = b"PK\x01\x02"  # how each file in the list begins
END, END_64 = b"PK\x05\x06", b"PK\x06\x07"  # records at the end of a zip, the second that of one beyond 4 GB
END_SIZE, END_64_SIZE, LONGEST_COMMENT = 22, 20, 65_536
NAME_IS_UTF_8 = 0x800  # bit 11 of a file's flags, by the format's description (APPNOTE 4.4.4)


def check_listing(file: IO[bytes], size: int) -> bool:
    """
    Return whether the list is short enough to be read, which ``zipfile`` does at once and whole.

    A list that needs 64 bits is refused as too long: nothing that may be uploaded here does. Raises ``BadZipFile``.
    """
    start = max(0, size - END_SIZE - LONGEST_COMMENT)
    file.seek(start)
    tail = file.read()
    # As zipfile looks for it: without a comment first.
    at = len(tail) - END_SIZE if tail[-END_SIZE:].startswith(END) and tail.endswith(b"\0\0") else tail.rfind(END)
    record = tail[at : at + END_SIZE] if at >= 0 else b""
    if len(record) < END_SIZE:
        raise zipfile.BadZipFile("no end of a zip")
    if start + at >= END_64_SIZE:
        file.seek(start + at - END_64_SIZE)
        if file.read(4) == END_64:
            return False
    (length,) = struct.unpack("<L", record[12:16])
    if length > MAX_LISTING:
        return False
    file.seek(max(0, start + at - length))
    return file.read(length).count(LISTED) <= MAX_LISTED


def decoded_names(infos: list[zipfile.ZipInfo]) -> list[str]:
    """
    Return the names of the files. Those without the mark of UTF-8 are UTF-8 if all of them can be (a Mac's), else GBK
    (a Chinese Windows'), else what the format says, code page 437.
    """
    unmarked = [info.orig_filename.encode("cp437") for info in infos if not info.flag_bits & NAME_IS_UTF_8]
    encoding = next(name for name in ("utf-8", "gb18030", "cp437") if _all_are(unmarked, name))
    return [
        info.orig_filename if info.flag_bits & NAME_IS_UTF_8 else info.orig_filename.encode("cp437").decode(encoding)
        for info in infos
    ]


def _all_are(names: list[bytes], encoding: str) -> bool:
    try:
        for name in names:
            name.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
