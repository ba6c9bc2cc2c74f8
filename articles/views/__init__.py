"""
The public site. Every page is the same for everyone: nothing here may touch ``request.user``, the
session, messages or the CSRF token (a test looks at ``Vary`` and ``Set-Cookie``).
"""

from .archive import archive_index, archive_month, archive_year
from .article import address, gone
from .errors import not_found
from .lists import posts, term
from .manifest import manifest
from .pages import feeds, home, home_page, term_index
from .preview_links import preview_link, preview_link_file
from .search_page import search_page

__all__ = [
    "address",
    "archive_index",
    "archive_month",
    "archive_year",
    "feeds",
    "gone",
    "home",
    "home_page",
    "manifest",
    "not_found",
    "posts",
    "preview_link",
    "preview_link_file",
    "search_page",
    "term",
    "term_index",
]
