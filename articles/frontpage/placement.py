"""
Where an article stands on the home page: pins, rails, weight and places given by hand.

Placement is not content. On a live article it takes effect at once; on any other it is a wish that
takes effect with its publication (decisions 6.3). Every change is kept as a row.
"""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from articles import policy
from articles.models import Article, FrontPage, PlacementChange
from articles.models.orders import RANK_OF, UNWEIGHTED

FLAGS = ("pinned", "recommended", "in_focus")
FIELDS = (*FLAGS, "pinned_until", "weight")
RANKS = tuple(RANK_OF.values())


class Rearranged(Exception):
    """The home page is not arranged any more as somebody saw it who wants to change it."""


@transaction.atomic
def set_placement(article: Article, *, actor: Any, **values: Any) -> PlacementChange | None:
    """
    Set some of ``FIELDS`` and return the record, or None when nothing was different.

    ``actor=None`` is the importer. Raises ``PermissionDenied`` where the account may not place
    articles, and ``KeyError`` for any other field.
    """
    if unknown := set(values) - set(FIELDS):
        raise KeyError(unknown)
    if actor is not None and not policy.may(actor, "place", article):
        raise PermissionDenied
    rows = Article.objects.select_for_update(no_key=True)
    article.refresh_from_db(fields=[*FIELDS, *RANKS, "state"], from_queryset=rows)
    values = _different(article, values)
    if not values:
        return None
    version = _next_version() if article.state == Article.State.PUBLISHED else None
    return _write(article, values, actor, version)


@transaction.atomic
def arrange(changes: Mapping[int, Mapping[str, Any]], *, actor: Any, seen: int) -> list[PlacementChange]:
    """
    Set ``FIELDS`` and ``RANKS`` of several articles, by their keys, as one new arrangement; return the records.

    An article that is gone by now is left out. Raises ``PermissionDenied``, and ``Rearranged`` where there is something
    to change and the home page is not at version ``seen`` any more.
    """
    if not policy.may(actor, "change", FrontPage):
        raise PermissionDenied
    # Articles first, then the page's row, as in ``set_placement``: so nobody waits for ever.
    rows = Article.objects.select_for_update(no_key=True).filter(pk__in=changes)
    articles = list(rows.only(*FIELDS, *RANKS).order_by("pk"))
    different = [(article, values) for article in articles if (values := _different(article, changes[article.pk]))]
    if not different:
        return []
    version = _next_version(seen)
    return [_write(article, values, actor, version) for article, values in different]


def _different(article: Article, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return those of ``values`` that the row has not. A flag taken away takes the place given by hand with it."""
    lost = {RANK_OF[flag]: UNWEIGHTED for flag in FLAGS if values.get(flag) is False}
    return {name: value for name, value in {**lost, **values}.items() if getattr(article, name) != value}


def _next_version(seen: int | None = None) -> int:
    """Count one arrangement on and return its number; other changes wait until this one is committed."""
    FrontPage.objects.get_or_create(pk=1)
    page = FrontPage.objects.select_for_update().get(pk=1)
    if seen is not None and page.version != seen:
        raise Rearranged
    page.version += 1
    page.save(update_fields=["version"])
    return page.version


def _write(article: Article, values: dict[str, Any], actor: Any, version: int | None) -> PlacementChange:
    before = {name: getattr(article, name) for name in values}
    for name, value in values.items():
        setattr(article, name, value)
    article.save(update_fields=[*values])
    return PlacementChange.objects.create(
        article=article, actor=actor, before=_plain(before), after=_plain(values), version=version
    )


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in values.items()}
