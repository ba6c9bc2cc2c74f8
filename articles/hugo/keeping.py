"""Every file of the old site, kept byte for byte in the private ``originals`` storage under its hash."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.files.storage import storages
from django.utils.translation import gettext as _

from articles.models import Article, SourceFile
from cms.tasks import after_commit
from media import files

from .report import Finding, rejected

LARGEST = 200 * 1024 * 1024  # bytes; a video of half an hour is not part of a text
CHUNK = 1024 * 1024
LONGEST_PLACE = SourceFile._meta.get_field("path").max_length or 0


@dataclass(frozen=True)
class Source:
    """A file of the old site as it is now: its place below the site's folder, hash and size."""

    file: Path
    place: str
    sha256: str
    size: int

    @property
    def stored_as(self) -> str:
        return f"{self.sha256[:2]}/{self.sha256}"


def is_unicode(name: str) -> bool:
    """Return whether a name from the file system is UTF-8; Python keeps other bytes as surrogates."""
    return not any("\ud800" <= character <= "\udfff" for character in name)


def look_at(file: Path, place: str) -> Source:
    """Return a file's hash and size. Raises ``Rejected`` where it can not be read or kept."""
    if len(place) > LONGEST_PLACE or not is_unicode(str(file)):
        raise rejected(
            "file-name",
            _("The file's name is too long, or not UTF-8."),
            suggestion=_("Give the file a shorter name, in UTF-8."),
        )
    try:
        size = file.stat().st_size
        if size > LARGEST:
            raise rejected(
                "size-limit",
                _("The file has %(size)d MB; up to %(limit)d MB are kept.")
                % {"size": size // 1_048_576, "limit": LARGEST // 1_048_576},
                suggestion=_("Keep it elsewhere, and link to it."),
            )
        digest = hashlib.sha256()
        with file.open("rb") as stream:
            while chunk := stream.read(CHUNK):
                digest.update(chunk)
    except OSError as error:
        raise rejected(
            "file-unreadable",
            _("The file can not be read: %(problem)s.") % {"problem": error.strerror},
            suggestion=_("Check its permissions."),
        ) from error
    return Source(file, place, digest.hexdigest(), size)


def keep(source: Source, findings: list[Finding] | None = None, article: Article | None = None) -> None:
    """Keep the bytes and the row. Call inside a transaction: the file gets its place after the commit."""
    storage = storages["originals"]
    if not storage.exists(source.stored_as):
        staged = files.stage(storage, source.stored_as, source.file.read_bytes())
        after_commit(files.place, storage, staged, source.stored_as)
    values: dict[str, Any] = {
        "sha256": source.sha256,
        "size": source.size,
        "stored_as": source.stored_as,
        "findings": [found.as_json() for found in findings or []],
    }
    if article is not None:
        values["article"] = article
    SourceFile.objects.update_or_create(path=source.place, defaults=values)
