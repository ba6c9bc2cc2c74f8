"""Addresses: in full, well formed, and which are the site's own, so that no article may take them (brief §3.2)."""

import re
from ipaddress import ip_address
from urllib.parse import urljoin, urlsplit

from django.conf import settings

# First parts of addresses under which the site's own pages live: nothing else is ever found there.
OWNED = frozenset({"admin", "media", "static", "search", "feeds", "archives", "page", "preview", "healthz", "readyz"})
# Pages of lists: an article may lie below them, but can not take their own address.
LISTS = frozenset({"posts", "tags", "categories", "news", "authors"})
SITE_FILES = frozenset(
    "/index.xml /atom.xml /feed.json /rss.xml /feed.xml /feeds.opml /sitemap.xml /news-sitemap.xml /robots.txt "
    "/favicon.ico /manifest.json /feed/".split()
)
LIST_PAGES = re.compile(r"/(posts|tags|categories|news|authors)/(.+/)?(page/\d+/|index\.xml|atom\.xml|feed\.json)\Z")

SITEMAPS = re.compile(r"/sitemap-[a-z]+(-\d+)?\.xml/?\Z")


def absolute(address: str) -> str:
    """Return an address of the site in full; one that is full already stays."""
    return urljoin(f"{settings.SITE_URL}/", address)


def is_reserved(path: str, admin: str = "admin") -> bool:
    """Return whether an address belongs to a page of the site itself."""
    parts = path.strip("/").split("/")
    return (
        path == "/"
        or parts[0] in OWNED
        or parts[0] == admin
        or (len(parts) == 1 and parts[0] in LISTS)
        or path.rstrip("/") in SITE_FILES
        or path in SITE_FILES
        or LIST_PAGES.match(path) is not None
        or SITEMAPS.match(path) is not None
    )


# What no address holds unless percent-encoded (RFC 3986 §2), and what could end the attribute that shows it.
NOT_IN_ADDRESS = re.compile(r"""[\x00-\x20"<>\\^`{|}]""")


# The last part of a host that is a number: then all of it is one (WHATWG URL, "ends in a number").
NUMBER = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)\.?", re.IGNORECASE)


def is_well_formed(address: str) -> bool:
    """Return whether an address holds only what an address may, with a port that there is, and a host that is shown."""
    if NOT_IN_ADDRESS.search(address):
        return False
    try:
        parts = urlsplit(address)
        _port = parts.port  # raises for a number that no port has
        host = (parts.hostname or "").rstrip(".")
        if NUMBER.fullmatch(host.rpartition(".")[2]):
            ip_address(host)  # 0x7f.1 is read as 127.0.0.1 by browsers and by nobody else
    except ValueError:
        return False
    return True
