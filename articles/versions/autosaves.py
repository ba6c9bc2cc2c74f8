"""
What the newsroom does by itself with the versions that saved themselves (decisions §6.6).

An autosave is a version with a number of its own. The history shows those of one sitting as one line; after a month
only the last of each sitting is kept.
"""

import datetime
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from articles.models import Article, PlannedStep, Revision, StateChange
from cms.tasks import nightly, task

KEPT_DAYS = 30
AT_A_TIME = 500  # rows in one statement


def sittings(revisions: Iterable[Revision]) -> list[list[Revision]]:
    """
    Return ``revisions``, the newest first, with the autosaves of one sitting together.

    A sitting is a run of autosaves of one person, and the save that ended it.
    """
    found: list[list[Revision]] = []
    for revision in revisions:
        goes_on = found and revision.kind == Revision.Kind.AUTOSAVE and _same_sitting(found[-1][-1], revision)
        if goes_on:
            found[-1].append(revision)
        else:
            found.append([revision])
    return found


def _same_sitting(later: Revision, earlier: Revision) -> bool:
    kinds = {Revision.Kind.AUTOSAVE, Revision.Kind.SAVE}
    return later.kind in kinds and later.author_id == earlier.author_id


def prune(now: datetime.datetime | None = None) -> int:
    """
    Delete autosaves that are older than ``KEPT_DAYS`` and not the last of their sitting; return how many.

    What readers see, what is newest, and what a step names that was taken or is planned always stays. Safe at any time.
    """
    before = (now or timezone.now()) - datetime.timedelta(days=KEPT_DAYS)
    goes_on = Revision.objects.filter(
        article=OuterRef("article"),
        number=OuterRef("number") + 1,
        author=OuterRef("author"),
        kind__in=[Revision.Kind.AUTOSAVE, Revision.Kind.SAVE],
    )
    named = Article.objects.filter(Q(latest_revision=OuterRef("pk")) | Q(live_revision=OuterRef("pk")))
    steps = StateChange.objects.filter(revision=OuterRef("pk"))
    plans = PlannedStep.objects.filter(revision=OuterRef("pk"))
    old = Revision.objects.filter(kind=Revision.Kind.AUTOSAVE, created_at__lt=before, note="")
    unneeded = old.filter(Exists(goes_on), ~Exists(named), ~Exists(steps), ~Exists(plans))
    folded = list(unneeded.values_list("pk", flat=True))
    for start in range(0, len(folded), AT_A_TIME):
        Revision.objects.filter(pk__in=folded[start : start + AT_A_TIME]).delete()
    return len(folded)


@nightly
@task()
def prune_autosaves() -> None:
    """Tidy up by itself. Safe to run twice."""
    prune()
