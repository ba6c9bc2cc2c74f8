"""
Entries about plain rows: what ``watch`` names is recorded however it is saved.

``save`` and ``delete`` are noticed by Django's signals, and so is a deletion of many rows. A change of many rows at
once sends no signal, so a watched model's rows are asked for through ``RecordedQuerySet``; a test holds every watched
model to that. What was there before is read from the database, not from the object, which may be older.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import signals

from cms.audit import record

AnyModel = TypeVar("AnyModel", bound=models.Model)
Values = dict[str, Any]

SECRET = {"password"}
HIDDEN = "•••"
AT_ONCE = 500  # rows of a change in bulk that are read together


@dataclass(frozen=True)
class Watched:
    """Which fields of a model are recorded; ``about`` is the field of the row that it belongs to."""

    model: type[models.Model]
    fields: tuple[str, ...]
    about: str
    when_created: bool

    def subject(self, row: models.Model) -> tuple[models.Model, str]:
        """Return what an entry is about, and the part of it that this row is."""
        return (getattr(row, self.about), row._meta.label_lower) if self.about else (row, "")


WATCHED: dict[type[models.Model], Watched] = {}


def watch(
    model: type[models.Model],
    *,
    only: Iterable[str] = (),
    leave_out: Iterable[str] = (),
    relations: Iterable[str] = (),
    about: str = "",
    when_created: bool = True,
) -> None:
    """
    Record every change of ``model``: all of its fields, or ``only`` some, or all but those to ``leave_out``.

    ``relations`` names many-to-many fields. What is left out is derived from the rest, or recorded elsewhere.
    """
    names = [field.name for field in model._meta.concrete_fields if not field.primary_key and field.name != about]
    fields = tuple(only) or tuple(name for name in names if name not in set(leave_out))
    WATCHED[model] = Watched(model, fields, about, when_created)
    signals.pre_save.connect(_before_saving, sender=model, dispatch_uid="cms.audit")
    signals.post_save.connect(_after_saving, sender=model, dispatch_uid="cms.audit")
    signals.pre_delete.connect(_before_deleting, sender=model, dispatch_uid="cms.audit")
    for name in relations:
        relation: Any = model._meta.get_field(name)
        through = relation.remote_field.through

        def changed(sender: Any, instance: Any, action: str, reverse: bool, name: str = name, **options: Any) -> None:
            _relation_changes(name, instance, action, reverse)

        signals.m2m_changed.connect(changed, sender=through, dispatch_uid=("cms.audit", name), weak=False)


class RecordedQuerySet(models.QuerySet[AnyModel]):
    """A QuerySet whose changes of many rows at once are recorded row by row."""

    def update(self, **values: Any) -> int:
        watched = WATCHED.get(self.model)
        names = [name for name in watched.fields if name in values] if watched else []
        if watched is None or not names:
            return super().update(**values)
        with transaction.atomic(using=self.db):
            keys = list(self.order_by().values_list("pk", flat=True))
            old = _stored(watched, keys, names, self.db)
            changed = super().update(**values)
            new = _stored(watched, keys, names, self.db)
            different = [key for key in keys if key in new and old.get(key) != new[key]]
            for start in range(0, len(different), AT_ONCE):
                rows = self.model._base_manager.using(self.db).filter(pk__in=different[start : start + AT_ONCE])
                for row in rows.order_by("pk"):
                    _write(watched, "changed", row, old[row.pk], new[row.pk])
        return changed

    update.alters_data = True  # type: ignore[attr-defined]  # Django's mark: no template may call it

    def bulk_create(self, objs: Iterable[AnyModel], *args: Any, **options: Any) -> list[AnyModel]:
        watched = WATCHED.get(self.model)
        if watched and (options.get("ignore_conflicts") or options.get("update_conflicts")):
            raise ValueError(f"{self.model.__name__} is recorded: say which rows are new")
        with transaction.atomic(using=self.db):
            rows = super().bulk_create(objs, *args, **options)
            if watched and watched.when_created:
                stored = _stored(watched, [row.pk for row in rows], watched.fields, self.db)
                for row in rows:
                    _write(watched, "created", row, {}, stored[row.pk])
        return rows

    bulk_create.alters_data = True  # type: ignore[attr-defined]  # the same


def _before_saving(sender: Any, instance: Any, using: str, update_fields: Any, **options: Any) -> None:
    watched = WATCHED[sender]
    names = [name for name in watched.fields if update_fields is None or name in update_fields]
    found = _stored(watched, [instance.pk], names, using) if instance.pk is not None and names else {}
    instance.__dict__["_recorded_before"] = (names, found.get(instance.pk, {}))


def _after_saving(sender: Any, instance: Any, created: bool, using: str, **options: Any) -> None:
    watched = WATCHED[sender]
    names, before = instance.__dict__.pop("_recorded_before", ([], {}))
    if created and not watched.when_created:
        return
    columns = {name: sender._meta.get_field(name).attname for name in names}
    if created or any(before.get(name) != getattr(instance, column) for name, column in columns.items()):
        after = _stored(watched, [instance.pk], names, using)[instance.pk]
        _write(watched, "created" if created else "changed", instance, before, after)


def _before_deleting(sender: Any, instance: Any, using: str, **options: Any) -> None:
    watched = WATCHED[sender]
    stored = _stored(watched, [instance.pk], watched.fields, using).get(instance.pk)
    if stored is not None:
        _write(watched, "deleted", instance, stored, {})


def _relation_changes(name: str, instance: Any, action: str, reverse: bool) -> None:
    if reverse:
        raise ValueError(f"{name} is recorded: change it from its own side")
    names = sorted(map(str, getattr(instance, name).all()))
    if action.startswith("pre_"):
        instance.__dict__["_recorded_" + name] = names
    else:
        before = instance.__dict__.pop("_recorded_" + name, [])
        if before != names:
            record("changed", instance, before={name: before}, after={name: names})


def _stored(watched: Watched, keys: Iterable[Any], names: Iterable[str], using: str) -> dict[Any, Values]:
    """Return what the database holds of these rows, by primary key."""
    keys, names = list(keys), list(names)
    found: dict[Any, Values] = {}
    for start in range(0, len(keys), AT_ONCE):
        rows = watched.model._base_manager.using(using).filter(pk__in=keys[start : start + AT_ONCE])
        found |= {values.pop("pk"): values for values in rows.values("pk", *names)}
    return found


def _write(watched: Watched, action: str, row: models.Model, before: Values, after: Values) -> None:
    names = [name for name in watched.fields if before.get(name) != after.get(name)]
    if not names and action == "changed":
        return
    subject, part = watched.subject(row)
    record(
        action,
        subject,
        before=_named(row, {name: before[name] for name in names if name in before}),
        after=_named(row, {name: after[name] for name in names if name in after}),
        part=part,
    )


def _named(row: models.Model, values: Mapping[str, Any]) -> Values:
    """Return values as people know them: a row by its name and number, a secret not at all."""
    named: Values = {}
    for name, value in values.items():
        field = row._meta.get_field(name)
        if name in SECRET:
            named[name] = HIDDEN
        elif field.is_relation and value is not None and field.related_model:
            other = field.related_model._base_manager.filter(pk=value).first()
            named[name] = f"{other} (#{value})" if other else f"#{value}"
        else:
            named[name] = value
    return named
