"""The site's feeds, and those of every section, topic, tag and author (brief §10)."""

from .opml import opml
from .views import site_feed, term_feed

__all__ = ["opml", "site_feed", "term_feed"]
