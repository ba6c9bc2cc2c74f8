"""A Hugo site as a folder: where its texts and files lie, and what its configuration says about addresses."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from .casts import WrongType, boolean
from .settings_files import SiteUnusable, read_configuration

DEFAULT_ZONE = "Asia/Shanghai"
TEXT_SUFFIXES = frozenset({".md", ".markdown"})
UNREAD_SUFFIXES = frozenset({".org", ".adoc", ".asciidoc", ".rst", ".pandoc", ".pdc", ".html", ".htm"})
LEFTOVERS = frozenset({"thumbs.db", "desktop.ini"})
KEPT_FOLDERS = ("data", "static", "assets", "i18n", "archetypes")


@dataclass(frozen=True)
class ContentRoot:
    """A folder of texts; ``language`` is empty where the file names say it, or nothing does."""

    folder: Path
    language: str = ""


@dataclass
class Site:
    """What the importer needs to know of a site. Every path is absolute and free of links."""

    root: Path
    content: list[ContentRoot]
    base_url: str = ""
    title: str = ""
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo(DEFAULT_ZONE))
    permalinks: dict[str, str] = field(default_factory=dict)
    taxonomies: frozenset[str] = frozenset({"tags", "categories"})
    languages: frozenset[str] = frozenset()
    default_language: str = ""
    default_in_folder: bool = False
    keeps_case: bool = False
    ugly_urls: bool = False
    names_emoji: bool = False
    static: list[Path] = field(default_factory=list)
    assets: list[Path] = field(default_factory=list)
    configuration: list[Path] = field(default_factory=list)

    def relative(self, path: Path) -> str:
        """Return the place of a file below the site's folder, with forward slashes and fit to be shown."""
        return os.fsencode(path.relative_to(self.root).as_posix()).decode("utf-8", "replace")


def open_site(folder: Path, *, content: str = "", timezone: str = "", permalinks: str = "") -> Site:
    """
    Return the site in ``folder``. Any folder with a content file is one (decisions 6.10).

    ``content`` names the folder of texts below it, ``timezone`` the zone of dates without one (else
    the configuration's, else Asia/Shanghai), ``permalinks`` a pattern for all articles. Raises
    ``SiteUnusable``.
    """
    if not folder.is_dir():
        raise SiteUnusable(
            _("%(folder)s is not a folder. Name the folder that holds the site's “content”.") % {"folder": folder}
        )
    root = folder.resolve()
    settings, files = read_configuration(root)
    named = settings.get("languages")
    languages: dict[str, Any] = named if isinstance(named, dict) else {}
    site = Site(
        root=root,
        content=_content_roots(root, content, settings, languages),
        base_url=_word(settings, "baseurl"),
        title=_title(settings, languages),
        zone=_zone(timezone or _word(settings, "timezone") or DEFAULT_ZONE),
        permalinks={"": permalinks} if permalinks else _permalinks(settings.get("permalinks")),
        taxonomies=_taxonomies(settings.get("taxonomies")),
        languages=frozenset(languages),
        default_language=_word(settings, "defaultcontentlanguage").lower() or ("en" if languages else ""),
        default_in_folder=_flag(settings, "defaultcontentlanguageinsubdir"),
        keeps_case=_flag(settings, "disablepathtolower"),
        ugly_urls=_flag(settings, "uglyurls"),
        names_emoji=_flag(settings, "enableemoji"),
        static=_folders(root, settings.get("staticdir"), "static"),
        assets=_folders(root, settings.get("assetdir"), "assets"),
        configuration=files,
    )
    if not any(_has_text(base.folder) for base in site.content):
        raise SiteUnusable(
            _("No content file (.md) in %(folder)s. Name the folder that holds the site's “content”, or use --content.")
            % {"folder": folder}
        )
    return site


def files_below(folder: Path) -> Iterator[Path]:
    """Yield every file and link below ``folder`` in order, without hidden files and editors' leftovers."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if is_leftover(entry.name):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from files_below(Path(entry.path))
        else:
            yield Path(entry.path)


def is_leftover(name: str) -> bool:
    """Return whether a file is an editor's or a system's own: ``.DS_Store``, ``Thumbs.db``, ``a.md~``."""
    lower = name.lower()
    return lower.startswith((".", "#")) or lower.endswith(("~", ".swp", ".tmp", ".bak")) or lower in LEFTOVERS


def _has_text(folder: Path) -> bool:
    return any(path.suffix.lower() in TEXT_SUFFIXES for path in files_below(folder))


def _content_roots(root: Path, named: str, settings: dict[str, Any], languages: dict[str, Any]) -> list[ContentRoot]:
    if named:
        return [ContentRoot(_inside(root, named, "--content"))]
    roots = []
    for language, values in languages.items():
        place = _word(values, "contentdir") if isinstance(values, dict) else ""
        if place and (root / place).is_dir():
            roots.append(ContentRoot(_inside(root, place, "contentDir"), language))
    place = _word(settings, "contentdir") or "content"
    if (root / place).is_dir():
        folder = _inside(root, place, "contentDir")
        if not any(other.folder.is_relative_to(folder) for other in roots):
            roots.insert(0, ContentRoot(folder))
    return roots or [ContentRoot(root)]


def _inside(root: Path, place: str, option: str) -> Path:
    folder = (root / place).resolve()
    if not folder.is_dir() or not folder.is_relative_to(root):
        raise SiteUnusable(
            _("%(option)s: %(place)s is not a folder inside %(root)s.")
            % {"option": option, "place": place, "root": root}
        )
    return folder


def _folders(root: Path, configured: Any, usual: str) -> list[Path]:
    names = configured if isinstance(configured, list) else [configured or usual]
    folders = ((root / name).resolve() for name in names if isinstance(name, str))
    return [folder for folder in folders if folder.is_dir() and folder.is_relative_to(root)]


def _word(settings: dict[str, Any], key: str) -> str:
    value = settings.get(key)
    return value.strip() if isinstance(value, str) else ""


def _title(settings: dict[str, Any], languages: dict[str, Any]) -> str:
    """Return the site's name: the Chinese one where it has one, else that of the default language."""
    chinese = sorted(language for language in languages if language.startswith("zh"))
    for language in (*chinese, _word(settings, "defaultcontentlanguage").lower()):
        values = languages.get(language)
        if title := _word(values, "title") if isinstance(values, dict) else "":
            return title
    return _word(settings, "title")


def _flag(settings: dict[str, Any], key: str) -> bool:
    try:
        return boolean(settings.get(key)) or False
    except WrongType:
        return False


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise SiteUnusable(
            _("“%(name)s” is not a time zone. Use a name such as Asia/Shanghai.") % {"name": name}
        ) from error


def _permalinks(configured: Any) -> dict[str, str]:
    """Return the pattern of each section; since Hugo 0.112 they may be one level down, under ``page``."""
    if not isinstance(configured, dict):
        return {}
    inner = configured.get("page")
    sections = {**configured, **(inner if isinstance(inner, dict) else {})}
    return {section: pattern for section, pattern in sections.items() if isinstance(pattern, str)}


def _taxonomies(configured: Any) -> frozenset[str]:
    if not isinstance(configured, dict):
        return frozenset({"tags", "categories"})
    return frozenset(plural.lower() for plural in configured.values() if isinstance(plural, str))
