"""
Bulk actions: each is the single action for each article, asked of policy and workflow one by one.

Here is what there is to do, and to whom; ``article_bulk`` asks and does it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import policy, publishing, workflow
from articles.admin.status import status_of
from articles.admin.words import locked, refusal
from articles.checks import readiness
from articles.frontpage.placement import set_placement
from articles.models import Article, Category, Topic
from articles.naming.terms import fold
from articles.versions.content import Content

from .additions import apply_with_additions
from .steps import STOPS_A_STEP, why_refused

MOST_TAGS = 50  # of one article; far more than help anybody


@dataclass(frozen=True)
class Action:
    """
    One entry of the menu.

    ``refused`` returns why an article cannot be done, or None; ``do`` does it and returns the same. ``keeps_words``
    says that it changes what is written, which readers of a published article see after 更新发布.
    """

    name: str
    label: Any
    right: str
    refused: Callable[[Any, Article], tuple[int, str] | None]
    do: Callable[..., str | None]
    keeps_words: bool = False


def step_action(name, label=None):
    transition = workflow.TRANSITIONS[name]

    def refused(user, article):
        found = refusal(user, article, transition)
        if found is None and name == "update" and not article.has_unpublished_changes:
            return 409, _("It has no unpublished changes.")
        if found and found[0] == 409:
            return 409, why_not(article, name)
        stops = name in workflow.MAKES_LIVE | {"submit"}
        if found is None and stops and (problems := readiness.blocking_problems(article)):
            return 409, " ".join(problems)
        return found

    def do(user, article, **words):
        try:
            apply_with_additions(article, name, actor=user, **words)
        except STOPS_A_STEP as error:
            return why_refused(error, user)
        return None

    return Action(name, label or transition.label, name, refused, do)


def why_not(article, name):
    """Say in a row's own words why its state does not allow the step."""
    if name == "trash" and article.is_live:
        return _("Readers can see it. Take it down first.")
    return _("It is “%(state)s” now.") % {"state": status_of(article, None).label}


def flag_action(name, label, values):
    def refused(user, article):
        if not policy.may(user, "place", article):
            return 403, _("You may not place articles on the home page.")
        if not article.is_live:
            return 409, _("Readers cannot see it now.")
        return None

    def do(user, article, pinned_until=None):
        when = {"pinned_until": pinned_until} if name == "pin" else {}
        set_placement(article, actor=user, **values, **when)

    return Action(name, label, "place", refused, do)


def content_action(name, label, change):
    """Return an action that makes a new version, which differs by ``change`` of the content and the given words."""

    def refused(user, article):
        if not policy.may(user, "edit", article):
            return 403, locked(user, article)
        return None

    def do(user, article, **words):
        content = Content.newest(article)
        try:
            changed = replace(content, **change(content, **words))
            seen = article.latest_revision.number if article.latest_revision else None
            publishing.save_revision(article, changed, author=user, based_on=seen)
        except TooMany as error:
            return str(error)
        except STOPS_A_STEP as error:
            return why_refused(error, user)
        return None

    return Action(name, label, "edit", refused, do, keeps_words=True)


class TooMany(Exception):
    """An article would have more terms than it can hold; the words are for the user."""


def with_tags(content, tags):
    have = {fold(name) for name in content.tags}
    names = (*content.tags, *(name for name in tags if fold(name) not in have))
    if len(names) > MOST_TAGS:
        raise TooMany(_("It would have more than %(n)d tags.") % {"n": MOST_TAGS})
    return {"tags": names}


def without_tags(content, tags):
    gone = {fold(name) for name in tags}
    return {"tags": tuple(name for name in content.tags if fold(name) not in gone)}


def in_section(content, category):
    """Put the article into one section. One that was deleted while a run was waiting changes nothing."""
    found = Category.objects.filter(pk=category).exists()
    return {"categories": (category,)} if found else {}


def in_topics(content, topics):
    known = set(Topic.objects.filter(pk__in=topics).values_list("pk", flat=True))
    return {"topics": tuple(key for key in topics if key in known)}


def may_export(user, article):
    return None if policy.may(user, "export", article) else (403, _("You may not export articles."))


ACTIONS = {
    action.name: action
    for action in [
        step_action("submit"),
        step_action("publish"),
        step_action("schedule", gettext_lazy("Schedule publication…")),
        step_action("update"),
        step_action("unpublish", gettext_lazy("Take down…")),
        flag_action("recommend", gettext_lazy("Add to editors' picks"), {"recommended": True}),
        flag_action("unrecommend", gettext_lazy("Take out of editors' picks"), {"recommended": False}),
        flag_action("focus", gettext_lazy("Put in focus"), {"in_focus": True}),
        flag_action("unfocus", gettext_lazy("Take out of focus"), {"in_focus": False}),
        flag_action("pin", gettext_lazy("Pin until…"), {"pinned": True}),
        flag_action("unpin", gettext_lazy("Unpin"), {"pinned": False}),
        content_action("add_tags", gettext_lazy("Add tags…"), with_tags),
        content_action("remove_tags", gettext_lazy("Remove tags…"), without_tags),
        content_action("set_section", gettext_lazy("Change section…"), in_section),
        content_action("set_topics", gettext_lazy("Change topics…"), in_topics),
        Action("export", gettext_lazy("Export Markdown"), "export", may_export, lambda user, article: None),
        step_action("trash"),
    ]
}
