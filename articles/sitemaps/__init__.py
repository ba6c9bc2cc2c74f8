"""What search engines are told to read: an index, its parts, and the news of the last two days."""

from .views import articles, index, news, pages, terms

__all__ = ["articles", "index", "news", "pages", "terms"]
