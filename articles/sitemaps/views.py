"""
Sitemaps over HTTP. ``/sitemap.xml`` is the index; ``robots.txt`` names it and the news sitemap.

A part without a single address would be no sitemap, so it is not found. The news sitemap is empty when
there was no news: Google asks for that.
"""

import datetime
from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, SiteSettings, StaticPage
from articles.taxonomy.kinds import KINDS
from cms.public import public_page

from . import parts
from .documents import Entry, News, sitemapindex, urlset

CONTENT_TYPE = "application/xml; charset=utf-8"
NEWS_FOR = datetime.timedelta(hours=48)  # Google's rules for news sitemaps: two days, 1,000 articles
MOST_NEWS = 1_000
PAGES = ("home", "posts", "archive", *(f"{kind}-index" for kind in KINDS), "feeds")


@public_page
def index(request: HttpRequest) -> HttpResponseBase:
    """The sitemaps of the site."""
    now = timezone.now()
    found = [Entry(reverse("articles:sitemap-pages"))]
    found += [Entry(reverse(f"articles:sitemap-{kind}", args=[number])) for kind, number in parts.term_parts(now)]
    for number, changed in parts.article_parts(now):
        found.append(Entry(reverse("articles:sitemap-articles", args=[number]), changed))
    return _answer(sitemapindex(found))


@public_page
def pages(request: HttpRequest) -> HttpResponseBase:
    """The pages that are always there."""
    found = [Entry(reverse(f"articles:{name}")) for name in PAGES]
    found += [Entry(page.get_absolute_url(), page.changed_at) for page in StaticPage.objects.filter(is_public=True)]
    return _answer(urlset(found))


@public_page
def terms(request: HttpRequest, kind: str, number: int) -> HttpResponseBase:
    """One part of the sections, topics, tags or authors."""
    return _part(parts.term_entries(KINDS[kind], number, timezone.now()))


@public_page
def articles(request: HttpRequest, number: int) -> HttpResponseBase:
    """One part of the articles."""
    return _part(parts.article_entries(number, timezone.now()))


@public_page
def news(request: HttpRequest) -> HttpResponseBase:
    """The articles of the last 48 hours; advertisements are no news."""
    now = timezone.now()
    newest = Article.objects.live(now).filter(published_at__gt=now - NEWS_FOR, paid=False).by_time()
    site = SiteSettings.objects.current()
    return _answer(
        urlset(
            Entry(article.get_absolute_url(), news=News(site.name, article.title, article.published_at))
            for article in newest.only("path", "title", "published_at")[:MOST_NEWS]
        )
    )


def _part(entries: Iterable[Entry]) -> HttpResponse:
    found = list(entries)
    if not found:
        raise Http404("a part without addresses")
    return _answer(urlset(found))


def _answer(document: str) -> HttpResponse:
    return HttpResponse(document, content_type=CONTENT_TYPE)
