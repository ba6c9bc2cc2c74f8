"""
The address that Hugo gave an article, to the character (hugo.md §1.5).

Pure: from a page's place, its front matter and the site's patterns to a path. Whether the path is
free is the importer's question.
"""

import datetime
import posixpath
import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from articles.addresses import LISTS
from articles.naming.terms import clean_path

from .bundles import Page
from .site import Site

FILE_PATH = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,4}\Z")
TOKEN = re.compile(r":([a-z]+)(\[[^\]]*\])?")
DATE_TOKENS = {"year": "%Y", "month": "%m", "day": "%d", "yearday": "%j", "monthname": "%B", "weekdayname": "%A"}
NEEDS_DATE = frozenset({*DATE_TOKENS, "weekday"})


@dataclass(frozen=True)
class Address:
    """``path`` here, ``old`` on the old site (with its language's folder), and what went wrong on the way."""

    path: str
    old: str
    problem: str = ""


def clamp(path: str, *, may_be_file: bool = False) -> str:
    """
    Return an absolute path without ``.``, ``..`` and doubled slashes; it can not leave the site.

    It ends with a slash, unless it ``may_be_file`` and looks like one (``/old/page.html``).
    """
    folded = posixpath.normpath("/" + path.lstrip("/"))
    if folded == "/" or (may_be_file and FILE_PATH.search(folded)):
        return folded
    return folded + "/"


def article_address(
    page: Page, site: Site, *, url: str = "", slug: str = "", title: str = "", date: datetime.datetime | None = None
) -> Address:
    """
    Return the address of an article. ``url`` beats everything, then the section's pattern.

    ``Address.problem`` is ``url-off-site``, ``permalink-needs-date`` or ``permalink-token`` where the
    usual address had to be taken instead.
    """
    problem = ""
    path = ""
    if url:
        parts = urlsplit(url)
        if parts.scheme or parts.netloc:
            problem = "url-off-site"
        else:
            path = clamp(clean_path(unquote(url), keep_case=site.keeps_case), may_be_file=True)
    if not path:
        pattern = site.permalinks.get("") or site.permalinks.get(page.section.lower(), "")
        path, problem = _from_pattern(pattern, page, site, slug, title, date) if pattern else ("", problem)
    if not path:
        last = slug or page.name
        path = clamp(clean_path("/".join((*page.folders, last)), keep_case=site.keeps_case))
        if site.ugly_urls and path.endswith("/") and path != "/":
            path = path.rstrip("/") + ".html"
    prefix = language_folder(page, site)
    return Address(path, prefix + path, problem)


def language_folder(page: Page, site: Site) -> str:
    """Return what stood before the old addresses of a page's language: ``/zh-cn``, or nothing."""
    if not page.language or (page.language == site.default_language and not site.default_in_folder):
        return ""
    return f"/{page.language}"


def _from_pattern(
    pattern: str, page: Page, site: Site, slug: str, title: str, date: datetime.datetime | None
) -> tuple[str, str]:
    names = {match[1] for match in TOKEN.finditer(pattern)}
    if names & NEEDS_DATE and date is None:
        return "", "permalink-needs-date"
    values = {
        "section": page.section,
        "sections": "/".join(page.folders),
        "title": title,
        "slug": slug or title or page.name,
        "slugorfilename": slug or page.name,
        "slugorcontentbasename": slug or page.name,
        "filename": page.name,
        "contentbasename": page.name,
    }
    if date is not None:
        local = date.astimezone(site.zone)
        values |= {name: local.strftime(code) for name, code in DATE_TOKENS.items()}
        values["weekday"] = str(local.isoweekday() % 7)
    if not names <= values.keys():
        return "", "permalink-token"
    path = TOKEN.sub(lambda match: _sliced(values[match[1]], match[2]), pattern)
    return clamp(clean_path(path, keep_case=site.keeps_case)), ""


def _sliced(value: str, brackets: str | None) -> str:
    """Return the parts of ``:sections[1:]`` and its kin."""
    found = re.fullmatch(r"\[(\d*)(:?)(\d*|last)\]|\[last\]", brackets or "")
    if not brackets or not found:
        return value
    parts = value.split("/")
    if brackets == "[last]":
        return parts[-1]
    start = int(found[1] or 0)
    if not found[2]:
        return "/".join(parts[start : start + 1])
    end = len(parts) - 1 if found[3] == "last" else int(found[3]) if found[3] else len(parts)
    return "/".join(parts[start:end])


def slug_of(path: str) -> str:
    """Return the last part of an address, without the ending of a file."""
    return path.rstrip("/").rpartition("/")[2].removesuffix(".html")


def below_a_list(path: str) -> str:
    """Return the list (``news``, ``tags`` …) among whose terms an article's address lies, or nothing."""
    parts = path.strip("/").split("/")
    return parts[0] if len(parts) == 2 and parts[0] in LISTS - {"posts"} else ""


def moved_aside(path: str) -> str:
    """Return another address for an article whose own belongs to the site: its name below ``/posts/``."""
    last = path.strip("/").split("/")[-1]
    return f"/posts/{last}/" if last else "/posts/home/"


def alias_path(alias: str, old: str) -> str:
    """
    Return the path of an alias, or nothing when it is on another site.

    One with a leading slash is below the site's root, any other is below the parent of the page.
    """
    parts = urlsplit(alias)
    if parts.scheme or parts.netloc:
        return ""
    path = unquote(parts.path)
    if not path.startswith("/"):
        path = posixpath.join(posixpath.dirname(old.rstrip("/")), path)
    return clamp(clean_path(path, keep_case=True), may_be_file=True)
