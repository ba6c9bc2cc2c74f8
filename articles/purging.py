"""
Deleting an article for ever: only from the trash, by whom policy lets, or by itself after 30 days there (brief §13).
"""

import datetime
import logging
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import policy
from cms.tasks import nightly, task

from .models import Article, Redirect, StateChange
from .workflow import TransitionNotAllowed

KEPT = datetime.timedelta(days=30)  # in the trash

logger = logging.getLogger(__name__)


@transaction.atomic
def purge(article: Article, *, actor: Any) -> None:
    """
    Delete a trashed article with its versions and its history. ``actor=None`` is the system.

    Its address stays gone (410) if readers ever saw it. Raises ``PermissionDenied``, or
    ``TransitionNotAllowed`` for an article that is not in the trash.
    """
    article.refresh_from_db(from_queryset=Article.objects.select_for_update())
    if actor is not None and not policy.may(actor, "purge", article):
        raise PermissionDenied
    if article.state != Article.State.TRASHED:
        raise TransitionNotAllowed(_("Only an article in the trash can be deleted for ever."))
    path, was_public = article.path, article.was_public and not article.hidden_as_missing
    # The row and its versions point at each other; a version may not go while a row needs it.
    Article.objects.filter(pk=article.pk).update(latest_revision=None, live_revision=None)
    article.delete()
    if was_public:
        Redirect.objects.update_or_create(source=path, defaults={"target": "", "origin": Redirect.Origin.AUTOMATIC})


def trashed_before(moment: datetime.datetime) -> list[int]:
    """Return the keys of the articles that were last moved to the trash at ``moment`` or earlier."""
    steps = StateChange.objects.filter(article=OuterRef("pk"), transition="trash").order_by("-at", "-pk")
    trashed = Article.objects.filter(state=Article.State.TRASHED).annotate(since=Subquery(steps.values("at")[:1]))
    return list(trashed.filter(since__lte=moment).order_by("pk").values_list("pk", flat=True))


def leaves_at(article: Article) -> datetime.datetime | None:
    """Return when an article of the trash is deleted for ever; None where nothing says since when it is there."""
    step = article.history.filter(transition="trash").first()
    return step.at + KEPT if step else None


def empty_trash(now: datetime.datetime | None = None) -> int:
    """
    Delete for ever what has been in the trash for 30 days; return how many articles. Safe at any moment.

    An article that cannot be deleted stays, with the reason in the log, and keeps none of the others.
    """
    before = (now or timezone.now()) - KEPT
    gone = 0
    for key in trashed_before(before):
        try:
            with transaction.atomic():
                article = _still_old(key, before)
                if article is None:
                    continue
                purge(article, actor=None)
        except Exception:
            logger.exception("Article %s could not be deleted from the trash.", key)
        else:
            gone += 1
            logger.info("Article %s was deleted after 30 days in the trash.", key)
    return gone


def _still_old(key: int, before: datetime.datetime) -> Article | None:
    """Return the article and hold it; None where it was restored, deleted or trashed anew in this very moment."""
    article = Article.objects.select_for_update().filter(pk=key, state=Article.State.TRASHED).first()
    leaves = leaves_at(article) if article else None
    return article if leaves is not None and leaves <= before + KEPT else None


@nightly
@task()
def empty_trash_nightly() -> None:
    """Empty the trash by itself. Safe to run twice."""
    empty_trash()
