"""Links from one article of the old site to another: to their files, as writers typed them, made into addresses."""

import posixpath
import re
import unicodedata
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

from articles.text.masking import CODE_SPAN, FENCE

from .bundles import Page

FILE_LINK = re.compile(
    r"(?<!!)(?P<head>\[[^\[\]\n]{0,1000}\]\()(?P<path>[^\s()<>:#?]{1,500}\.(?:md|markdown))(?P<anchor>#[^\s()<>]*)?(?=[\s)])"
)


@dataclass
class Addresses:
    """The addresses of the site's articles, by the place of their file and by its name."""

    by_source: dict[str, str] = field(default_factory=dict)
    by_name: dict[str, set[str]] = field(default_factory=dict)

    def add(self, page: Page, path: str) -> None:
        """Remember where an article stands. Of a page in several languages, the first one added is the usual one."""
        place = "/".join((*page.folders, page.name)).lower()
        suffixes = ["", f".{page.language}"] if page.language else [""]
        for known in (place, *(f"{place}{end}{suffix}.md" for end in ("", "/index") for suffix in suffixes)):
            self.by_source.setdefault(known, path)
            self.by_source[f"{known}@{page.language}"] = path
        self.by_name.setdefault(page.name.lower(), set()).add(path)

    def look_up(self, target: str, page: Page) -> str | None:
        """
        Return the address for a target of ``ref``, or of a link to a ``.md`` file; None when there is no page.

        Relative to the folder of ``page`` first, then to the content folder, then the name alone where
        only one article has it: Hugo's order.
        """
        target, mark, anchor = unicodedata.normalize("NFC", unquote(target)).strip().partition("#")
        if not target:
            return mark + anchor if anchor else None
        wanted = target.lower().rstrip("/")
        here = "/".join((*page.folders, page.name) if page.in_bundle else page.folders).lower()
        places = [] if wanted.startswith("/") else [posixpath.normpath(posixpath.join(here, wanted))]
        if page.in_bundle and not wanted.startswith("/"):
            places.append(posixpath.normpath(posixpath.join(posixpath.dirname(here), wanted)))
        places.append(posixpath.normpath(wanted.lstrip("/")))
        known = (form for place in places for form in (f"{place}@{page.language}", place))
        found = next((self.by_source[form] for form in known if form in self.by_source), None)
        if found is None:
            alike = self.by_name.get(posixpath.basename(wanted).removesuffix(".md"), set())
            found = next(iter(alike)) if len(alike) == 1 else None
        return None if found is None else quote(found, safe="/~@+") + mark + anchor


@dataclass
class Linked:
    """The text with its links to files made into addresses, and those that lead to no article, by line."""

    body: str
    lost: dict[str, list[int]] = field(default_factory=dict)


def link_files(body: str, page: Page, addresses: Addresses) -> Linked:
    """Return the body with ``[…](other.md)`` leading to that article. Code is left alone."""
    result = Linked(body)
    if ".md" not in body and ".markdown" not in body:
        return result
    lines = body.split("\n")
    fence = ""
    for number, line in enumerate(lines):
        mark = FENCE.match(line)
        if fence:
            if mark and mark["marks"].startswith(fence) and not mark["info"].strip():
                fence = ""
        elif mark:
            fence = mark["marks"]
        elif "](" in line:
            lines[number] = _link_line(line, number + 1, page, addresses, result)
    result.body = "\n".join(lines)
    return result


def _link_line(line: str, number: int, page: Page, addresses: Addresses, result: Linked) -> str:
    spans = [(span.start(), span.end()) for span in CODE_SPAN.finditer(line)]

    def replaced(match: re.Match[str]) -> str:
        if any(start <= match.start() < end for start, end in spans):
            return match[0]
        address = addresses.look_up(match["path"] + (match["anchor"] or ""), page)
        if address is None:
            result.lost.setdefault(match["path"], []).append(number)
            return match[0]
        return match["head"] + address

    return FILE_LINK.sub(replaced, line)
