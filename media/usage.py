"""
Where a picture is used: whatever points at it, found from the models, so that the library knows no
neighbour by name. A use inside a text counts when the text's owner keeps a row for it.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, IntegerField, Model, OuterRef, QuerySet, Subquery, Value
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.db.models.functions import Coalesce

from .models import Image


def pointers() -> list[tuple[type[Model], str]]:
    """Return every model and field that points at a picture, also those that hide their way back."""
    return [
        (field.related_model, field.field.name)
        for field in Image._meta.get_fields(include_hidden=True)
        if isinstance(field, ForeignObjectRel) and not field.related_model._meta.auto_created
    ]


def with_usage(images: QuerySet[Image]) -> QuerySet[Image]:
    """Add ``uses``, the number of rows that point at each picture. One query, whatever their number."""
    total: Any = Value(0, output_field=IntegerField())
    for model, field in pointers():
        rows = model._default_manager.order_by().filter(**{field: OuterRef("pk")}).values(field)
        total = total + Coalesce(Subquery(rows.annotate(number=Count("pk")).values("number")), 0)
    return images.annotate(uses=total)


def users(image: Image) -> Iterator[Model]:
    """Yield every row that points at the picture."""
    for model, field in pointers():
        yield from model._default_manager.filter(**{field: image}).order_by("pk")


def is_used(image: Image) -> bool:
    """Whether any row points at the picture; it cannot be deleted then."""
    return any(model._default_manager.filter(**{field: image}).exists() for model, field in pointers())
