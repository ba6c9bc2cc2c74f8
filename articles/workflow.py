"""
Which way an article may go. Nothing else in the project assigns ``Article.state``.

Read ``TRANSITIONS`` as the diagram; ``apply()`` is the only pen that follows it. Being scheduled is
not a state: it is ``published`` with a time to come, and readers' queries ask the clock.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import policy, publishing, readiness

from .models import Article, State, StateChange


class TransitionNotAllowed(Exception):
    """The article is in the wrong state, the account lacks the right, or something required is missing."""


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


BEFORE_PUBLICATION = (State.DRAFT, State.IN_REVIEW, State.PUBLISHED)

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
        Transition("unschedule", gettext_lazy("Unschedule"), (State.PUBLISHED,), State.DRAFT, _scheduled),
        Transition("update", gettext_lazy("Publish changes"), (State.PUBLISHED,), State.PUBLISHED, _edited),
        Transition("unpublish", gettext_lazy("Take down"), (State.PUBLISHED,), State.UNPUBLISHED, _has_been_public),
        Transition("republish", gettext_lazy("Publish again"), (State.UNPUBLISHED,), State.PUBLISHED),
        Transition(
            "trash",
            gettext_lazy("Move to trash"),
            (State.DRAFT, State.IN_REVIEW, State.UNPUBLISHED, State.PUBLISHED),
            State.TRASHED,
            _not_yet_public,
        ),
        Transition("restore", gettext_lazy("Restore"), (State.TRASHED,), State.DRAFT),
    ]
}
MAKES_LIVE = {"publish", "schedule", "update", "republish"}


def available(article: Article, user: Any) -> list[Transition]:
    """Return the transitions to offer this user as buttons, in the diagram's order."""
    return [
        transition
        for transition in TRANSITIONS.values()
        if transition.starts_from(article) and policy.may(user, transition.name, article)
    ]


@transaction.atomic
def apply(
    article: Article,
    name: str,
    *,
    actor: Any,
    at: datetime.datetime | None = None,
    note: str = "",
    public_note: str = "",
) -> StateChange:
    """
    Move ``article`` along one transition, record it, and return the record.

    ``actor=None`` is the system itself (importer, scheduler): it needs no permission and is not asked
    whether the text is ready. ``at`` is the moment of publication: to come for ``schedule``, past or
    None (now) for ``publish``. ``note`` is for the newsroom and required by ``send_back``;
    ``public_note`` is what readers of a withdrawn address see. Raises ``TransitionNotAllowed`` with a
    message for the user, ``paths.PathTaken``, or ``KeyError`` for an unknown name.
    """
    transition = TRANSITIONS[name]
    article.refresh_from_db(from_queryset=Article.objects.select_for_update())
    _check(article, transition, actor, at, note)
    source = article.state
    now = timezone.now()

    if name in {"publish", "schedule"}:
        article.published_at = at or (article.published_at if article.was_public else None) or now
    if name in MAKES_LIVE:
        if article.latest_revision is None:
            raise TransitionNotAllowed(_("Save the article first."))
        if article.was_public and article.latest_revision_id != article.live_revision_id:
            article.modified_at = now
        article.state = transition.target
        if article.first_published_at is None or article.first_published_at > now:
            article.first_published_at = article.published_at
        publishing.make_live(article, article.latest_revision)
    else:
        _leave_readers(article, transition.target, public_note)
    article.save()
    return StateChange.objects.create(
        article=article,
        actor=actor,
        transition=name,
        source=source,
        target=transition.target,
        note=note,
        revision=article.latest_revision,
    )


def _leave_readers(article: Article, target: State, public_note: str) -> None:
    """Take the article from readers' sight, or leave it there, with its newest text on the row."""
    was_published = article.state == State.PUBLISHED
    never_seen = article.is_scheduled
    article.state = target
    if was_published and article.latest_revision and article.latest_revision_id != article.live_revision_id:
        publishing.put_on_row(article, article.latest_revision)
    if target == State.UNPUBLISHED:
        article.withdrawal_note = public_note
    if never_seen:
        article.published_at = None
        if not article.was_public:
            article.first_published_at = None


def _check(article: Article, transition: Transition, actor: Any, at: datetime.datetime | None, note: str) -> None:
    if not transition.starts_from(article):
        raise TransitionNotAllowed(
            _("“%(action)s” does not fit this article now: it is “%(state)s”.")
            % {"action": transition.label, "state": article.get_state_display()}
        )
    if actor is not None and not policy.may(actor, transition.name, article):
        raise TransitionNotAllowed(_("You may not do “%(action)s”.") % {"action": transition.label})
    if transition.needs_note and not note.strip():
        raise TransitionNotAllowed(_("Write what should be changed, so that the author knows."))
    if transition.name == "schedule" and (at is None or at <= timezone.now()):
        raise TransitionNotAllowed(_("The time of publication is past. Choose a later one."))
    if transition.name == "publish" and at is not None and at > timezone.now():
        raise TransitionNotAllowed(_("This time is to come. Use “Schedule”."))
    if actor is not None and transition.name in MAKES_LIVE | {"submit"}:
        problems = readiness.blocking_problems(article, at)
        if problems:
            raise TransitionNotAllowed(" ".join(problems))
