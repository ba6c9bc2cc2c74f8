"""Where a Markdown text links to, and which paths of the site that means: for the importer and for attachments."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import quote, unquote, urljoin, urlsplit

from .masking import lines_outside_code
from .references import ATTRIBUTE, DEFINITION, TARGET, TITLE

# Of a link, only its end matters: what stands in the brackets may hold brackets and pictures.
INLINE = re.compile(rf"\]\([ \t]*{TARGET}(?:[ \t]+{TITLE})?[ \t]*\)")
AUTOLINK = re.compile(r"<(?P<target>https?://[^\s<>]{1,2000})>", re.IGNORECASE)
TAG = re.compile(r"<a\b(?P<attributes>[^<>]{0,4000})>", re.IGNORECASE)
CONTROL = re.compile(r"[\x00-\x1f\x7f]")
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


@dataclass(frozen=True)
class LinkReference:
    """One link as written: its target, and the line that it stands on (from 1)."""

    target: str
    line: int


def link_references(markdown: str) -> list[LinkReference]:
    """
    Return what a text refers to, in order: ``[…](…)``, ``[…]: …``, ``<https://…>`` and ``<a>``, outside code.

    The target of a picture counts, too: it is an address like any other.
    """
    found = []
    for number, line in lines_outside_code(markdown):
        if "](" in line or "]:" in line or "<" in line:
            found += [LinkReference(target, number) for target in _on_line(line) if target]
    return found


def _on_line(line: str) -> Iterator[str]:
    for match in INLINE.finditer(line):
        target = match["angle"] if match["angle"] is not None else match["target"]
        yield ESCAPED.sub(r"\1", target).strip()
    if definition := DEFINITION.match(line):
        yield definition["place"]
    for match in AUTOLINK.finditer(line):
        yield match["target"]
    for match in TAG.finditer(line):
        for attribute in ATTRIBUTE.finditer(match["attributes"]):
            if attribute["name"].lower() == "href":
                yield unescape(attribute["double"] or attribute["single"] or attribute["bare"] or "").strip()


def path_on_site(target: str, page: str, site: str) -> str:
    """
    Return the path that ``target`` means on the page at the path ``page``, decoded and in NFC.

    ``site`` is scheme and host of the site (``https://news.example``). Empty for what is on another site, for mail
    and the like, for a place on the page itself, and for a path with control characters, which no page of ours has.
    """
    if target.startswith("#"):
        return ""
    try:
        own, meant = urlsplit(site), urlsplit(urljoin(f"{site}{quote(page)}", target))
    except ValueError:
        return ""
    if meant.scheme not in {"http", "https"} or meant.netloc != own.netloc:
        return ""
    path = unicodedata.normalize("NFC", unquote(meant.path))
    return "" if CONTROL.search(path) else path
