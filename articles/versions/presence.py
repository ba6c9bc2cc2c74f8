"""
Who else has an article open (brief §11.8): a form says every 20 seconds that it is there, and hears of the others.
"""

import datetime
from typing import Any

from django.utils import timezone

from articles.models import Article, Presence
from cms.tasks import nightly, task

ACTIVE = datetime.timedelta(seconds=60)  # since the last sign of life
FORGOTTEN = datetime.timedelta(days=1)


def report(article: Article, user: Any, *, is_editing: bool) -> list[Presence]:
    """Note that ``user`` has the article open; return the others who have, the last seen first."""
    now = timezone.now()
    seen = {"seen_at": now, "is_editing": is_editing}
    Presence.objects.update_or_create(article=article, user=user, defaults=seen)
    others = Presence.objects.filter(article=article, seen_at__gt=now - ACTIVE).exclude(user=user)
    return list(others.select_related("user").order_by("-seen_at"))


def leave(article: Article, user: Any) -> None:
    """Note that ``user`` has closed the article."""
    Presence.objects.filter(article=article, user=user).delete()


@nightly
@task()
def forget() -> None:
    """Delete signs of life that say nothing any more. Safe to run twice."""
    Presence.objects.filter(seen_at__lt=timezone.now() - FORGOTTEN).delete()
