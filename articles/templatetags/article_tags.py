"""What templates ask for: the frame of every page, headlines that break well, addresses in full."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import template
from django.db.models import Count, DateTimeField, Exists, ExpressionWrapper, OuterRef, QuerySet, Subquery, Value
from django.utils.html import conditional_escape, format_html, format_html_join

from articles import text
from articles.addresses import absolute
from articles.models import Article, SiteSettings, StaticPage, Topic
from articles.search import Piece
from articles.taxonomy.kinds import KINDS
from cms.headers import THEME_SNIPPET

register = template.Library()

NAVIGATION_TOPICS = 7
RECENT = datetime.timedelta(days=180)  # whose topics stand under the masthead when nobody chose any


@dataclass(frozen=True)
class Frame:
    """What stands around every page, the same for everyone."""

    site: SiteSettings
    topics: list[Topic]
    pages: list[StaticPage]
    theme_snippet: str = THEME_SNIPPET


@register.simple_tag
def frame() -> Frame:
    """Return the site's name and numbers, its navigation and the pages of its foot, with two queries."""
    chosen = SiteSettings.nav_topics.through.objects.filter(sitesettings=OuterRef("pk"))
    site = SiteSettings.objects.annotate(has_chosen=Exists(chosen)).current()
    chosen_topics = site.nav_topics.annotate(recent=Value(0))
    topics = chosen_topics if getattr(site, "has_chosen", False) else busiest_topics()
    rows = (
        topics.order_by().annotate(kind=Value("topic")).values_list("kind", "recent", "position", "pk", "name", "slug")
    )
    pages = StaticPage.objects.filter(is_public=True, in_footer=True).order_by().annotate(kind=Value("page"))
    found = rows.union(
        pages.annotate(recent=Value(0)).values_list("kind", "recent", "position", "pk", "title", "slug"), all=True
    )
    ordered = sorted(found, key=lambda row: (-row[1], *row[2:4]))
    return Frame(
        site,
        [Topic(pk=pk, name=name, slug=slug) for kind, _n, _p, pk, name, slug in ordered if kind == "topic"][
            :NAVIGATION_TOPICS
        ],
        [StaticPage(pk=pk, title=name, slug=slug) for kind, _n, _p, pk, name, slug in ordered if kind == "page"],
    )


def busiest_topics() -> QuerySet[Topic]:
    """
    Return the topics of the last 180 days, each with ``recent``, the number of its articles.

    The days count back from the newest article, so that an archive has a navigation too.
    """
    live = Article.objects.live()
    newest = Subquery(live.by_time().values("published_at")[:1])
    recent = live.filter(published_at__gt=ExpressionWrapper(newest - RECENT, DateTimeField()))
    return Topic.objects.filter(filed__article__in=recent.order_by().values("pk")).annotate(recent=Count("filed"))


@register.filter
def headline(article: Article, names: Iterable[str] | None = None) -> str:
    """
    Show a title that breaks between its clauses and never inside a number or a name (brief §6.3).

    ``names`` are kept on one line; without them, those of the article's own topics are. ``headline:""`` asks for no
    topics, in lists that have not fetched them.
    """
    if names is None:
        names = [topic.name for topic in article.ordered_topics]
    clauses = [
        _side_by_side("", [format_html_join("", "{}", ((_piece(*piece),) for piece in phrase)) for phrase in clause])
        for clause in text.headline_clauses(article.title, names)
    ]
    return _side_by_side(" ", clauses)


def _side_by_side(between: str, parts: list[str]) -> str:
    """Set each part in a box of its own, where there are several: a line ends between two boxes first."""
    if len(parts) < 2:
        return parts[0] if parts else ""
    return format_html_join(between, '<span class="clause">{}</span>', ((part,) for part in parts))


def _piece(words: str, keep_together: bool) -> str:
    return format_html('<span class="nb">{}</span>', words) if keep_together else conditional_escape(words)


@register.filter
def headline_with_marks(pieces: list[Piece]) -> str:
    """Show a title of which some words are marked; it breaks between its clauses."""
    cuts = iter(text.clause_gaps("".join(words for words, _mark in pieces)))
    clauses: list[list[Piece]] = [[]]
    position, cut = 0, next(cuts, None)
    for words, mark in pieces:
        begun, position = position, position + len(words)
        while cut and cut[0] < position:
            clauses[-1].append((words[: max(0, cut[0] - begun)], mark))
            words, begun = words[max(0, cut[1] - begun) :], max(begun, cut[1])
            clauses.append([])
            cut = next(cuts, None)
        clauses[-1].append((words, mark))
    return _side_by_side(" ", [with_marks([piece for piece in clause if piece[0]]) for clause in clauses])


@register.filter
def with_marks(pieces: list[Piece]) -> str:
    """Show words of which some are marked, as a search gives them."""
    return format_html_join("", "{}", ((format_html("<mark>{}</mark>", w) if mark else w,) for w, mark in pieces))


register.filter(absolute)


@register.filter
def minutes(character_count: int) -> int:
    """Return how long reading takes."""
    return text.reading_minutes(character_count)


@register.filter
def thousands(number: int) -> str:
    """Return 1,394 for 1394."""
    return f"{number:,}"


@register.simple_tag
def term_anchor(kind: str, term: Any) -> str:
    """Return the id of a term's row on the page of feeds, such as ``news-元宇宙``."""
    return f"{KINDS[kind].prefix}-{term.slug}"
