"""
A zip of a Hugo site made into a folder, by rules that no zip gets around.

Its names, sizes and kinds are whatever its maker wrote. So every name is judged before anything is written, and what
comes out is counted while it comes.
"""

import re
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from lzma import LZMAError
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

from .report import FileReport, rejected
from .settings_files import STEMS, SUFFIXES
from .site import TEXT_SUFFIXES, is_leftover
from .zip_listing import check_listing, decoded_names

MEGABYTE = 1024 * 1024
MAX_UPLOAD = 300 * MEGABYTE
MAX_UNPACKED = 2048 * MEGABYTE
MAX_FILES = 50_000
MAX_RATIO = 200  # of a file's size to what it takes in the zip; text has 10, and a bomb 1,000
ALWAYS_FITS = 10 * MEGABYTE  # of a single file, whatever its ratio
LONGEST_PLACE, LONGEST_PART = 500, 255  # characters of a place (as ``SourceFile`` has it), bytes of a name
CHUNK = MEGABYTE
DEEPEST_SITE = 2  # folders that the site may lie below the top of the zip

CONTROL = re.compile(r"[\x00-\x1f\x7f]")
DRIVE = re.compile(r"[A-Za-z]:")
NOT_THE_SITES = {"__MACOSX", "node_modules"}  # what a system or another program adds
BUILT = {"public", "resources", "themes"}  # beside content/: made by Hugo, or no text of the site
CONFIGURATION = {f"{stem}{suffix}" for stem in STEMS for suffix in SUFFIXES}
BROKEN = (zipfile.BadZipFile, zlib.error, LZMAError, EOFError, UnicodeDecodeError)


class UnusableZip(Exception):
    """This zip can not be imported. The message says what to do."""


@dataclass(frozen=True)
class Entry:
    """A file of the zip and its place below the site's folder."""

    info: zipfile.ZipInfo
    place: str

    @property
    def is_plain(self) -> bool:
        """Return whether it is a file, and no link or device."""
        return stat.S_IFMT(self.info.external_attr >> 16) in {0, stat.S_IFREG}


def contents(file: IO[bytes]) -> list[Entry]:
    """Return the site's files in a zip, by its own list of them. Raises ``UnusableZip``; unpacks nothing."""
    with _opened(file) as archive:
        return _contents(archive)


def unpack(file: IO[bytes], folder: Path, progress: Callable[[], object] = lambda: None) -> list[FileReport]:
    """
    Write the site's files below ``folder`` and return reports of those that were left out.

    ``progress`` is called before each file. Raises ``UnusableZip``, and ``OSError`` for a full disk.
    """
    left_out = []
    total = 0
    with _opened(file) as archive:
        for entry in _contents(archive):
            progress()
            if finding := _why_left_out(entry):
                left_out.append(finding)
                continue
            target = folder / entry.place
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
                with target.open("xb") as written:
                    for chunk in _chunks(archive, entry):
                        total += len(chunk)
                        if total > MAX_UNPACKED:
                            raise _too_much()
                        written.write(chunk)
            except (FileExistsError, NotADirectoryError, IsADirectoryError):
                left_out.append(_left_out(entry.place, "zip-twice", _("Two files of the zip have this place.")))
    return left_out


def _opened(file: IO[bytes]) -> zipfile.ZipFile:
    size = file.seek(0, 2)
    if size > MAX_UPLOAD:
        words = _("The zip has %(size)d MB, at most %(most)d MB are taken. Leave out large files, or ask the operator.")
        raise UnusableZip(words % {"size": size // MEGABYTE, "most": MAX_UPLOAD // MEGABYTE})
    try:
        if not check_listing(file, size):
            raise UnusableZip(_too_many())
        file.seek(0)
        return zipfile.ZipFile(file)
    except BROKEN as error:
        words = _("This is no zip, or it is damaged. Zip the site's folder again, as .zip (not .rar or .7z).")
        raise UnusableZip(words) from error


def _contents(archive: zipfile.ZipFile) -> list[Entry]:
    infos = archive.infolist()
    places = [_place(name) for name in decoded_names(infos)]
    listed = [
        Entry(info, place)
        for info, place in zip(infos, places, strict=True)
        if place and not info.is_dir() and not info.orig_filename.endswith("\\") and not _is_ignored(place)
    ]
    folder = _folder_of_site(listed)
    below = [Entry(entry.info, entry.place.removeprefix(folder)) for entry in listed if entry.place.startswith(folder)]
    if any(entry.place.startswith("content/") for entry in below):
        below = [entry for entry in below if entry.place.partition("/")[0] not in BUILT]
    _check(below)
    return below


def _check(entries: list[Entry]) -> None:
    if any(entry.info.flag_bits & 1 for entry in entries):
        raise UnusableZip(_("The zip is locked with a password. Zip the folder without one."))
    if len(entries) > MAX_FILES:
        raise UnusableZip(_too_many())
    if sum(entry.info.file_size for entry in entries) > MAX_UNPACKED:
        raise _too_much()
    if not any(Path(entry.place).suffix.lower() in TEXT_SUFFIXES for entry in entries):
        words = _("There is no text (.md) in the zip. Zip the site's folder, with “content” in it.")
        raise UnusableZip(words)


def _place(name: str) -> str:
    """Return a name's place with forward slashes. Raises ``UnusableZip`` for one that leads elsewhere."""
    name = unicodedata.normalize("NFC", name.replace("\\", "/"))  # a Mac writes letters and accents apart
    parts = [part for part in name.split("/") if part not in {"", "."}]
    if name.startswith("/") or DRIVE.match(name) or ".." in parts or CONTROL.search(name):
        words = _("The name “%(name)s” in the zip leads out of its folder. Nothing was unpacked; zip the folder again.")
        raise UnusableZip(words % {"name": CONTROL.sub("?", name)[:100]})
    return "/".join(parts)


def _is_ignored(place: str) -> bool:
    parts = place.split("/")
    hidden = any(part.startswith(".") or part in NOT_THE_SITES for part in parts)
    return hidden or is_leftover(parts[-1])


def _folder_of_site(entries: list[Entry]) -> str:
    """Return the folder in which the site lies, with a slash at its end; empty for the top of the zip."""
    found: set[str] = set()
    for entry in entries:
        parts = entry.place.split("/")
        for depth, part in enumerate(parts[: DEEPEST_SITE + 1]):
            is_last = depth == len(parts) - 1
            is_text = Path(parts[-1]).suffix.lower() in TEXT_SUFFIXES
            if (part in CONFIGURATION and is_last) or (part == "content" and not is_last and is_text):
                found.add("".join(f"{folder}/" for folder in parts[:depth]))
    nearest = sorted(found, key=lambda folder: (folder.count("/"), folder))
    if len(nearest) > 1 and nearest[0].count("/") == nearest[1].count("/"):
        words = _("There are several sites in the zip: “%(one)s” and “%(other)s”. Zip one of them.")
        raise UnusableZip(words % {"one": nearest[0].rstrip("/"), "other": nearest[1].rstrip("/")})
    return nearest[0] if nearest else ""


def _why_left_out(entry: Entry) -> FileReport | None:
    if not entry.is_plain:
        return _left_out(
            entry.place,
            "symbolic-link",
            _("This is a link, a device, or a folder without permission."),
            _("Put the file itself there."),
        )
    longest = max(len(part.encode("utf-8", "replace")) for part in entry.place.split("/"))
    if len(entry.place) > LONGEST_PLACE or longest > LONGEST_PART:
        return _left_out(
            entry.place[:LONGEST_PLACE],
            "file-name",
            _("The file's name is too long, or not UTF-8."),
            _("Give the file a shorter name, in UTF-8."),
        )
    return None


def _left_out(place: str, code: str, message: str, advice: str = "") -> FileReport:
    return FileReport(place, [rejected(code, message, suggestion=advice).finding])


def _chunks(archive: zipfile.ZipFile, entry: Entry) -> Iterator[bytes]:
    """Yield a file's bytes. Raises ``UnusableZip`` for what is damaged, and for what grows out of next to nothing."""
    most = max(ALWAYS_FITS, MAX_RATIO * entry.info.compress_size)
    came = 0
    try:
        with archive.open(entry.info) as stream:
            while chunk := stream.read(CHUNK):
                came += len(chunk)
                if came > most:
                    raise _too_much()
                yield chunk
    except (NotImplementedError, RuntimeError) as error:
        words = _(
            "“%(name)s” is packed in a way that is not read here. Zip the folder with the system's own “compress”."
        )
        raise UnusableZip(words % {"name": entry.place[-100:]}) from error
    except BROKEN as error:
        words = _("“%(name)s” in the zip is damaged. Zip the folder again.")
        raise UnusableZip(words % {"name": entry.place[-100:]}) from error


def _too_much() -> UnusableZip:
    words = _("Unpacked, the zip has more than %(most)d MB. Leave out what is no part of the site, or split it.")
    return UnusableZip(words % {"most": MAX_UNPACKED // MEGABYTE})


def _too_many() -> str:
    words = _("There are more than %(most)d files in the zip. Leave out what is no part of the site.")
    return words % {"most": MAX_FILES}
