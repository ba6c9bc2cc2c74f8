"""
Steps that are to be taken by themselves: written down, and taken back. ``workflow`` decides, and takes them.

An article has at most one of each kind: another time replaces the one before.
"""

import datetime
from typing import Any

from articles.models import Article, PlannedStep

UPDATE, UNPUBLISH = PlannedStep.Step.UPDATE, PlannedStep.Step.UNPUBLISH


def plan(article: Article, step: str, *, at: datetime.datetime, actor: Any, note: str = "") -> PlannedStep:
    """Plan ``step`` of the article's newest version for ``at``; what had stopped an earlier plan is forgotten."""
    values = {"at": at, "actor": actor, "note": note, "revision": article.latest_revision}
    planned, _created = PlannedStep.objects.update_or_create(
        article=article, step=step, defaults={**values, "failed_at": None, "problem": ""}
    )
    return planned


def drop(article: Article, *steps: str) -> None:
    """Forget what was planned, of these kinds."""
    article.plans.filter(step__in=steps).delete()
