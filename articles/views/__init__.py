"""
The public site. Every page is the same for everyone: nothing here may touch ``request.user``, the
session, messages or the CSRF token (a test looks at ``Vary`` and ``Set-Cookie``).
"""

from .article import address, gone
from .errors import not_found
from .lists import posts, term
from .pages import feeds, home, home_page, term_index

__all__ = ["address", "feeds", "gone", "home", "home_page", "not_found", "posts", "term", "term_index"]
