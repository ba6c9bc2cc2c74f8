"""
What the writer of a published article would change in it (brief §11.1), and what an editor makes of that.

From scheduled on an editor changes an article (the rules of ``policy``). So a suggestion is a version beside the
working copy: it becomes the newest one only when an editor takes it over, and readers see it only after 更新发布.
"""

from dataclasses import replace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import notifications, policy, publishing
from articles.naming.terms import term_slug
from articles.versions.comparison import Merged, changed_fields, merge_versions

from .models import Article, Notification, Revision, Suggestion
from .versions.content import Content

Event, State = Notification.Event, Suggestion.State
LONGEST_NAME = 20  # characters of a name in a version's note


def waits_for_editor() -> Q:
    """Return the condition for articles of which a suggestion waits."""
    return Q(pk__in=Suggestion.objects.waiting().values("article")) & ~Q(state=Article.State.TRASHED)


class NotPossible(Exception):
    """The suggestion cannot be made or is decided already. The message is for the user."""


@transaction.atomic
def suggest(article: Article, content: Content, *, author: Any, based_on: int | None, note: str = "") -> Suggestion:
    """
    Keep ``content`` as what ``author`` would change, and tell the publishers. A later one replaces an earlier one.

    ``based_on`` is the number of the version that the form showed. Raises ``PermissionDenied``, or ``NotPossible``
    where nothing was changed.
    """
    article.refresh_from_db(from_queryset=Article.objects.select_for_update(no_key=True))
    if not policy.may(author, "suggest", article):
        raise PermissionDenied
    content = replace(content, slug=term_slug(content.slug) or article.slug)
    base = article.revisions.exclude(kind__in=Revision.BESIDE).filter(number=based_on or 0).first()
    if not changed_fields(Content.newest(article), content):
        raise NotPossible(_("You have not changed anything yet."))
    earlier = article.suggestions.waiting().filter(author=author).select_related("revision").first()
    if earlier and earlier.note == note and Content.of_revision(earlier.revision) == content:
        return earlier  # clicked twice
    if earlier:
        _decide(earlier, State.REPLACED, author)
    revision = publishing.append(
        article, content, after=base or article.latest_revision, author=author, kind=Revision.Kind.SUGGESTION
    )
    found = Suggestion.objects.create(article=article, revision=revision, base=base, author=author, note=note)
    notifications.tell(Event.SUGGESTED, article, notifications.publishers(), actor=author, note=note)
    return found


def together(suggestion: Suggestion) -> Merged:
    """
    Return the newest version with what the suggestion changes.

    ``touching`` names the fields in which an editor has changed the same place since; they hold the suggestion's.
    """
    suggested, newest = Content.of_revision(suggestion.revision), Content.newest(suggestion.article)
    if suggestion.base is None:
        return Merged(suggested, tuple(change.name for change in changed_fields(newest, suggested)))
    return merge_versions(Content.of_revision(suggestion.base), suggested, newest)


@transaction.atomic
def take_over(suggestion: Suggestion, *, actor: Any, based_on: int | None) -> Revision:
    """
    Make the suggestion part of the working copy; readers see what they saw before.

    ``based_on`` is the number of the newest version that the editor had before them. Raises ``PermissionDenied``,
    ``NotPossible``, and what ``publishing.save_revision`` raises.
    """
    suggestion = _locked(suggestion)
    article = suggestion.article
    if not policy.may(actor, "edit", article):
        raise PermissionDenied
    note = _("Suggested by %(name)s") % {"name": str(suggestion.author)[:LONGEST_NAME]}
    content = together(suggestion).content
    revision = publishing.save_revision(article, content, author=actor, based_on=based_on, note=note)
    _decide(suggestion, State.TAKEN, actor)
    notifications.tell(Event.TAKEN_OVER, article, [suggestion.author], actor=actor)
    return revision


@transaction.atomic
def decline(suggestion: Suggestion, *, actor: Any, answer: str) -> None:
    """Leave the article as it is and tell the writer why. Raises ``PermissionDenied`` or ``NotPossible``."""
    suggestion = _locked(suggestion)
    if not policy.may(actor, "edit", suggestion.article):
        raise PermissionDenied
    if not answer.strip():
        raise NotPossible(_("Write why, so that the author knows."))
    _decide(suggestion, State.DECLINED, actor, answer)
    notifications.tell(Event.DECLINED, suggestion.article, [suggestion.author], actor=actor, note=answer)


@transaction.atomic
def withdraw(suggestion: Suggestion, *, actor: Any) -> None:
    """Take one's own suggestion back. Raises ``PermissionDenied`` or ``NotPossible``."""
    suggestion = _locked(suggestion)
    if suggestion.author_id != actor.pk or not policy.may(actor, "see", suggestion.article):
        raise PermissionDenied
    _decide(suggestion, State.WITHDRAWN, actor)


def _locked(suggestion: Suggestion) -> Suggestion:
    """Return the suggestion as it is now, with its article held until the transaction ends."""
    Article.objects.select_for_update(no_key=True).get(pk=suggestion.article_id)
    found = Suggestion.objects.select_related("article__latest_revision", "revision", "base", "author")
    now = found.get(pk=suggestion.pk)
    if now.state != State.WAITING:
        raise NotPossible(_("This suggestion is decided already: %(state)s.") % {"state": now.get_state_display()})
    return now


def _decide(suggestion: Suggestion, state: str, actor: Any, answer: str = "") -> None:
    suggestion.state, suggestion.decided_by, suggestion.answer = state, actor, answer
    suggestion.decided_at = timezone.now()
    suggestion.save(update_fields=["state", "decided_by", "decided_at", "answer"])
    told = Notification.objects.filter(article=suggestion.article, event=Event.SUGGESTED, actor=suggestion.author)
    told.filter(read_at=None).update(read_at=timezone.now())  # nobody has to look at it any more
