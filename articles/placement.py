"""
Where an article stands on the home page: pins, rails and weight.

Placement is not content. On a live article it takes effect at once; on any other it is a wish that
takes effect with its publication (decisions 6.3). Every change is kept as a row.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from articles import policy

from .models import Article, PlacementChange

FLAGS = ("pinned", "recommended", "in_focus")
FIELDS = (*FLAGS, "pinned_until", "weight")


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
    article.refresh_from_db(fields=[*FIELDS, "state"], from_queryset=Article.objects.select_for_update())
    before = {name: getattr(article, name) for name in values if getattr(article, name) != values[name]}
    if not before:
        return None
    for name in before:
        setattr(article, name, values[name])
    article.save(update_fields=[*before])
    after = {name: values[name] for name in before}
    return PlacementChange.objects.create(article=article, actor=actor, before=_plain(before), after=_plain(after))


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in values.items()}
