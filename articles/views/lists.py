"""Lists of articles: all of them, and those of a section, topic, tag or author."""

from typing import Any

from django.db.models import Count, prefetch_related_objects
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from articles import clock
from articles.frontpage.homepage import PINS
from articles.models import Article, Tag
from articles.models.questions import TOPICS
from articles.taxonomy.kinds import KINDS, Kind
from cms.public import public_page

from .article import answer
from .frame import Pager, newest, render_page

NEWEST_WHERE_EMPTY = 3
RELATED_TAGS = 8


@public_page
def posts(request: HttpRequest, number: int = 1) -> HttpResponseBase:
    """Every live article, newest first."""
    live = Article.objects.live()
    pager = Pager(reverse("articles:posts"), live.count(), number)
    articles = live.by_time().for_cards()[pager.rows]
    return render_page(request, "articles/posts.html", {"pager": pager, "articles": articles})


@public_page
def term(request: HttpRequest, kind: str, slug: str, number: int = 1) -> HttpResponseBase:
    """The articles of a term, or whatever else stands at its address."""
    now = clock.now()
    found = KINDS[kind].find(slug, now, address=request.path_info)
    if found is None:
        return answer(request)
    articles = KINDS[kind].articles(found, now)
    pins: list[Article] = []
    if KINDS[kind].curated:
        pins = list(_without_topics(articles.pinned_now(now).by_rank("lead"))[:PINS])
        articles = articles.exclude(pk__in=[pin.pk for pin in pins]).by_day()
    else:
        articles = articles.by_time()
    pager = Pager(found.get_absolute_url(), found.total - len(pins), number)
    rows = list(_without_topics(articles)[pager.rows]) if found.total else list(newest(NEWEST_WHERE_EMPTY))
    shown_pins = pins if number == 1 else []
    prefetch_related_objects([*shown_pins, *rows], TOPICS)
    context = {"kind": KINDS[kind], "term": found, "pager": pager, "pins": shown_pins, "articles": rows}
    return render_page(request, f"articles/{kind}.html", context | _beside(KINDS[kind], found, now))


def _without_topics(articles: Any) -> Any:
    """Shape cards whose topics are fetched later, for several lists at once."""
    return articles.for_cards().prefetch_related(None)


def _beside(kind: Kind, found: Any, now: Any) -> dict[str, Any]:
    """Return what only one kind of page shows: the tags that most often go with a tag."""
    if kind.model is not Tag:
        return {}
    together = Tag.objects.filter(tagged_articles__content_object__in=kind.articles(found, now).values("pk"))
    together = together.exclude(pk=found.pk).annotate(shared=Count("tagged_articles")).order_by("-shared", "name")
    return {"related": together[:RELATED_TAGS]}
