"""
Links in texts: which addresses articles lead to, what readers find there, and why one does not open (链接失效).

``held`` keeps the rows of what published texts link to. ``destinations`` and ``following`` answer for this site's own
addresses, ``checks`` and ``probe`` ask other sites, ``words`` says it to editors.
"""

from .held import (
    articles_with_broken,
    broken,
    dead_in,
    gather_page,
    has_broken,
    heed,
    ignore,
    linked,
    renew,
    tidy,
    turned,
)

__all__ = [
    "articles_with_broken",
    "broken",
    "dead_in",
    "gather_page",
    "has_broken",
    "heed",
    "ignore",
    "linked",
    "renew",
    "tidy",
    "turned",
]
