"""
Which way an article may go. Nothing else in the project assigns ``Article.state``.

``TRANSITIONS`` is the diagram; ``apply()`` is the only pen that follows it. Being scheduled is
not a state: it is ``published`` with a time to come, and readers' queries ask the clock. So they do for the end of
an article (``expires_at``). What the clock cannot do, putting another text before readers, is planned as a step and
taken by ``carry_out()`` (decisions, entry 32).
"""

import contextlib
import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import clock, links, notifications, policy, publishing, search, text
from articles.checks import check_words, readiness
from articles.schedule import planning
from cms.tasks import after_commit

from .addresses.paths import PathTaken
from .models import Article, PlannedStep, State, StateChange
from .schedule.planning import UNPUBLISH, UPDATE
from .transitions import LEAVES_ALONE, MAKES_LIVE, SHOWS_TEXT, TO_COME, TRANSITIONS, Transition

__all__ = [
    "MAKES_LIVE",
    "SHOWS_TEXT",
    "TO_COME",
    "TRANSITIONS",
    "TransitionNotAllowed",
    "apply",
    "available",
    "carry_out",
]


class TransitionNotAllowed(Exception):
    """The article is in the wrong state, the account lacks the right, or something required is missing."""


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
    whether the text is ready. ``at`` is the moment of publication: past or None (now) for ``publish``; for the steps
    of ``TO_COME`` the moment to come of what they plan. ``note`` is for the newsroom and required by ``send_back``;
    ``public_note`` is what readers of a withdrawn address see. Raises ``TransitionNotAllowed`` with a
    message for the user, ``paths.PathTaken``, or ``KeyError`` for an unknown name.
    """
    transition = TRANSITIONS[name]
    article.refresh_from_db(from_queryset=Article.objects.select_for_update(no_key=True))
    _check(article, transition, actor, at, note)
    source = article.state
    if name in LEAVES_ALONE:
        _plan(article, name, actor, at, note, public_note)
    elif name in MAKES_LIVE:
        _show_readers(article, name, actor, at)
    else:
        _leave_readers(article, transition.target, public_note)
    article.save()
    search.renew(article)
    after_commit(links.renew, article.pk)
    return _record(article, name, actor, source=source, note=note, moment=at, revision=article.latest_revision)


def _show_readers(article: Article, name: str, actor: Any, at: datetime.datetime | None) -> None:
    """Put the newest version before readers, now or at the article's time."""
    now = clock.now()
    if name in {"publish", "schedule"}:
        article.published_at = at or (article.published_at if article.was_public else None) or now
    is_over = article.expires_at is not None and article.expires_at <= now
    if is_over and (actor is not None or name == "republish"):  # whoever publishes a text wants it read
        article.expires_at = None
        planning.drop(article, UNPUBLISH)
    newest = article.latest_revision
    if newest is None:
        raise TransitionNotAllowed(_("Save the article first."))
    if article.was_public and newest.pk != article.live_revision_id:
        article.modified_at = now
    article.state = State.PUBLISHED
    article.planned_day = None  # it has its time
    if article.first_published_at is None or article.first_published_at > now:
        article.first_published_at = article.published_at
    planning.drop(article, UPDATE)
    publishing.make_live(article, newest)


def _leave_readers(article: Article, target: State, public_note: str) -> None:
    """Take the article from readers' sight, or leave it there, with its newest text on the row."""
    was_published = article.state == State.PUBLISHED
    never_seen = article.is_scheduled
    article.state = target
    if was_published and article.latest_revision and article.latest_revision_id != article.live_revision_id:
        # An imported version may be too much to lay out, or a machine in trouble may lay out nothing. That must keep
        # nobody from taking an article down.
        with contextlib.suppress(text.TextTooComplex, text.RendererUnavailable):
            publishing.put_on_row(article, article.latest_revision)
    if target == State.UNPUBLISHED:
        article.withdrawal_note = public_note
    if was_published and article.planned(UNPUBLISH):
        article.expires_at = None  # the withdrawal that was planned has come, or is not wanted any more
    planning.drop(article, UPDATE, UNPUBLISH)
    if never_seen:
        if article.published_at is not None:  # it keeps its day in the calendar, as a plan
            article.planned_day = timezone.localdate(article.published_at)
        article.published_at = None
        if not article.was_public:
            article.first_published_at = None


def _plan(article: Article, name: str, actor: Any, at: datetime.datetime | None, note: str, public_note: str) -> None:
    """Write down or take back what is to happen by itself. A withdrawal is kept by the clock: ``expires_at``."""
    if name == "schedule_update" and at is not None:
        planning.plan(article, UPDATE, at=at, actor=actor, note=note)
        publishing.hold_pictures(article)
    elif name == "cancel_update":
        planning.drop(article, UPDATE)
        publishing.hold_pictures(article)
    elif name == "schedule_withdrawal" and at is not None:
        planning.plan(article, UNPUBLISH, at=at, actor=actor, note=note)
        article.expires_at, article.withdrawal_note = at, public_note
    else:
        planning.drop(article, UNPUBLISH)
        article.expires_at, article.withdrawal_note = None, ""


def _record(article: Article, name: str, actor: Any, *, source: str, **facts: Any) -> StateChange:
    """Write the history's row, and tell whom it concerns."""
    change = StateChange.objects.create(
        article=article, actor=actor, transition=name, source=source, target=article.state, **facts
    )
    notifications.tell_of_step(change)
    return change


@transaction.atomic
def carry_out(planned: PlannedStep) -> StateChange | None:
    """
    Take a planned step whose moment has come, and return its record; None where somebody else took or changed it.

    Exactly once: the article's row is locked, and the plan goes with the step or stays with it. An update is
    made in the name of whoever planned it, who may have lost the right meanwhile, and of a text that may have
    become unfit: then the plan stays with its ``problem``, the history says so, and readers see what they saw. A
    withdrawal only hides, and readers' queries have hidden the article already, so nothing stops it.
    Raises ``text.RendererUnavailable`` where trying again may help.
    """
    # Whoever holds the row may be taking this very step: the others go on with the next, and come again if not.
    article = Article.objects.select_for_update(skip_locked=True, no_key=True).filter(pk=planned.article_id).first()
    due = PlannedStep.objects.due().select_related("actor", "revision").filter(pk=planned.pk).first()
    if article is None or due is None:
        return None
    facts = {"moment": due.at, "note": due.note, "revision": due.revision}
    try:
        with transaction.atomic():
            source = article.state
            _check_planned(article, due)
            if due.step == UPDATE:
                planning.drop(article, UPDATE)
                article.modified_at = clock.now()
                publishing.make_live(article, due.revision)
            else:
                _leave_readers(article, State.UNPUBLISHED, article.withdrawal_note)
            article.save()
            search.renew(article)
            after_commit(links.renew, article.pk)
            return _record(article, due.step, due.actor, source=source, **facts)
    except (TransitionNotAllowed, PathTaken, text.TextTooComplex) as stopped:
        article.refresh_from_db()  # the object still holds what was rolled back
        return stop(due, why_stopped(stopped))


def _check_planned(article: Article, due: PlannedStep) -> None:
    if article.state != State.PUBLISHED:
        raise TransitionNotAllowed(_("The article is not published any more."))
    if due.step != UPDATE:
        return
    if due.actor is not None and not policy.may(due.actor, "update", article):
        raise TransitionNotAllowed(_("Whoever scheduled this may not publish any more."))
    if problems := readiness.problems_of(article, due.revision):
        raise TransitionNotAllowed(" ".join(problems))


def why_stopped(error: Exception) -> str:
    """Return in words, for everybody who may see the article, what stopped a planned step."""
    if isinstance(error, PathTaken):
        return check_words.say(readiness.address_taken(error, lambda other: False))
    if isinstance(error, TransitionNotAllowed):
        return str(error)
    return _("The text cannot be laid out. Look at it in the preview.")


@transaction.atomic
def stop(planned: PlannedStep, problem: str) -> StateChange | None:
    """
    Leave a planned step undone until somebody decides, and say so in the article's history.

    Returns None where it was taken or changed meanwhile.
    """
    same = PlannedStep.objects.filter(pk=planned.pk, at=planned.at, failed_at=None)
    if not same.update(failed_at=clock.now(), problem=problem):
        return None
    article = planned.article
    notifications.tell_publication_failed(article, problem)
    facts = {"moment": planned.at, "note": problem, "revision": planned.revision}
    return _record(article, f"{planned.step}_failed", None, source=article.state, **facts)


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
    if transition.name in TO_COME and (at is None or at <= clock.now()):
        raise TransitionNotAllowed(check_words.say(readiness.PAST))
    if transition.name == "publish" and at is not None and at > clock.now():
        raise TransitionNotAllowed(_("This time is to come. Use “Schedule”."))
    if at is not None:
        _check_order(article, transition.name, at)
    if actor is not None and transition.name in SHOWS_TEXT | {"submit"}:
        problems = readiness.blocking_problems(article, None if transition.name == "schedule_update" else at)
        if problems:
            raise TransitionNotAllowed(" ".join(problems))


def _check_order(article: Article, name: str, at: datetime.datetime) -> None:
    """Refuse what would happen to an article after it is taken down, and an end before the beginning."""
    begin, end = article.published_at, article.expires_at
    if name == "schedule_withdrawal":
        update = article.planned(UPDATE)
        if update is not None and update.failed_at is None and at <= update.at:
            raise TransitionNotAllowed(
                _("Changes are scheduled for a time after that. Cancel them first, or choose a later time.")
            )
        if begin is not None and at <= begin:
            raise TransitionNotAllowed(_("It would be taken down before it appears. Choose a later time."))
    if name in {"schedule", "schedule_update"} and end is not None and clock.now() < end <= at:
        raise TransitionNotAllowed(
            _("It is to be taken down before that. Choose an earlier time, or cancel the withdrawal first.")
        )
