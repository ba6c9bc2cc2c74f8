"""
Where a picture is used: whatever points at it, found from the models, so that the library knows no
neighbour by name. A use inside a text counts when the text's owner keeps a row for it.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import CASCADE, Count, IntegerField, Model, OuterRef, QuerySet, Subquery, Value
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.db.models.functions import Coalesce

from .models import Image


def pointers() -> list[tuple[type[Model], str]]:
    """
    Return every model and field that points at a picture, also those that hide their way back.

    A row that would go with the picture is a part of it, and no use.
    """
    return [
        (field.related_model, field.field.name)
        for field in Image._meta.get_fields(include_hidden=True)
        if isinstance(field, ForeignObjectRel)
        and field.on_delete is not CASCADE
        and not field.related_model._meta.auto_created
    ]


def with_usage(images: QuerySet[Image]) -> QuerySet[Image]:
    """Add ``uses``, the number of rows that point at each picture. One query, whatever their number."""
    total: Any = Value(0, output_field=IntegerField())
    for model, field in pointers():
        rows = model._default_manager.order_by().filter(**{field: OuterRef("pk")}).values(field)
        total = total + Coalesce(Subquery(rows.annotate(number=Count("pk")).values("number")), 0)
    return images.annotate(uses=total)


def unused(images: QuerySet[Image]) -> QuerySet[Image]:
    """Return the pictures at which no row points. One query, which counts without looking at picture after picture."""
    for model, field in pointers():
        rows = model._default_manager.order_by().filter(**{f"{field}__isnull": False})
        images = images.exclude(pk__in=rows.values(field))
    return images


def users_of(images: Iterable[Image]) -> dict[int, list[Model]]:
    """Return the rows that point at each of these pictures, by its key: one query for each kind of row."""
    wanted = [image.pk for image in images]
    found: dict[int, list[Model]] = {}
    for model, field in pointers():
        owners = [
            one.name
            for one in model._meta.concrete_fields
            if one.many_to_one and one.name != field and one.related_model is not Image
        ]
        rows = model._default_manager.filter(**{f"{field}__in": wanted}).order_by("pk").select_related(*owners)
        for row in rows:
            found.setdefault(getattr(row, f"{field}_id"), []).append(row)
    return found


def is_used(image: Image) -> bool:
    """Whether any row points at the picture; it cannot be deleted then."""
    return any(model._default_manager.filter(**{field: image}).exists() for model, field in pointers())
