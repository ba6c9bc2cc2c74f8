"""
Texts made again from their Markdown, where what pages hold ready no longer fits: after a new version of the renderer,
of a setting that it depends on, or of a picture that they show.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from articles import text
from articles.checks import problems
from cms.tasks import later, task
from media.models import Image

from .models import Article
from .pages import static_pages
from .versions import row

AT_A_TIME = 50  # articles held in memory
AT_ONCE = 20  # articles; when a picture of more has changed, the others are left to the worker


@dataclass
class Rerendered:
    """How many articles were looked at and changed; a line for each whose text the renderer does not take."""

    seen: int = 0
    changed: int = 0
    failed: list[str] = field(default_factory=list)


def unwatched(done: int, total: int) -> None:
    """Progress that nobody follows."""


def rerender(articles: QuerySet[Article], progress: Callable[[int, int], None] = unwatched) -> Rerendered:
    """
    Make the HTML of these articles again. Safe while the site runs, to repeat and to interrupt.

    ``progress`` is told how many of how many are done. An article that somebody writes meanwhile keeps what they wrote.
    """
    result, total = Rerendered(), articles.count()
    rows = articles.select_related("latest_revision").order_by("pk")
    for article in rows.iterator(chunk_size=AT_A_TIME):
        result.seen += 1
        problems.renew(article)
        try:
            result.changed += row.rerender(article)
        except text.TextTooComplex as error:
            problem = _("“%(title)s” (%(path)s) stays as it is: its text is too much at line %(line)s.")
            result.failed.append(problem % {"title": article.title, "path": article.path, "line": error.line or "?"})
        progress(result.seen, total)
    return result


def naming(hosts: Iterable[str]) -> QuerySet[Article]:
    """Return the articles whose text names one of these hosts, in either way to write it."""
    wanted = Q(pk__in=[])
    for host in hosts:
        wanted |= Q(body__icontains=f"//{host}") | Q(body__icontains=f"//{host.encode().decode('idna')}")
    return Article.objects.filter(wanted)


@task()
def rerender_some(keys: list[int]) -> int:
    """Make these articles again; return how many changed. Safe to run twice."""
    return rerender(Article.objects.filter(pk__in=keys)).changed


def rerender_users(sender: Any, images: Iterable[Image], **kwargs: Any) -> None:
    """Renew the articles that show one of these pictures: some at once, so that it is seen, the rest by the worker."""
    images = list(images)
    keys = [image.pk for image in images]
    static_pages.rerender(images)
    shows = Q(shown_images__image__in=keys) | Q(bundle_images__image__in=keys) | Q(featured_image__in=keys)
    users = list(Article.objects.filter(shows).order_by("pk").distinct().values_list("pk", flat=True))
    done = AT_ONCE
    try:
        rerender(Article.objects.filter(pk__in=users[:AT_ONCE]))
    except text.RendererUnavailable:  # the words are saved; the articles follow when the machine has room again
        done = 0
    for start in range(done, len(users), AT_A_TIME):
        later(rerender_some, users[start : start + AT_A_TIME])


@task()
def rerender_naming(hosts: list[str]) -> int:
    """Make the articles again that name one of these hosts; return how many changed. Safe to run twice."""
    return rerender(naming(hosts)).changed
