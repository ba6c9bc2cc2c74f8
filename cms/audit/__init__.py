"""
The audit record (操作记录): one entry for everything that was done, whoever did it and by whatever way.

``record`` writes an entry. It is called by three kinds of places: ``cms.audit.rows`` for rows that are saved, changed
in bulk or deleted; ``articles.recording`` for the histories that an article keeps anyway; and, by name, where something
happens that is no change of a row, such as a login. Nothing edits or deletes an entry; the database refuses it, too.

An entry that stays for ever must not hold what has to be deletable. So no secret is in it, long texts are cut, and
of the visitor's address only the network.
"""

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse

from cms.models import AuditEntry
from cms.proxies import network_of

__all__ = ["Acting", "record", "shortened"]

LONGEST_TEXT = 300  # characters of a value; versions have the whole text
LONGEST_NAME = 200

_request: ContextVar[HttpRequest | None] = ContextVar("the request that is being answered", default=None)


class Acting:
    """Remember whose request is being answered, so that whatever is saved on the way knows who did it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _request.set(request)
        try:
            return self.get_response(request)
        finally:
            _request.reset(token)


def record(
    action: str,
    thing: models.Model,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    actor: Any = None,
    part: str = "",
) -> AuditEntry:
    """
    Write one entry about ``thing``, a row, and return it.

    ``actor`` is who did it; None for whoever sent the request that is being answered, and the system where there is
    none. ``before`` and ``after`` hold what differs, by the names of fields.
    """
    request = _request.get()
    # Public pages are asked by nobody in particular: only a request that changes something gets here.
    user = actor or getattr(request, "user", None)
    return AuditEntry.objects.create(
        actor=user if user is not None and user.is_authenticated and user.pk else None,
        action=action,
        kind=thing._meta.label_lower,
        key="" if thing.pk is None else str(thing.pk),
        name=str(thing)[:LONGEST_NAME],
        part=part,
        before=shortened(before or {}),
        after=shortened(after or {}),
        network=network_of(request) if request else "",
    )


def shortened(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values for an entry: what is long gets cut, and says how long it was."""
    return {name: _short(value) for name, value in values.items()}


def _short(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_short(item) for item in value]
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        return f"{value[:LONGEST_TEXT]}… ({len(value):,})"
    return value
