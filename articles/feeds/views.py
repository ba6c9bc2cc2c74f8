"""
Feeds over HTTP: the newest articles by time, whole, in one piece.

Only live articles are ever read here, so nothing scheduled, withdrawn or expired can leak.
"""

import datetime
from typing import Any

from django.db.models import Max
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.http import http_date
from django.utils.translation import gettext as _

from articles.addresses import absolute
from articles.models import Article, Redirect, SiteSettings, StateChange
from articles.taxonomy.kinds import KINDS
from articles.visibility import FEED_ITEMS
from articles.xml import legal
from cms.public import public_page

from .body import feed_body, plain
from .rss import NewsFeed

TTL = 60  # minutes between two visits of a reader that follows it
FIRST_YEAR = 1990  # a date before it is a mistake of the old site, and readers' software rejects it
CONTENT_TYPE = "application/rss+xml; charset=utf-8"
FEED_IMAGE = "feed.png"
NEVER = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)  # when the feed of an empty site last changed


@public_page
def site_feed(request: HttpRequest) -> HttpResponseBase:
    """Every article, at ``/index.xml`` and ``/posts/index.xml``."""
    site = SiteSettings.objects.current()
    return _answer(request, Article.objects.live(), site, site.name, reverse("articles:home"))


@public_page
def term_feed(request: HttpRequest, kind: str, slug: str) -> HttpResponseBase:
    """The articles of one section, topic, tag or author."""
    now = timezone.now()
    if slug != slug.lower():
        return HttpResponsePermanentRedirect(reverse(f"articles:{kind}-feed", args=[slug.lower()]))
    term = KINDS[kind].called(slug, now).first()
    if term is None or not (term.total or KINDS[kind].curated):
        on_site = Redirect.objects.filter(target__startswith="/").exclude(target__startswith="//")
        moved = get_object_or_404(on_site, source=request.path_info)
        return HttpResponsePermanentRedirect(moved.target)
    site = SiteSettings.objects.current()
    return _answer(
        request, KINDS[kind].articles(term, now), site, f"{term.name} - {site.name}", term.get_absolute_url()
    )


def _answer(request: HttpRequest, live: Any, site: SiteSettings, title: str, page: str) -> HttpResponse:
    articles = list(live.by_time().for_feed()[:FEED_ITEMS])
    changed = _changed(articles)
    feed = NewsFeed(
        title=legal(title),
        link=absolute(page),
        description=legal(site.description or site.tagline or site.name),
        language="zh-cn",
        feed_url=absolute(request.path),
        feed_copyright=legal(site.copyright) or None,
        ttl=str(TTL),
        changed=timezone.localtime(changed),
        image=absolute(static(FEED_IMAGE)),
    )
    for article in articles:
        feed.add_item(**_item(article))
    response = HttpResponse(feed.writeString("utf-8"), content_type=CONTENT_TYPE)
    response["Last-Modified"] = http_date(changed.timestamp())
    return response


def _item(article: Article) -> dict[str, Any]:
    published = timezone.localtime(article.published_at)
    paid = [_("Advertisement")] if article.paid else []  # many readers' software lists titles only
    return {
        "title": legal(f"{paid[0]}｜{article.title}" if paid else article.title),
        "link": absolute(article.get_absolute_url()),
        "description": plain(article.description or article.excerpt),
        "unique_id": legal(article.guid),
        "pubdate": published if published.year >= FIRST_YEAR else None,
        "updateddate": timezone.localtime(article.modified_at) if article.shows_update else None,
        "authors": [legal(author.name) for author in article.ordered_authors],
        "categories": [*paid, *(legal(term.name) for term in (*article.ordered_topics, *article.ordered_tags))],
        "content": feed_body(article),
    }


def _changed(articles: list[Article]) -> datetime.datetime:
    """
    Return when the feed last changed.

    An article that left counts as a change too, or a reader asking "newer than?" would keep it. Steps
    that readers cannot see do not: nobody shall learn from a feed that something is being prepared.
    """
    left = [
        StateChange.objects.seen_by_readers().aggregate(at=Max("at"))["at"],
        Article.objects.expired().aggregate(at=Max("expires_at"))["at"],
    ]
    came = [moment for article in articles for moment in (article.published_at, article.modified_at)]
    return max(filter(None, [*left, *came]), default=NEVER)
