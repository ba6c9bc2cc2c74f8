"""Deleting an article for ever: only from the trash, and only by whom policy lets."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from articles import policy

from .models import Article, Redirect
from .workflow import TransitionNotAllowed


@transaction.atomic
def purge(article: Article, *, actor: Any) -> None:
    """
    Delete a trashed article with its versions and its history.

    Its address stays gone (410) if readers ever saw it. Raises ``PermissionDenied``, or
    ``TransitionNotAllowed`` for an article that is not in the trash.
    """
    article.refresh_from_db(from_queryset=Article.objects.select_for_update())
    if not policy.may(actor, "purge", article):
        raise PermissionDenied
    if article.state != Article.State.TRASHED:
        raise TransitionNotAllowed(_("Only an article in the trash can be deleted for ever."))
    path, was_public = article.path, article.was_public and not article.hidden_as_missing
    # The row and its versions point at each other; a version may not go while a row needs it.
    Article.objects.filter(pk=article.pk).update(latest_revision=None, live_revision=None)
    article.delete()
    if was_public:
        Redirect.objects.update_or_create(source=path, defaults={"target": "", "origin": Redirect.Origin.AUTOMATIC})
