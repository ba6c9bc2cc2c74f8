"""
What only the newsroom can find: the words of newest versions that readers do not see.

They are few beside what is public, and an index would be brought in line at each autosave; so they are kept folded and
apart from everything else, and read through.
"""

import datetime
from collections.abc import Iterable

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import StrIndex

from articles.models import Article, DraftEntry, SearchEntry, State, Tag
from articles.naming.folding import fold

from .query import Query
from .tokens import join_fields

WITH_DRAFT = ~Q(state=State.PUBLISHED) | ~Q(latest_revision=F("live_revision"))


def has_draft(article: Article) -> bool:
    """Say whether the newest version is another text than readers' index has; in the database: ``WITH_DRAFT``."""
    return article.state != State.PUBLISHED or article.latest_revision_id != article.live_revision_id


def words_of(article: Article) -> str:
    """Return the folded words of the newest version; of the row where nothing was saved yet."""
    if article.latest_revision is None:
        version = {"title": article.title, "description": article.description, "body": article.body}
    else:
        version = article.latest_revision.content
    tags = Tag.objects.kept_names(version.get("tags", ()))
    fields = [version.get("title", ""), *tags, version.get("description", ""), version.get("body", "")]
    return join_fields(fold(field) for field in fields)


def renew_draft(article: Article) -> bool:
    """
    Keep the newest version's words, or drop them where readers' index has them; say whether anything changed.

    Call it inside the transaction that changes the article.
    """
    old = DraftEntry.objects.filter(article=article).first()
    if not has_draft(article):
        if old:
            old.delete()
        return old is not None
    words = words_of(article)
    if old and old.words == words:
        return False
    DraftEntry.objects.update_or_create(article=article, defaults={"words": words})
    return True


def find_unseen(query: Query, *, now: datetime.datetime) -> set[int]:
    """Return the articles of which readers do not see, at ``now``, a version that has every term of the query."""
    if not query.terms:
        return set()
    drafts = _with_terms(DraftEntry.objects.all(), query.terms)
    timed = Article.objects.scheduled(now) | Article.objects.expired(now)
    unseen = _with_terms(SearchEntry.objects.filter(article__in=timed.order_by().values("pk")), query.terms)
    return {*drafts.values_list("article", flat=True), *unseen.values_list("article", flat=True)}


def _with_terms(entries: QuerySet, terms: Iterable[str]) -> QuerySet:
    """Return the entries with all terms, without ``LIKE``, which would compare cases once more."""
    for term in terms:
        entries = entries.alias(place=StrIndex("words", Value(term))).filter(place__gt=0)
    return entries
