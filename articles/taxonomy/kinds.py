"""
The four ways in which articles are found: by section, topic, tag and author.

One row of ``KINDS`` is everything that the pages and feeds of a kind need to know about it.
"""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Author, Category, Tag, Topic


@dataclass(frozen=True)
class Kind:
    """
    ``prefix`` is the first part of the addresses, as Hugo's taxonomy was called.

    A ``curated`` kind is a place in the paper: it is ordered by day and weight, its pins come first,
    and it has a page even while it is empty. The others are ordered by time alone (brief §4).
    """

    name: str
    label: Any
    prefix: str
    model: type[Model]
    lookup: str
    curated: bool = False
    picture: str = ""

    def articles(self, term: Any, now: datetime.datetime) -> QuerySet[Article]:
        """Return the live articles of a term, in no order."""
        return Article.objects.live(now).filter(**{self.lookup: term})

    def terms(self, now: datetime.datetime) -> list[Any]:
        """Return every term with ``total``, the number of its live articles. Two queries, however many there are."""
        filed = Article.objects.live(now).filter(**{f"{self.lookup}__isnull": False}).order_by()
        # All counted at once: as a column of each term, SQLite reads what is live as often as there are terms.
        totals = dict(filed.values_list(self.lookup).annotate(n=Count("pk")))
        found: QuerySet[Any] = self.model._default_manager.all()
        if self.picture:
            found = found.select_related(self.picture)
        for term in found:
            term.total = totals.get(term.pk, 0)
        return list(found)

    def called(self, slug: str, now: datetime.datetime) -> QuerySet[Any]:
        """Return the term of that slug, if there is one, with its ``total``."""
        per_term = self.articles(OuterRef("pk"), now).order_by().values(self.lookup).annotate(n=Count("pk"))
        total = Coalesce(Subquery(per_term.values("n")), 0)
        return self.model._default_manager.filter(slug=slug).annotate(total=total)

    def find(self, slug: str, now: datetime.datetime, address: str) -> Any | None:
        """
        Return the term that has a page at ``address``, with its ``total``, or None.

        An article that was ever public there comes first (brief §3.2). A tag or an author without
        live articles has no page.
        """
        terms = self.called(slug, now).annotate(taken=Exists(known_at(address, now)))
        if self.picture:
            terms = terms.select_related(self.picture)
        term = terms.first()
        if term is None or term.taken or not (term.total or self.curated):
            return None
        return term


KINDS = {
    kind.name: kind
    for kind in [
        Kind("category", _("Section"), "categories", Category, "placed_in__category", curated=True, picture="cover"),
        Kind("topic", _("Topic"), "news", Topic, "filed_under__topic", curated=True, picture="cover"),
        Kind("tag", _("Tag"), "tags", Tag, "tagged__tag"),
        Kind("author", _("Author"), "authors", Author, "bylines__author", picture="portrait"),
    ]
}


def known_at(path: str, now: datetime.datetime) -> QuerySet[Article]:
    """Return the article that readers know at this address: live, or gone after it was public."""
    return Article.objects.filter(path=path).filter(
        Q(pk__in=Article.objects.live(now).filter(path=path).values("pk"))
        | Q(first_published_at__lte=now, hidden_as_missing=False)
    )
