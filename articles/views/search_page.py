"""Search for readers: a form, and what it finds with the words marked."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from articles import clock, search
from articles.models import Article, SearchEntry, Tag, Topic
from articles.templatetags.article_tags import RECENT
from cms.proxies import household_of
from cms.public import public_page
from cms.rate_limit import RateLimit

from .frame import Pager, render_page

POPULAR_TAGS = 12
NEWEST_FIRST = "newest"  # the value of ``sort`` that asks for it
YEAR = re.compile(r"[0-9]{4}")
NUMBER = re.compile(r"[1-9][0-9]{0,5}")
LIMIT = RateLimit("searches", most=settings.SEARCHES_PER_MINUTE, seconds=60)


@dataclass(frozen=True)
class Row:
    """One article that was found: its title and a passage of its text, in pieces."""

    article: Article
    title: list[search.Piece]
    passage: list[search.Piece]


@dataclass(frozen=True)
class SearchPager(Pager):
    """The pages of a search, whose number is part of the question."""

    def url(self, number: int) -> str:
        return self.base if number == 1 else f"{self.base}&page={number}"


@dataclass(frozen=True)
class Filters:
    """What narrows and orders a search; a value that means nothing is as if it were not there."""

    topic: Topic | None = None
    year: int | None = None
    by_time: bool = False

    @classmethod
    def of(cls, asked: Any, topics: list[Topic]) -> "Filters":
        """Read them from a query string."""
        slug, year = asked.get("topic", ""), asked.get("year", "")
        return cls(
            topic=next((topic for topic in topics if topic.slug == slug), None),
            year=int(year) if YEAR.fullmatch(year) and year.isascii() else None,
            by_time=asked.get("sort") == NEWEST_FIRST,
        )

    def address(self, words: str) -> str:
        """Return the address of the first page that a search with these filters has."""
        asked = {
            "q": words,
            "topic": self.topic.slug if self.topic else "",
            "year": self.year or "",
            "sort": NEWEST_FIRST if self.by_time else "",
        }
        return f"{reverse('articles:search')}?{urlencode({name: value for name, value in asked.items() if value})}"


@public_page
def search_page(request: HttpRequest) -> HttpResponseBase:
    """The form, and the articles that have the words."""
    query = search.read_query(request.GET.get("q", ""))
    context: dict[str, Any] = {"query": query, "longest": search.LONGEST_QUERY, "hidden_from_robots": True}
    if query.text:
        LIMIT.count(household_of(request))
        context |= _found(request, query)
    if not context.get("rows"):
        context["tags"] = popular_tags()
    return render_page(request, "articles/search.html", context)


def _found(request: HttpRequest, query: search.Query) -> dict[str, Any]:
    now, topics = clock.now(), list(Topic.objects.all())
    filters = Filters.of(request.GET, topics)
    hits = search.find(
        query, now=now, topic=filters.topic and filters.topic.pk, year=filters.year, by_time=filters.by_time
    )
    number = request.GET.get("page", "1")
    if not NUMBER.fullmatch(number):
        raise Http404(f"page {number}")
    pager = SearchPager(filters.address(query.text), len(hits.keys), int(number))
    rows = _rows(hits.keys[pager.rows], query.terms)
    return {"filters": filters, "topics": topics, "years": years(), "hits": hits, "pager": pager, "rows": rows}


def _rows(keys: list[int], terms: tuple[str, ...]) -> list[Row]:
    """Return the rows of one page; an article withdrawn this moment is left out."""
    articles = Article.objects.for_cards().in_bulk(keys)  # live() beside keys, and SQLite reads all that is published
    entries = SearchEntry.objects.filter(article__in=keys).only("article_id", "labels", "words", "changes")
    passages = {entry.article_id: search.passage(entry.body, entry.changes, terms) for entry in entries}
    return [
        Row(article, search.marked(article.title, terms), passages.get(key) or [(article.excerpt, False)])
        for key in keys
        if (article := articles.get(key)) and article.is_live
    ]


def years() -> list[int]:
    """Return the years from the newest live article back to the first."""
    times = Article.objects.live().values_list("published_at", flat=True)
    newest, oldest = times.order_by("-published_at").first(), times.order_by("published_at").first()
    if newest is None or oldest is None:
        return []
    return list(range(timezone.localtime(newest).year, timezone.localtime(oldest).year - 1, -1))


def popular_tags() -> QuerySet[Tag]:
    """Return the tags that most articles of the last 180 days have, counted back from the newest article."""
    live = Article.objects.live()
    newest = live.values_list("published_at", flat=True).order_by("-published_at").first()
    recent = live.filter(published_at__gt=newest - RECENT) if newest else live.none()
    tags = Tag.objects.filter(tagged_articles__content_object__in=recent.order_by().values("pk"))
    return tags.annotate(recent=Count("tagged_articles")).order_by("-recent", "name")[:POPULAR_TAGS]
