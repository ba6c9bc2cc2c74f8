"""
Which private files are spoken for.

The ``originals`` storage is shared: the bytes of an imported picture and of the file it came in are the
same bytes under the same name. Any model may keep a file there by naming it in a column ``stored_as``,
so the library need not know its neighbours to leave their files alone.
"""

from collections.abc import Collection

from django.apps import apps
from django.db.models import Model

from .models import Image

COLUMN = "stored_as"


def columns() -> list[tuple[type[Model], str]]:
    """Return every model and column that names a file in ``originals``."""
    neighbours = [
        (model, COLUMN)
        for model in apps.get_models()
        if any(field.name == COLUMN for field in model._meta.concrete_fields)
    ]
    return [(Image, "original"), *neighbours]


def claimed(names: Collection[str]) -> set[str]:
    """Return those of the names that some row holds."""
    return {
        name
        for model, column in columns()
        for name in model._default_manager.filter(**{f"{column}__in": names}).values_list(column, flat=True)
    }
