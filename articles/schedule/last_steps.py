"""The newest step of an article along the workflow, for queries: some states of the newsroom follow from it."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from articles.models import Article, StateChange


def newest(field: str) -> Subquery:
    """Return a field of an article's newest step as an expression; NULL without one."""
    steps = StateChange.objects.filter(article=OuterRef("pk")).order_by("-at", "-pk")
    return Subquery(steps.values(field)[:1])


def with_last_step(articles: QuerySet[Article]) -> QuerySet[Any]:
    """Annotate ``last_step``: the name of the newest step, or None."""
    return articles.annotate(last_step=newest("transition"))
