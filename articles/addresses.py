"""Which addresses are the site's own, so that no article may take them (brief §3.2)."""

import re

# First parts of addresses under which the site's own pages live: nothing else is ever found there.
OWNED = frozenset({"admin", "media", "static", "search", "feeds", "archives", "page", "healthz", "readyz"})
# Pages of lists: an article may lie below them, but can not take their own address.
LISTS = frozenset({"posts", "tags", "categories", "news", "authors"})
SITE_FILES = frozenset(
    "/index.xml /atom.xml /feed.json /rss.xml /feed.xml /feeds.opml /sitemap.xml /news-sitemap.xml /robots.txt "
    "/favicon.ico /feed/".split()
)
LIST_PAGES = re.compile(r"/(posts|tags|categories|news|authors)/(.+/)?(page/\d+/|index\.xml|atom\.xml|feed\.json)\Z")


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
    )
