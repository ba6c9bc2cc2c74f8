"""
What can be found, kept in step with the articles.

An article has an entry while its state is ``published``, also before its time has come and after it has run out: the
search asks the clock, as every page does. ``renew`` belongs into the transaction that changes the article.
"""

import datetime
from collections.abc import Callable, Iterable
from types import ModuleType
from typing import cast

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from articles import text
from articles.models import Article, SearchEntry, State, TaggedArticle
from articles.naming.folding import changes, fold
from cms.tasks import later, task

from . import postgres, sqlite
from .drafts import WITH_DRAFT, renew_draft
from .tokens import FIELD_END, join_fields
from .wanted import month_key, topic_key, year_key

COLUMNS = ("published_at", "expires_at", "facets", "title", "labels", "words", "changes")
AT_A_TIME = 50  # articles of one transaction, or of one task
AT_ONCE = 20  # articles; of more, the others are left to the worker


def backend() -> ModuleType:
    """Return the part that knows the database in use."""
    return sqlite if connection.vendor == "sqlite" else postgres


def entry_of(article: Article) -> SearchEntry:
    """Return what is to be found of an article, from its row and its relations. Saves nothing."""
    tags = TaggedArticle.objects.filter(content_object=article).select_related("tag")
    lines = [article.description] if article.shows_dek else []
    body = "\n".join([*lines, text.plain_text(article.body_html)])
    title = fold(article.title)
    labels = join_fields([title, *(fold(row.tag.name) for row in tags)])
    topics = article.topics.through.objects.filter(article=article).order_by("topic_id")
    at = cast("datetime.datetime", article.published_at)  # the database has no published article without
    facets = [year_key(timezone.localtime(at).year), month_key(at)]
    facets += [topic_key(pk) for pk in topics.values_list("topic_id", flat=True)]
    return SearchEntry(
        article=article,
        published_at=at,
        expires_at=article.expires_at,
        facets=" ".join(facets),
        title=title,
        labels=labels,
        words=f"{labels}{FIELD_END}{fold(body)}",
        changes=[list(change) for change in changes(body)],
    )


@transaction.atomic
def renew(article: Article) -> bool:
    """
    Bring readers' index in line with the article's row, and the newsroom's words with the newest version.

    Say whether anything changed. Call it inside the transaction that changes the article, after the row is saved.
    """
    return any([_renew_entry(article), renew_draft(article)])


def _renew_entry(article: Article) -> bool:
    old = SearchEntry.objects.filter(article=article).first()
    new = entry_of(article) if article.state == State.PUBLISHED else None
    same = old and new and all(getattr(old, name) == getattr(new, name) for name in COLUMNS)
    if old and same and backend().holds(old):
        return False
    if old:
        backend().delete(old)
    if new:
        backend().save(new)
    return bool(old or new)


def unwatched(done: int, total: int) -> None:
    """Progress that nobody follows."""


def rebuild(articles: QuerySet[Article], progress: Callable[[int, int], None] = unwatched) -> tuple[int, int]:
    """
    Renew the entries of these articles; return how many were looked at and how many changed.

    Safe while the site runs, to repeat and to interrupt. ``progress`` is told how many of how many are done.
    """
    keys = list(articles.order_by("pk").values_list("pk", flat=True))
    changed = 0
    for start in range(0, len(keys), AT_A_TIME):
        changed += renew_some(keys[start : start + AT_A_TIME])
        progress(min(start + AT_A_TIME, len(keys)), len(keys))
    return len(keys), changed


def renew_some(keys: list[int]) -> int:
    """Renew the entries of the articles with these primary keys; return how many changed."""
    with transaction.atomic():
        articles = Article.objects.filter(pk__in=keys).order_by("pk").select_for_update(of=("self",), no_key=True)
        return sum(renew(article) for article in articles.defer("body", "front_matter", "notes", "headings"))


@task()
def renew_later(keys: list[int]) -> int:
    """Do the same from the queue. Safe to run twice."""
    return renew_some(keys)


def renew_many(keys: Iterable[int]) -> None:
    """Renew some of these articles at once, so that it is seen, and the rest by the worker."""
    ordered = sorted(keys)
    renew_some(ordered[:AT_ONCE])
    for start in range(AT_ONCE, len(ordered), AT_A_TIME):
        later(renew_later, ordered[start : start + AT_A_TIME])


def missing() -> QuerySet[Article]:
    """Return the articles of which the index, or the newsroom's words, know too much or nothing."""
    published = Q(state=State.PUBLISHED)
    entries = published & Q(search_entry=None) | ~published & Q(search_entry__isnull=False)
    drafts = WITH_DRAFT & Q(draft_entry=None) | ~WITH_DRAFT & Q(draft_entry__isnull=False)
    return Article.objects.filter(entries | drafts)
