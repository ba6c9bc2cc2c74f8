"""
Where readers find an article at a moment, and why not where somebody looks for it.

The pages' own queries are asked, so that what is said here cannot differ from what is shown.
"""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from articles.frontpage import homepage

from .models import Article
from .models.orders import BY_TIME

State = Article.State
FEED_ITEMS = 20  # of a feed, the newest first


@dataclass(frozen=True)
class Hidden:
    """Why no reader can see the article: ``reason`` is a state's name, ``scheduled`` or ``expired``."""

    reason: str
    at: datetime.datetime | None = None


@dataclass(frozen=True)
class OnHome:
    """
    The article's place on the home page: ``slot`` is a field of ``homepage.HomePage``, or "" where it has none.

    ``wanted`` names the slots that its flags ask for and that others have taken; ``pin_ended`` when its pin ran out.
    """

    slot: str
    wanted: tuple[str, ...] = ()
    pin_ended: datetime.datetime | None = None


def hidden(article: Article, now: datetime.datetime | None = None) -> Hidden | None:
    """Return why readers cannot see the article at ``now``; None where they can."""
    now = now or timezone.now()
    if article.state != State.PUBLISHED:
        return Hidden(article.state)
    if article.published_at is not None and article.published_at > now:
        return Hidden("scheduled", article.published_at)
    if article.expires_at is not None and article.expires_at <= now:
        return Hidden("expired", article.expires_at)
    return None


def on_home(article: Article, now: datetime.datetime | None = None) -> OnHome:
    """Return where the home page shows a live article at ``now``."""
    now = now or timezone.now()
    page = homepage.compose(now)
    slots: dict[str, list[Article]] = {
        "lead": [page.lead] if page.lead else [],
        "side": page.side,
        "picks": page.picks,
        "focus": page.focus,
        "latest": page.latest,
    }
    slot = next((name for name, articles in slots.items() if article in articles), "")
    pin_over = article.pinned and article.pinned_until is not None and article.pinned_until <= now
    asked = {
        "lead": article.pinned and not pin_over and slot not in {"lead", "side"},
        "picks": article.recommended and slot not in {"lead", "side", "picks"},
        "focus": article.in_focus and slot not in {"lead", "side", "picks", "focus"},
    }
    wanted = tuple(name for name, asks in asked.items() if asks)
    return OnHome(slot, wanted, article.pinned_until if pin_over else None)


def in_feed(article: Article, now: datetime.datetime | None = None) -> bool:
    """Say whether a live article is among the newest that the site's feed holds."""
    newest = Article.objects.live(now).order_by(*BY_TIME).values_list("pk", flat=True)[:FEED_ITEMS]
    return article.pk in set(newest)
