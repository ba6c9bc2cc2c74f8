"""The diagram of the workflow: which step leads from which state to which, and what else it asks of an article."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy

from .models import Article, State
from .schedule.planning import UPDATE


@dataclass(frozen=True)
class Transition:
    """One arrow of the diagram. ``fits`` asks more of the article than its state says."""

    name: str
    label: Any
    sources: tuple[State, ...]
    target: State
    fits: Callable[[Article], bool] = lambda article: True
    needs_note: bool = False

    def starts_from(self, article: Article) -> bool:
        return article.state in self.sources and self.fits(article)


def _not_yet_public(article: Article) -> bool:
    return article.state != State.PUBLISHED or article.is_scheduled


def _scheduled(article: Article) -> bool:
    return article.is_scheduled


def _has_been_public(article: Article) -> bool:
    return not article.is_scheduled


def _edited(article: Article) -> bool:
    return article.has_unpublished_changes


def _live_and_edited(article: Article) -> bool:
    return article.has_unpublished_changes and article.is_live


def _has_plan(article: Article) -> bool:
    return article.planned(UPDATE) is not None


def _not_over(article: Article) -> bool:
    return not article.is_expired


def _is_to_go(article: Article) -> bool:
    return article.is_to_go


def _gone(article: Article) -> bool:
    return article.state == State.UNPUBLISHED or article.is_expired


PUBLISHED = (State.PUBLISHED,)
BEFORE_PUBLICATION = (State.DRAFT, State.IN_REVIEW, *PUBLISHED)

TRANSITIONS = {
    transition.name: transition
    for transition in [
        Transition("submit", gettext_lazy("Submit for review"), (State.DRAFT,), State.IN_REVIEW),
        Transition("withdraw_submission", gettext_lazy("Withdraw submission"), (State.IN_REVIEW,), State.DRAFT),
        Transition("send_back", gettext_lazy("Request changes"), (State.IN_REVIEW,), State.DRAFT, needs_note=True),
        Transition("publish", gettext_lazy("Publish"), BEFORE_PUBLICATION, State.PUBLISHED, _not_yet_public),
        Transition(
            "schedule",
            gettext_lazy("Schedule"),
            (*BEFORE_PUBLICATION, State.UNPUBLISHED),
            State.PUBLISHED,
            _not_yet_public,
        ),
        Transition("unschedule", gettext_lazy("Unschedule"), PUBLISHED, State.DRAFT, _scheduled),
        Transition("update", gettext_lazy("Publish changes"), PUBLISHED, State.PUBLISHED, _edited),
        Transition("schedule_update", gettext_lazy("Schedule changes"), PUBLISHED, State.PUBLISHED, _live_and_edited),
        Transition("cancel_update", gettext_lazy("Cancel scheduled changes"), PUBLISHED, State.PUBLISHED, _has_plan),
        Transition("unpublish", gettext_lazy("Take down"), PUBLISHED, State.UNPUBLISHED, _has_been_public),
        Transition("schedule_withdrawal", gettext_lazy("Schedule withdrawal"), PUBLISHED, State.PUBLISHED, _not_over),
        Transition("cancel_withdrawal", gettext_lazy("Cancel withdrawal"), PUBLISHED, State.PUBLISHED, _is_to_go),
        Transition("republish", gettext_lazy("Publish again"), (State.UNPUBLISHED, *PUBLISHED), State.PUBLISHED, _gone),
        Transition(
            "trash",
            gettext_lazy("Move to trash"),
            (*BEFORE_PUBLICATION, State.UNPUBLISHED),
            State.TRASHED,
            _not_yet_public,
        ),
        Transition("restore", gettext_lazy("Restore"), (State.TRASHED,), State.DRAFT),
    ]
}
MAKES_LIVE = {"publish", "schedule", "update", "republish"}  # copies the newest version onto the row
SHOWS_TEXT = MAKES_LIVE | {"schedule_update"}  # at once or later: what it shows has to be ready
TO_COME = {"schedule", "schedule_update", "schedule_withdrawal"}  # needs a moment to come
LEAVES_ALONE = {"schedule_update", "cancel_update", "schedule_withdrawal", "cancel_withdrawal"}  # readers see the same
