"""
What the newsroom calls an article's state (brief §11.1): the stored states, and those that follow from them.

退回修改 is a draft whose last step was ``send_back``; 已排期 and 已过期 are ``published``, asked of the clock.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from articles.suggestions import waits_for_editor

State = Article.State


@dataclass(frozen=True)
class Status:
    """A name for the style sheet and the words on the pill."""

    name: str
    label: Any


SENT_BACK = Status("sent_back", _("Changes requested"))
SCHEDULED = Status("scheduled", _("Scheduled"))
EXPIRED = Status("expired", _("Expired"))
STORED = {state: Status(state.value, state.label) for state in State}


def status_of(article, last_step):
    """Return the status of an article whose newest transition is ``last_step``."""
    if article.state == State.DRAFT and last_step == "send_back":
        return SENT_BACK
    if article.is_scheduled:
        return SCHEDULED
    if article.is_expired:
        return EXPIRED
    return STORED[State(article.state)]


def status_filter(name):
    """Return the condition on rows of ``with_last_step`` for one status; KeyError for a name that is none."""
    now = timezone.now()
    sent_back = Q(state=State.DRAFT, last_step="send_back")
    published, come = Q(state=State.PUBLISHED), Q(published_at__lte=now)
    conditions = {
        "draft": Q(state=State.DRAFT) & (Q(last_step=None) | ~Q(last_step="send_back")),
        "in_review": Q(state=State.IN_REVIEW) | waits_for_editor(),
        "sent_back": sent_back,
        "scheduled": published & Q(published_at__gt=now),
        "published": published & come & (Q(expires_at=None) | Q(expires_at__gt=now)),
        "expired": published & come & Q(expires_at__lte=now),
        "unpublished": Q(state=State.UNPUBLISHED),
        "trashed": Q(state=State.TRASHED),
    }
    return conditions[name]


def name_of(user):
    """Return how the newsroom calls an account."""
    return (user.get_full_name() or user.get_username()) if user else ""
