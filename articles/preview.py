"""
A version as readers would see it, without giving it to them: an article that exists in memory only.
"""

import copy
import datetime
from typing import Any

from django.db.models import Model
from django.utils import timezone

from articles.naming.terms import term_slug

from .models import Article, ArticleTopic, Author, Byline, Category, Correction, Tag, Topic
from .pages.article_page import ArticlePage
from .versions import row
from .versions.content import Content


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
        attachments=list(article.attachments.order_by("name")) if article.pk else [],
        corrections=[Correction(date=day, text=words) for day, words in days],
    )


def as_listed(page: ArticlePage) -> Article:
    """Return a copy of the page's article with the page's own terms and corrections, as lists and feeds read them."""
    shown = copy.copy(page.article)
    shown.pk = shown.pk or 0  # the relations of an article without a key cannot be asked for
    known = {
        "filed_under": [ArticleTopic(topic=topic) for topic in page.topics],
        "bylines": [Byline(author=author) for author in page.authors],
        "corrections": page.corrections,
    }
    vars(shown)["_prefetched_objects_cache"] = known  # where Django looks for relations that were read already
    return shown


def _rows(model: type[Model], keys: tuple[int, ...]) -> list[Any]:
    found = model._default_manager.in_bulk(keys)
    return [found[key] for key in keys if key in found]


def _tags(names: tuple[str, ...]) -> list[Tag]:
    """Return the tags in the editor's order. One that publishing would create is made up, not created."""
    known = Tag.objects.in_bulk([term_slug(name) for name in names], field_name="slug")
    return [known.get(slug) or Tag(name=name, slug=slug) for name in names if (slug := term_slug(name))]
