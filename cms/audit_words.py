"""The audit record in words: what was done, to what, and each difference as old → new."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.workflow import TRANSITIONS
from cms.models import AuditEntry

SIGNING_IN = {
    "signed_in": gettext_lazy("Signed in"),
    "signed_out": gettext_lazy("Signed out"),
    "sign_in_failed": gettext_lazy("Failed to sign in"),
    "password_wrong": gettext_lazy("Own password typed wrong"),
    "sessions_ended": gettext_lazy("Logins ended"),
    "unlocked": gettext_lazy("Unlocked"),
    "second_factor_set_up": gettext_lazy("Two-step verification turned on"),
    "second_factor_removed": gettext_lazy("Two-step verification removed"),
    "recovery_code_used": gettext_lazy("Recovery code used"),
}
VERSIONS = {
    "version_save": gettext_lazy("Version saved"),
    "version_restore": gettext_lazy("Older version restored"),
    "version_import": gettext_lazy("Version imported"),
    "version_aside": gettext_lazy("Version set aside"),
    "version_suggestion": gettext_lazy("Suggestion"),
}
AUTOSAVES = {"version_autosave": gettext_lazy("Saved by itself")}
ROWS = {
    "created": gettext_lazy("Created"),
    "changed": gettext_lazy("Changed"),
    "deleted": gettext_lazy("Deleted"),
    "placed": gettext_lazy("Placed on the home page"),
    "merged": gettext_lazy("Merged"),
    "unmerged": gettext_lazy("Merge undone"),
}
MOVED_ABOUT = {"imported": gettext_lazy("Import"), "exported": gettext_lazy("Exported")}
STEPS = {name: step.label for name, step in TRANSITIONS.items()} | {
    "update_failed": gettext_lazy("Scheduled changes did not go public"),
    "unpublish_failed": gettext_lazy("Scheduled withdrawal was not done"),
}
ACTIONS = STEPS | VERSIONS | AUTOSAVES | ROWS | SIGNING_IN | MOVED_ABOUT

FURTHER_FIELDS = {
    "version": gettext_lazy("version"),
    "published_at": gettext_lazy("published at"),
    "note": gettext_lazy("note"),
    "corrections": gettext_lazy("corrections"),
    "sessions": gettext_lazy("open logins"),
    "second_factor": gettext_lazy("second factor"),
    "groups": gettext_lazy("role"),
    "rows": gettext_lazy("rows"),
    "terms": gettext_lazy("merged terms"),
    "articles": gettext_lazy("articles"),
    "result": gettext_lazy("result"),
}


KINDS = {"articles.tagalias": gettext_lazy("another name")}  # rows that no screen but the record names


def action_label(action: str) -> str:
    return str(ACTIONS.get(action, action))


def kind_label(label: str) -> str:
    """Return what people call a kind of row; a model that is no more keeps its label."""
    if label in KINDS:
        return str(KINDS[label])
    try:
        return str(apps.get_model(label)._meta.verbose_name)
    except (LookupError, ValueError):
        return label


def differences(entry: AuditEntry) -> Iterator[tuple[str, str | None, str | None]]:
    """Yield what was different: the field, what it was and what it is; "" for empty, None for nothing to speak of."""
    for name in dict.fromkeys([*entry.before, *entry.after]):
        old, new = (
            said(entry, name, values[name]) if name in values else None for values in (entry.before, entry.after)
        )
        if old or new:
            yield field_label(entry, name), old, new


def field_of(entry: AuditEntry, name: str) -> Any:
    try:
        return apps.get_model(entry.part or entry.kind)._meta.get_field(name)
    except (LookupError, ValueError, FieldDoesNotExist):
        return None


def field_label(entry: AuditEntry, name: str) -> str:
    if name in FURTHER_FIELDS:
        return str(FURTHER_FIELDS[name])
    field = field_of(entry, name)
    return str(getattr(field, "verbose_name", name))


def said(entry: AuditEntry, name: str, value: Any) -> str:
    """Return a value as the newsroom says it."""
    if value is None or value in ("", []):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return "、".join(said(entry, name, item) for item in value)
    choices = dict(getattr(field_of(entry, name), "flatchoices", []))
    if value in choices:
        return str(choices[value])
    if name == "size" and isinstance(value, int):
        return filesizeformat(value)
    moment = parsed(value)
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if moment else str(value)


def parsed(value: Any) -> datetime.datetime | None:
    """Return the moment that a text stands for, None where it is none."""
    try:
        moment = parse_datetime(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return moment if moment and timezone.is_aware(moment) else None
