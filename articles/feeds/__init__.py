"""The site's feeds, and those of every section, topic, tag and author (brief §10)."""

from .views import site_feed, term_feed

__all__ = ["site_feed", "term_feed"]
