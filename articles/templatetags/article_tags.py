"""What templates ask for: the frame of every page, headlines that break well, addresses in full."""

import datetime
from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings
from django.db.models import Count, DateTimeField, Exists, ExpressionWrapper, OuterRef, QuerySet, Subquery
from django.utils.html import conditional_escape, format_html, format_html_join

from articles import text
from articles.kinds import KINDS
from articles.models import Article, SiteSettings, Topic
from cms.headers import THEME_SNIPPET
from media import renditions
from media.models import Image

register = template.Library()

NAVIGATION_TOPICS = 7
RECENT = datetime.timedelta(days=180)  # whose topics stand under the masthead when nobody chose any


@dataclass(frozen=True)
class Frame:
    """What stands around every page, the same for everyone."""

    site: SiteSettings
    topics: list[Topic]
    theme_snippet: str = THEME_SNIPPET


@register.simple_tag
def frame() -> Frame:
    """Return the site's name and numbers and its navigation, with two queries."""
    chosen = SiteSettings.nav_topics.through.objects.filter(sitesettings=OuterRef("pk"))
    site = SiteSettings.objects.annotate(has_chosen=Exists(chosen)).current()
    topics = site.nav_topics.all() if getattr(site, "has_chosen", False) else busiest_topics()
    return Frame(site, list(topics[:NAVIGATION_TOPICS]))


def busiest_topics() -> QuerySet[Topic]:
    """
    Return the topics of the last 180 days, those with the most articles first.

    The days count back from the newest article, so that an archive has a navigation too.
    """
    live = Article.objects.live()
    newest = Subquery(live.by_time().values("published_at")[:1])
    recent = live.filter(published_at__gt=ExpressionWrapper(newest - RECENT, DateTimeField()))
    topics = Topic.objects.filter(filed__article__in=recent.order_by().values("pk")).annotate(recent=Count("filed"))
    return topics.order_by("-recent", "position", "pk")


@register.filter
def headline(article: Article, names: list[str] | None = None) -> str:
    """
    Show a title that breaks between its clauses and never inside a number or a name (brief §6.3).

    ``names`` are kept on one line; without them, those of the article's own topics are.
    """
    if names is None:
        names = [topic.name for topic in article.ordered_topics]
    clauses = [
        format_html_join("", "{}", ((_piece(*piece),) for piece in clause))
        for clause in text.headline_clauses(article.title, names)
    ]
    if len(clauses) < 2:
        return clauses[0] if clauses else ""
    return format_html_join(" ", '<span class="clause">{}</span>', ((clause,) for clause in clauses))


def _piece(words: str, keep_together: bool) -> str:
    return format_html('<span class="nb">{}</span>', words) if keep_together else conditional_escape(words)


@register.filter
def absolute(address: str) -> str:
    """Return an address of this site in full."""
    return f"{settings.SITE_URL}{address}"


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


@register.simple_tag
def share_picture(image: Image) -> renditions.Fallback:
    """Return address, width and height of the copy that chat apps show beside a link."""
    return renditions.fallback(image, "share")
