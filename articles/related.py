"""
Related reading (brief §5.1): what an article leads on to, computed by the worker after publication and stored.

More is kept than is shown, because some of it may be withdrawn or still to come when somebody reads; whether an article
can be read is asked then. The clock moves things too (24 months), so everything is computed again each night.
"""

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.text.nearness import bigrams, overlaps
from cms.tasks import later, nightly, task

from .models import Article, ArticleCategory, ArticleTopic, RelatedArticle, TaggedArticle

# What two articles share, and what it counts: any topic 3, each tag 1, any section 1.
SHARED: list[tuple[Any, str, str, int, bool]] = [  # rows, their term, their article, points, points for each
    (ArticleTopic, "topic", "article", 3, False),
    (TaggedArticle, "tag", "content_object", 1, True),
    (ArticleCategory, "category", "article", 1, False),
]
RECENT = datetime.timedelta(days=2 * 365)  # an article of the last 24 months comes before an older one of its score
FEW = 500  # keys in one question
COMPARED = 60  # articles of the best scores whose words are compared
COMPARED_TEXT = 3_000  # characters of a body
STORED = 12
NEWS = datetime.timedelta(days=1)  # what appeared since then changes what others lead to, too
AT_A_TIME = 50  # articles in one task
UNHURRIED = -50  # of priorities from -100 to 100

_put_off: ContextVar[bool] = ContextVar("related reading is put off", default=False)


def related_keys(article: Article, now: datetime.datetime) -> list[int]:
    """
    Return the keys of the published articles that lead on from ``article``, the best first.

    By score; of the same score those of the last 24 months, then those that speak of the same, then the newest.
    """
    scores: Counter[int] = Counter()
    for through, term, to, points, for_each in SHARED:
        terms = through.objects.filter(**{to: article}).order_by().values(term)
        keys = through.objects.filter(**{f"{term}__in": terms}).order_by().values_list(f"{to}_id", flat=True)
        for key in keys if for_each else keys.distinct():
            scores[key] += points
    scores.pop(article.pk, None)
    times = _newest_of_the_best(scores)

    def rank(key: int, overlap: float = 0.0) -> tuple[Any, ...]:
        return (scores[key], times[key] > now - RECENT, overlap, times[key], key)

    best = list(times)
    found = Article.objects.filter(pk__in=best).only("title", "excerpt", "body").in_bulk()
    own, others = _words(article), [_words(found[key]) if key in found else frozenset() for key in best]
    overlap = dict(zip(best, overlaps(own, others), strict=True))
    return sorted(best, key=lambda key: rank(key, overlap[key]), reverse=True)[:STORED]


def _newest_of_the_best(scores: Counter[int]) -> dict[int, datetime.datetime]:
    """
    Return when the best articles were published, ``COMPARED`` of them at most: score by score, the newest of each.

    What many share (a section) is looked for among the newest articles, in the order of the index; what few share is
    asked for by its keys. So neither reads thousands of rows.
    """
    published = Article.objects.filter(state=Article.State.PUBLISHED).by_time().values_list("pk", "published_at")
    found: dict[int, datetime.datetime] = {}
    levels: dict[int, set[int]] = {}
    for key, score in scores.items():
        levels.setdefault(score, set()).add(key)
    for _score, keys in sorted(levels.items(), reverse=True):
        wanted = COMPARED - len(found)
        few = len(keys) <= FEW
        rows = published.filter(pk__in=keys)[:wanted] if few else published.iterator(chunk_size=1_000)
        found |= dict(islice((row for row in rows if row[0] in keys), wanted))
        if len(found) == COMPARED:
            break
    return found


def _words(article: Article) -> frozenset[str]:
    return bigrams(f"{article.title}\n{article.excerpt}\n{article.body[:COMPARED_TEXT]}")


@transaction.atomic
def relate(article: Article) -> list[int]:
    """Compute and store what ``article`` leads on to; return the keys. Writes only where something changed."""
    keys = related_keys(article, timezone.now())
    # Two workers never write the same list at once.
    if not Article.objects.select_for_update(no_key=True).filter(pk=article.pk).values_list("pk").first():
        return []
    if list(article.leads_to.values_list("other", flat=True)) != keys:
        article.leads_to.all().delete()
        RelatedArticle.objects.bulk_create(
            RelatedArticle(article=article, other_id=key, position=position) for position, key in enumerate(keys)
        )
    return keys


def relate_later(article: Article) -> None:
    """Have the worker compute what a newly published article leads on to, unless an import puts it off."""
    if not _put_off.get():
        later(relate_published, article.pk)


@contextmanager
def at_the_end() -> Iterator[None]:
    """While many articles are published one by one, compute nothing; have all of it computed at the end."""
    token = _put_off.set(True)
    try:
        yield
    finally:
        _put_off.reset(token)
        later(relate_all)


@task()
def relate_published(key: int) -> None:
    """Compute the list of an article; for fresh news also the lists of those that it leads to. Safe to run twice."""
    article = Article.objects.filter(pk=key, state=Article.State.PUBLISHED).first()
    if article is None:
        return
    keys = relate(article)
    if article.published_at is not None and article.published_at > timezone.now() - NEWS:
        _relate_each(keys)


@task()
def relate_some(keys: list[int]) -> None:
    """Compute the lists of these articles. Safe to run twice."""
    _relate_each(keys)


@nightly
@task(priority=UNHURRIED)
def relate_all() -> None:
    """Hand over every published article, some at a time. Safe to run twice."""
    keys = list(Article.objects.filter(state=Article.State.PUBLISHED).order_by("-pk").values_list("pk", flat=True))
    unhurried = relate_some.using(priority=UNHURRIED)
    for start in range(0, len(keys), AT_A_TIME):
        later(unhurried, keys[start : start + AT_A_TIME])


def _relate_each(keys: Iterable[int]) -> None:
    for article in Article.objects.filter(pk__in=list(keys), state=Article.State.PUBLISHED):
        relate(article)
