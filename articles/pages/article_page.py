"""
What stands around an article on its page: its terms, its neighbours, its corrections, its related reading.

Eight kinds of rows in five queries, however many there are: the page may ask eight in all (brief §8).
The newsroom's preview uses the same object, so it shows the same page.
"""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.db.models import BigIntegerField, DateField, F, Q, Value
from django.utils.functional import cached_property

from articles import clock
from articles.models import (
    Article,
    ArticleCategory,
    ArticleTopic,
    Attachment,
    Author,
    Byline,
    Category,
    Correction,
    Tag,
    TaggedArticle,
    Topic,
)

OLD_AFTER = datetime.timedelta(days=2 * 365)
RELATED, FEWEST_RELATED = 4, 2  # rows; a single one looks like a mistake (brief §5.1)
HEADINGS_FOR_CONTENTS = 3  # second-level headings from which a table of contents helps (brief §5.1)
# name of the list: the rows that place an article, their term, its name there, the article's name there
TERMS: dict[str, tuple[Any, Any, str, str]] = {
    "categories": (ArticleCategory, Category, "category", "article"),
    "topics": (ArticleTopic, Topic, "topic", "article"),
    "authors": (Byline, Author, "author", "article"),
    "tags": (TaggedArticle, Tag, "tag", "content_object"),
}


@dataclass
class ArticlePage:
    """An article and its surroundings; ``newer`` and ``older`` stand in the same section, in order of time."""

    article: Article
    categories: list[Category] = field(default_factory=list)
    topics: list[Topic] = field(default_factory=list)
    authors: list[Author] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    older: Article | None = None
    newer: Article | None = None
    related: list[Article] = field(default_factory=list)

    @classmethod
    def of(cls, article: Article, now: datetime.datetime | None = None) -> "ArticlePage":
        """Gather the page of an article as its row stands."""
        now = now or clock.now()
        page = cls(article, **_terms(article), **_below(article), related=_related(article, now))
        if page.categories and article.published_at:
            page.older, page.newer = _neighbours(article, page.categories[0], now)
        return page

    @cached_property
    def names(self) -> list[str]:
        """Return the names that a headline keeps on one line."""
        return [*(topic.name for topic in self.topics), *(tag.name for tag in self.tags)]

    @property
    def contents(self) -> list[dict[str, Any]]:
        """Return the entries of the table of contents; empty when the text is short of headings."""
        entries = [
            {"level": level, "id": anchor, "text": text}
            for level, anchor, text in self.article.headings
            if level in {2, 3}
        ]
        return entries if sum(entry["level"] == 2 for entry in entries) >= HEADINGS_FOR_CONTENTS else []

    @property
    def is_old(self) -> bool:
        """Say whether what it says may have changed since."""
        published = self.article.published_at
        return published is not None and clock.now() - published > OLD_AFTER


def _terms(article: Article) -> dict[str, Any]:
    """Return the article's terms by kind, in the editor's order, with one query."""
    parts = [
        through.objects.filter(**{key: article})
        .order_by()
        .annotate(kind=Value(kind), term=F(f"{to}_id"), name=F(f"{to}__name"), slug=F(f"{to}__slug"))
        .values_list("kind", "position", "pk", "term", "name", "slug")
        for kind, (through, _model, to, key) in TERMS.items()
    ]
    found: dict[str, list[Any]] = {kind: [] for kind in TERMS}
    for kind, _position, _row, pk, name, slug in sorted(parts[0].union(*parts[1:], all=True)):
        found[kind].append(TERMS[kind][1](pk=pk, name=name, slug=slug))
    return found


def _below(article: Article) -> dict[str, Any]:
    """Return the article's corrections by day and its attachments by name, with one query."""
    corrections = article.corrections.order_by().annotate(
        part=Value("corrections"), day=F("date"), words=F("text"), bytes=Value(0, output_field=BigIntegerField())
    )
    attachments = article.attachments.order_by().annotate(
        part=Value("attachments"), day=Value(None, output_field=DateField()), words=F("name"), bytes=F("size")
    )
    columns = ("part", "day", "words", "pk", "bytes")
    rows = list(corrections.values_list(*columns).union(attachments.values_list(*columns), all=True))
    days = sorted((day, pk, words) for part, day, words, pk, _size in rows if part == "corrections")
    files = sorted((name, size) for part, _day, name, _pk, size in rows if part == "attachments")
    return {
        "corrections": [Correction(date=day, text=words) for day, _pk, words in days],
        "attachments": [Attachment(article=article, name=name, size=size) for name, size in files],
    }


def _related(article: Article, now: datetime.datetime) -> list[Article]:
    """Return the cards of what readers can go on to now, with two queries; too few are none."""
    found = Article.objects.live(now).filter(led_to_from__article=article).order_by("led_to_from__position")
    rows = list(found.for_cards()[:RELATED])
    return rows if len(rows) >= FEWEST_RELATED else []


def _neighbours(article: Article, category: Category, now: datetime.datetime) -> tuple[Article | None, Article | None]:
    """Return the live articles just before and after this one in its first section (brief §5.1, order C)."""
    others = Article.objects.live(now).in_category(category).exclude(pk=article.pk)
    same_moment = Q(published_at=article.published_at)
    before = others.filter(Q(published_at__lt=article.published_at) | same_moment & Q(pk__lt=article.pk)).by_time()
    after = others.filter(Q(published_at__gt=article.published_at) | same_moment & Q(pk__gt=article.pk))
    after = after.order_by("published_at", "pk")
    parts = [
        Article.objects.filter(pk__in=side.values("pk")[:1]).order_by().only("title", "path", "published_at", "paid")
        for side in (before, after)
    ]
    found = sorted(parts[0].union(parts[1]), key=lambda other: (other.published_at, other.pk))
    older = [other for other in found if (other.published_at, other.pk) < (article.published_at, article.pk)]
    newer = [other for other in found if other not in older]
    return (older[0] if older else None), (newer[0] if newer else None)
