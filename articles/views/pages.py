"""The front page and the pages that lead to others."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from articles import clock
from articles.frontpage import homepage
from articles.models import Article, ArticleCategory, ArticleTopic, FrontPage, StaticPage, Tag
from articles.naming.alphabet import OTHERS
from articles.remote_pictures import allow
from articles.taxonomy.kinds import KINDS, Kind
from cms.public import public_page

from .frame import Pager, render_page

MOST_TERMS, TERMS_PER_PAGE = 300, 100  # more than that are shown page by page (brief §5)
TITLES_PER_TERM = 3
LOOKED_THROUGH = 200  # of the site's newest articles, for those of each section or topic
PLACES = {"category": ("placed", ArticleCategory), "topic": ("filed", ArticleTopic)}


@public_page
def home(request: HttpRequest) -> HttpResponseBase:
    """The front page."""
    return show_home(request, homepage.compose())


def show_home(request: HttpRequest, front: homepage.HomePage) -> HttpResponse:
    """Return the front page as composed, at its own address or as a preview in the newsroom."""
    address = reverse("articles:home")
    context = {"front": front, "pager": Pager(address, front.total), "page": FrontPage.objects.current()}
    return render_page(request, "articles/home.html", {**context, "address": address})


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
    context: dict[str, Any] = {"kind": asked, "pager": pager}
    context["terms"] = _with_newest(asked, shown) if asked.curated else shown
    if asked.model is Tag:
        groups = groupby(shown, attrgetter("initial"))
        context["groups"] = [Group(initial, list(members)) for initial, members in groups]
        context["letters"] = list(_letters(terms, pager))
    return render_page(request, "articles/term_index.html", context)


@dataclass(frozen=True)
class Group:
    """The names of an index that begin with one letter; ``anchor`` is its id on the page."""

    initial: str
    terms: list[Any]

    @property
    def anchor(self) -> str:
        return anchor_of(self.initial)


def anchor_of(initial: str) -> str:
    return f"letter-{initial.lower() if initial != OTHERS else 'other'}"


def _letters(terms: list[Any], pager: Pager) -> Iterator[dict[str, str]]:
    """Yield each letter of the whole index and the address at which its names begin, on this page or another."""
    seen = set()
    for place, term in enumerate(terms):
        if term.initial in seen:
            continue
        seen.add(term.initial)
        number = place // pager.size + 1
        page = "" if number == pager.number else pager.url(number)
        yield {"initial": term.initial, "url": f"{page}#{anchor_of(term.initial)}"}


def show_static_page(request: HttpRequest, page: StaticPage) -> HttpResponse:
    """Return a static page, at its own address or as a preview in the newsroom."""
    return allow(render_page(request, "articles/page.html", {"page": page}), page.body_html)


@public_page
def feeds(request: HttpRequest) -> HttpResponseBase:
    """What can be subscribed to, for people."""
    groups = [(KINDS[name], _terms_with_articles(KINDS[name])) for name in ("topic", "category", "author")]
    return render_page(request, "articles/feeds.html", {"groups": groups})


def _terms_with_articles(kind: Kind) -> list[Any]:
    """Return the terms of live articles; tags and authors as a Chinese reader looks them up, by pinyin."""
    terms = [term for term in kind.terms(clock.now()) if term.total]
    return terms if kind.curated else sorted(terms, key=attrgetter("place_in_index"))


def _with_newest(kind: Kind, terms: list[Any]) -> list[Any]:
    """
    Give each section or topic ``newest``, its newest articles.

    Nearly all are among the newest of the whole site, which an index gives; only what has been quiet for long is asked
    for by itself, because for that every article of it is read.
    """
    relation, through = PLACES[kind.name]
    live = Article.objects.live()
    latest = live.by_time().only("title", "path", "published_at")[:LOOKED_THROUGH]
    rows = through.objects.filter(article__in=[article.pk for article in latest])
    filed, found = defaultdict(list), defaultdict(list)
    for article_key, term_key in rows.values_list("article", kind.name):
        filed[article_key].append(term_key)
    for article in latest:
        for term_key in filed[article.pk]:
            found[term_key].append(article)
    quiet = [term for term in terms if len(found[term.pk]) < min(TITLES_PER_TERM, term.total)]
    if quiet:
        places = through.objects.filter(article__in=live.values("pk")).select_related("article")
        places = places.order_by("-article__published_at", "-article__pk")
        places = places.only(kind.name, "article__title", "article__path", "article__published_at")
        prefetch_related_objects(quiet, Prefetch(relation, places[:TITLES_PER_TERM], to_attr="own_newest"))
        found |= {term.pk: [place.article for place in term.own_newest] for term in quiet}
    for term in terms:
        term.newest = found[term.pk][:TITLES_PER_TERM]
    return terms
