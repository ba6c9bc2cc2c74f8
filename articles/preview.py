"""
A version as readers would see it, without giving it to them: an article that exists in memory only.
"""

import copy
import datetime
from typing import Any

from django.db.models import Model
from django.utils import timezone

from articles.terms import term_slug

from . import row
from .article_page import ArticlePage
from .content import Content
from .models import Article, Author, Category, Correction, Tag, Topic


def preview_article(article: Article, content: Content) -> Article:
    """Return a copy of ``article`` that holds ``content``, rendered like a published one. Never save it."""
    shown = copy.copy(article)
    row.fill(shown, content)
    shown.published_at = article.published_at or timezone.now()
    return shown


def preview_page(article: Article, content: Content) -> ArticlePage:
    """Return the page of ``preview_article``: its own terms and corrections, no neighbours."""
    days = [(datetime.date.fromisoformat(day), words) for day, words in content.corrections]
    return ArticlePage(
        preview_article(article, content),
        categories=_rows(Category, content.categories),
        topics=_rows(Topic, content.topics),
        authors=_rows(Author, content.authors),
        tags=_tags(content.tags),
        corrections=[Correction(date=day, text=words) for day, words in days],
    )


def _rows(model: type[Model], keys: tuple[int, ...]) -> list[Any]:
    found = model._default_manager.in_bulk(keys)
    return [found[key] for key in keys if key in found]


def _tags(names: tuple[str, ...]) -> list[Tag]:
    """Return the tags in the editor's order. One that publishing would create is made up, not created."""
    known = Tag.objects.in_bulk([term_slug(name) for name in names], field_name="slug")
    return [known.get(slug) or Tag(name=name, slug=slug) for name in names if (slug := term_slug(name))]
