"""A test client that reads every answer to its end, and what a test asks of the whole site: its routes, its rows."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.test import Client
from django.urls import get_resolver
from django.urls.resolvers import URLResolver

from articles.models import Article, Redirect, Tag, Topic
from media.models import Image
from tests.factories import make_author, make_image, make_published, make_topic, make_user


class Visitor(Client):
    def request(self, **request):
        response = super().request(**request)
        if response.streaming:
            response.streaming_content = [b"".join(response)]
        return response


def routes(patterns: Any = None, prefix: str = "/") -> Iterator[str]:
    """Yield every address of the site as its pattern, in the words of the resolver."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = f"{prefix}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        else:
            yield route


LEFT_BY_VISITS = {"cms.Session", "cms.AuditEntry", "admin.LogEntry"}


def rows() -> dict[str, list[str]]:
    """Return every row of the site, but for what a visit itself leaves."""
    return {
        model._meta.label: sorted(map(repr, model._default_manager.values_list()))
        for model in apps.get_models(include_auto_created=True)
        if model._meta.label not in LEFT_BY_VISITS
    }


def one_of_everything() -> dict[Any, Any]:
    """Make an article with all that belongs to one, and return its parts by their models."""
    cover = make_image(width=320, height=200)
    terms = {"topics": (make_topic(),), "authors": (make_author(),), "tags": ("AI",)}
    article = make_published(featured_image=cover, owner=make_user(), **terms)
    Redirect.objects.create(source="/old/", target=article.path)
    return {Article: article, Image: cover, Topic: Topic.objects.get(), Tag: Tag.objects.get()}
