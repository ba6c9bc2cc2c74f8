"""
Where a picture that a text names lies on the disk (hugo.md §1.6).

Looked for in the bundle, beside the file, under the page's address, in ``assets/`` and in
``static/``. Nothing outside the site's folder is ever opened, and no symbolic link is followed.
"""

import os
import posixpath
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from articles.text.nearness import one_edit_apart

from .bundles import Page
from .keeping import is_unicode
from .site import Site

SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
PICTURE_SUFFIXES = frozenset(
    {".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".avif", ".heic", ".svg"}
)


@dataclass(frozen=True)
class Search:
    """
    What became of one reference.

    Exactly one of these: ``file`` is where it lies, ``remote`` says it is on another site or in the
    text itself (``data:``), ``outside`` that it leads out of the site; none of them: it is missing,
    and ``suggestion`` is the one name in its folder that differs in a single character.
    ``other_case`` is the real name where the reference was right but for its case.
    """

    file: Path | None = None
    remote: bool = False
    outside: bool = False
    suggestion: str = ""
    other_case: str = ""


def is_picture(path: Path) -> bool:
    return path.suffix.lower() in PICTURE_SUFFIXES


@dataclass
class PictureFinder:
    """Finds files of one site; folders are listed once."""

    site: Site
    listings: dict[Path, dict[str, str]] = field(default_factory=dict)

    def find(self, reference: str, page: Page, address: str) -> Search:
        """Return where ``reference``, as written in ``page`` at the old ``address``, leads."""
        reference = self._own(reference.strip())
        if SCHEME.match(reference):
            return Search(remote=True)
        name = re.split(r"[?#]", reference.replace("\\", "/"), maxsplit=1)[0]
        name = unicodedata.normalize("NFC", unquote(name))
        if not name.strip("/.") or "\0" in name:
            return Search()
        outside = False
        folders = self._folders(name, page, address)
        for folder in folders:
            place = Path(os.path.normpath(folder / name.lstrip("/")))
            if not place.is_relative_to(self.site.root):
                outside = True
                continue
            found = self._look(place)
            if found:
                exact = found.name == unicodedata.normalize("NFC", place.name) or (
                    unicodedata.normalize("NFC", found.name) == place.name
                )
                return Search(file=found, other_case="" if exact else found.name)
        if outside:
            return Search(outside=True)
        return Search(suggestion=self._near_miss(folders, name))

    def find_static(self, path: str) -> Path | None:
        """Return the file that the old site served from ``static/`` at ``path``, decoded; None where there is none."""
        for folder in self.site.static:
            place = Path(os.path.normpath(folder / path.lstrip("/")))
            if place.is_relative_to(folder) and (found := self._look(place)):
                return found
        return None

    def _own(self, reference: str) -> str:
        """Return a reference to the site's own host as a path."""
        if not self.site.base_url or not reference.startswith(("http://", "https://", "//")):
            return reference
        try:
            own, parts = urlsplit(self.site.base_url), urlsplit(reference)
        except ValueError:
            return reference
        return parts.path if own.netloc and parts.netloc == own.netloc else reference

    def _folders(self, name: str, page: Page, address: str) -> list[Path]:
        site = self.site
        roots = [*site.assets, *site.static, *(base.folder for base in site.content)]
        if name.startswith("/"):
            return roots
        # A page at /posts/first/ takes ../a.png from /posts/, wherever its file lies.
        below = posixpath.normpath(posixpath.join("/", address)).lstrip("/")
        by_address = [root / below for root in roots]
        return [page.file.parent, *by_address, *roots]

    def _look(self, place: Path) -> Path | None:
        """Walk to ``place`` name by name, so that case and Unicode form do not matter and no link is followed."""
        found = self.site.root
        for wanted in place.relative_to(self.site.root).parts:
            names = self._listing(found)
            real = names.get(wanted) or names.get(_folded(wanted))
            if real is None:
                return None
            found /= real
            if found.is_symlink():
                return None
        return found if found.is_file() else None

    def _listing(self, folder: Path) -> dict[str, str]:
        """Return the names in a folder by themselves, and by their folded form where that is one name's only."""
        if folder not in self.listings:
            try:
                names = sorted(path.name for path in folder.iterdir() if is_unicode(path.name))
            except OSError:
                names = []
            folded: dict[str, list[str]] = {}
            for name in names:
                folded.setdefault(_folded(name), []).append(name)
            listing = {form: alike[0] for form, alike in folded.items() if len(alike) == 1}
            listing |= {unicodedata.normalize("NFC", name): name for name in names}
            self.listings[folder] = listing | {name: name for name in names}
        return self.listings[folder]

    def _near_miss(self, folders: list[Path], name: str) -> str:
        for folder in folders:
            place = Path(os.path.normpath(folder / name.lstrip("/")))
            if not place.is_relative_to(self.site.root):
                continue
            pictures = {real for real in self._listing(place.parent).values() if is_picture(Path(real))}
            near = [real for real in pictures if one_edit_apart(real, place.name)]
            if near:
                return near[0] if len(near) == 1 else ""
        return ""


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
