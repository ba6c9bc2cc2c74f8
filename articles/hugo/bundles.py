"""
The files below ``content/``, as Hugo sees them: articles, pages of lists, and what lies beside them.

A folder with ``index.md`` is a leaf bundle: one article, and everything else in it belongs to it. A
folder with ``_index.md`` is a list with a page of its own. Any other text file is an article.
"""

import enum
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from .site import TEXT_SUFFIXES, UNREAD_SUFFIXES, ContentRoot, Site, files_below, is_leftover


class Kind(enum.Enum):
    ARTICLE = "article"
    LIST = "list"
    FILE = "file"  # beside the articles of a section, and of none of them
    UNREAD = "unread"  # a text in a format that is not read
    LINK = "link"  # a symbolic link, a pipe, a device: never opened; or a folder that can not be


@dataclass
class Page:
    """
    One text of the site.

    ``folders`` is its place below the content folder, for a bundle without the bundle's own folder;
    ``name`` what its address ends in when nothing else is said; ``resources`` the bundle's other files.
    """

    kind: Kind
    file: Path
    source: str
    folders: tuple[str, ...] = ()
    name: str = ""
    language: str = ""
    in_bundle: bool = False
    resources: list[Path] = field(default_factory=list)

    @property
    def section(self) -> str:
        return self.folders[0] if self.folders else ""


def read_content(site: Site) -> Iterator[Page]:
    """Yield everything that lies in the site's content folders, in the order of its path."""
    for base in site.content:
        yield from _folder(site, base, base.folder, ())


def _folder(site: Site, base: ContentRoot, folder: Path, folders: tuple[str, ...]) -> Iterator[Page]:
    names, subfolders, odd = [], [], []
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        yield Page(Kind.LINK, folder, site.relative(folder))
        return
    for entry in entries:
        if is_leftover(entry.name):
            continue
        if entry.is_dir(follow_symlinks=False):
            subfolders.append(entry.name)
        elif entry.is_file(follow_symlinks=False):
            names.append(entry.name)
        else:
            odd.append(entry.name)
    for name in odd:
        yield Page(Kind.LINK, folder / name, site.relative(folder / name))
    indexes = [name for name in names if _stem(site, name)[0] == "index" and _is_text(name)]
    if indexes and folder != base.folder:
        yield from _bundle(site, base, folder, folders, indexes)
        return
    for name in names:
        yield _single(site, base, folder / name, folders)
    for name in subfolders:
        if _other_root(site, base, folder / name):
            continue
        yield from _folder(site, base, folder / name, (*folders, name))


def _bundle(
    site: Site, base: ContentRoot, folder: Path, folders: tuple[str, ...], indexes: list[str]
) -> Iterator[Page]:
    texts = {folder / name for name in indexes}
    resources = []
    for path in files_below(folder):
        if path.is_symlink() or not path.is_file():
            if path.parent != folder:  # those of the folder itself are already told
                yield Page(Kind.LINK, path, site.relative(path))
        elif path not in texts:
            resources.append(path)
    for name in indexes:
        yield Page(
            Kind.ARTICLE,
            folder / name,
            site.relative(folder / name),
            folders[:-1],
            folders[-1],
            _stem(site, name)[1] or base.language,
            in_bundle=True,
            resources=resources,
        )


def _single(site: Site, base: ContentRoot, path: Path, folders: tuple[str, ...]) -> Page:
    source = site.relative(path)
    if path.suffix.lower() in UNREAD_SUFFIXES:
        return Page(Kind.UNREAD, path, source, folders)
    if not _is_text(path.name):
        return Page(Kind.FILE, path, source, folders, path.name)
    stem, language = _stem(site, path.name)
    language = language or base.language
    if stem == "_index":
        return Page(Kind.LIST, path, source, folders, "", language)
    return Page(Kind.ARTICLE, path, source, folders, stem, language)


def _stem(site: Site, name: str) -> tuple[str, str]:
    """Return a file's name without its ending and its language: ``index.zh-cn.md`` → ``index``, ``zh-cn``."""
    stem = name.rsplit(".", 1)[0]
    front, _dot, last = stem.rpartition(".")
    if front and last.lower() in site.languages | {site.default_language}:
        return front, last.lower()
    return stem, ""


def _is_text(name: str) -> bool:
    return Path(name).suffix.lower() in TEXT_SUFFIXES


def _other_root(site: Site, base: ContentRoot, folder: Path) -> bool:
    """Return whether a folder is the content folder of another language, which is walked on its own."""
    return any(other is not base and other.folder == folder for other in site.content)
