"""
Sitemaps as XML: the protocol of sitemaps.org 0.9, with Google's extensions for pictures and news.

The limits are the protocol's and Google's; the callers keep to those of number (50,000 addresses a file).
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from io import StringIO
from typing import Any

from django.utils import timezone
from django.utils.xmlutils import SimplerXMLGenerator

from articles.addresses import absolute
from articles.xml import legal

LONGEST_ADDRESS = 2_047  # characters; the protocol's limit
MOST_PICTURES = 1_000  # of one page
PROTOCOL = "http://www.sitemaps.org/schemas/sitemap/0.9"
IMAGES = "http://www.google.com/schemas/sitemap-image/1.1"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


@dataclass(frozen=True)
class News:
    """What a news sitemap says of an article. ``language`` is ``zh-cn``, Google's own code for simplified Chinese."""

    publication: str
    title: str
    published: datetime.datetime
    language: str = "zh-cn"


@dataclass(frozen=True)
class Entry:
    """One address of this site, percent-encoded; when it last changed, where that is known; its pictures."""

    address: str
    changed: datetime.datetime | None = None
    pictures: tuple[str, ...] = ()
    news: News | None = None


def urlset(entries: Iterable[Entry]) -> str:
    """Return a sitemap of pages."""
    return _document("urlset", "url", entries, {"xmlns:image": IMAGES, "xmlns:news": NEWS})


def sitemapindex(entries: Iterable[Entry]) -> str:
    """Return the index of other sitemaps."""
    return _document("sitemapindex", "sitemap", entries, {})


def _document(root: str, part: str, entries: Iterable[Entry], namespaces: dict[str, str]) -> str:
    """Write the entries, leaving out those whose address is too long to be allowed."""
    written = StringIO()
    xml: Any = SimplerXMLGenerator(written, "utf-8")  # the stubs know xml.sax's own generator only
    xml.startDocument()
    xml.startElement(root, {"xmlns": PROTOCOL, **namespaces})
    for entry in entries:
        address = absolute(entry.address)
        if len(address) > LONGEST_ADDRESS:
            continue
        xml.startElement(part, {})
        xml.addQuickElement("loc", address)
        if entry.changed:
            xml.addQuickElement("lastmod", _moment(entry.changed))
        if entry.news:
            _news(xml, entry.news)
        for picture in entry.pictures[:MOST_PICTURES]:
            xml.startElement("image:image", {})
            xml.addQuickElement("image:loc", absolute(picture))
            xml.endElement("image:image")
        xml.endElement(part)
    xml.endElement(root)
    xml.endDocument()
    return written.getvalue()


def _news(xml: Any, news: News) -> None:
    xml.startElement("news:news", {})
    xml.startElement("news:publication", {})
    xml.addQuickElement("news:name", legal(news.publication))
    xml.addQuickElement("news:language", news.language)
    xml.endElement("news:publication")
    xml.addQuickElement("news:publication_date", _moment(news.published))
    xml.addQuickElement("news:title", legal(news.title))
    xml.endElement("news:news")


def _moment(at: datetime.datetime) -> str:
    """Return a moment as the W3C writes it, in the site's zone: ``2026-11-23T18:00:00+08:00``."""
    return timezone.localtime(at).isoformat(timespec="seconds")
