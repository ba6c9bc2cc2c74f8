"""The front page and the pages that lead to others."""

from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from articles import homepage
from articles.kinds import KINDS, Kind
from articles.models import Article, ArticleCategory, ArticleTopic
from cms.public import public_page

from .frame import Pager, render_page

MOST_TERMS, TERMS_PER_PAGE = 300, 100  # more than that are shown page by page (brief §5)
TITLES_PER_TERM = 3
PLACES = {"category": ("placed", ArticleCategory), "topic": ("filed", ArticleTopic)}


@public_page
def home(request: HttpRequest) -> HttpResponseBase:
    """The front page."""
    front = homepage.compose()
    pager = Pager(reverse("articles:home"), front.total)
    return render_page(request, "articles/home.html", {"front": front, "pager": pager})


@public_page
def home_page(request: HttpRequest, number: int) -> HttpResponseBase:
    """The front page's news, continued: the same order, so nothing falls between the pages."""
    live = Article.objects.live()
    pager = Pager(reverse("articles:home"), live.count(), number)
    articles = live.by_day().for_cards()[pager.rows]
    return render_page(request, "articles/latest.html", {"pager": pager, "articles": articles})


@public_page
def term_index(request: HttpRequest, kind: str, number: int = 1) -> HttpResponseBase:
    """Every section, topic, tag or author that has something to read."""
    asked = KINDS[kind]
    terms = _terms_with_articles(asked)
    size = MOST_TERMS if len(terms) <= MOST_TERMS else TERMS_PER_PAGE
    pager = Pager(f"/{asked.prefix}/", len(terms), number, size=size)
    shown = terms[pager.rows]
    context = {"kind": asked, "pager": pager, "terms": _with_newest(asked, shown) if asked.curated else shown}
    return render_page(request, "articles/term_index.html", context)


@public_page
def feeds(request: HttpRequest) -> HttpResponseBase:
    """What can be subscribed to, for people."""
    groups = [(KINDS[name], _terms_with_articles(KINDS[name])) for name in ("topic", "category", "author")]
    return render_page(request, "articles/feeds.html", {"groups": groups})


def _terms_with_articles(kind: Kind) -> list[Any]:
    """Return the terms of live articles; tags and authors as a Chinese reader looks them up, by pinyin."""
    terms = [term for term in kind.counted(timezone.now()) if term.total]
    return terms if kind.curated else sorted(terms, key=lambda term: term.name.encode("gb18030", "replace"))


def _with_newest(kind: Kind, terms: list[Any]) -> list[Any]:
    """Give each section or topic ``newest``, the places of its newest articles, with one query for all."""
    relation, through = PLACES[kind.name]
    places = through.objects.filter(article__in=Article.objects.live().values("pk")).select_related("article")
    places = places.order_by("-article__published_at", "-article__pk")
    places = places.only("position", kind.name, "article__title", "article__path", "article__published_at")
    prefetch_related_objects(terms, Prefetch(relation, places[:TITLES_PER_TERM], to_attr="newest"))
    return terms
