"""
Bulk actions: each is the single action for each article, asked of policy and workflow one by one.

The first post shows what can be done and what cannot, with the reason; the second does it. What is
refused is named, and nothing is done in silence (rule 6 of docs/SECURITY.md).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import policy, readiness, workflow
from articles.models import Article
from articles.placement import set_placement

from .article_additions import apply_with_additions
from .article_fields import MomentField
from .article_status import status_of
from .article_steps import STOPS_A_STEP, why_refused
from .article_words import refusal

MOST_AT_ONCE = 500
DANGEROUS = {"unpublish", "trash"}


class BulkForm(forms.Form):
    """What an action needs besides the articles."""

    pinned_until = MomentField(label=gettext_lazy("Pinned until"), required=False)
    note = forms.CharField(label=gettext_lazy("Reason"), required=False, max_length=5_000)
    public_note = forms.CharField(label=gettext_lazy("Public note"), required=False, max_length=500)

    asks = {"pin": ["pinned_until"], "unpublish": ["note", "public_note"]}

    def __init__(self, *args, action, **kwargs):
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - set(self.asks.get(action, [])):
            del self.fields[name]


@dataclass(frozen=True)
class Action:
    """
    One entry of the menu.

    ``refused`` returns why an article cannot be done, or None; ``do`` does it and returns the same.
    """

    name: str
    label: Any
    right: str
    refused: Callable[[Any, Article], tuple[int, str] | None]
    do: Callable[..., str | None]


def step_action(name, label):
    transition = workflow.TRANSITIONS[name]

    def refused(user, article):
        found = refusal(user, article, transition)
        if found and found[0] == 409:
            return 409, why_not(article, name)
        if found is None and name in workflow.MAKES_LIVE and (problems := readiness.blocking_problems(article)):
            return 409, " ".join(problems)
        return found

    def do(user, article, **words):
        try:
            apply_with_additions(article, name, actor=user, **words)
        except STOPS_A_STEP as error:
            return why_refused(error, user)
        return None

    return Action(name, label, name, refused, do)


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


ACTIONS = {
    action.name: action
    for action in [
        step_action("publish", gettext_lazy("Publish")),
        step_action("unpublish", gettext_lazy("Take down")),
        flag_action("pin", gettext_lazy("Pin"), {"pinned": True}),
        flag_action("unpin", gettext_lazy("Unpin"), {"pinned": False}),
        flag_action("recommend", gettext_lazy("Add to editors' picks"), {"recommended": True}),
        flag_action("unrecommend", gettext_lazy("Take out of editors' picks"), {"recommended": False}),
        flag_action("focus", gettext_lazy("Put in focus"), {"in_focus": True}),
        flag_action("unfocus", gettext_lazy("Take out of focus"), {"in_focus": False}),
        step_action("trash", gettext_lazy("Move to trash")),
    ]
}


def menu(user):
    """Return the actions that this account may do to some article, in the form that Django's admin wants."""
    sample = Article(owner=user)
    return {
        name: (runner(action), name, action.label)
        for name, action in ACTIONS.items()
        if policy.may(user, action.right, sample)
    }


def runner(action):
    def run(model_admin, request, queryset):
        return ask_or_do(model_admin, request, queryset, action)

    return run


def ask_or_do(model_admin, request, queryset, action):
    """Show what the action will do, or do it when that was confirmed."""
    chosen = set(request.POST.getlist(ACTION_CHECKBOX_NAME))
    articles = list(queryset.select_related("latest_revision")[: MOST_AT_ONCE + 1])
    if not articles:
        raise PermissionDenied
    if len(articles) > MOST_AT_ONCE:
        messages.error(request, _("Choose at most %(n)d articles at once.") % {"n": MOST_AT_ONCE})
        return None
    unknown = 0 if request.POST.get("select_across") == "1" else len(chosen) - len(articles)
    able, unable, codes = [], [], set()
    for article in articles:
        if found := action.refused(request.user, article):
            codes.add(found[0])
            unable.append((article, found[1]))
        else:
            able.append(article)
    confirmed = "confirmed" in request.POST
    form = BulkForm(request.POST if confirmed else None, action=action.name)
    if confirmed and able and form.is_valid():
        return do_all(model_admin, request, action, able, unable, unknown, form.cleaned_data)
    status = 200 if able else (403 if 403 in codes else 409)
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": action.label,
        "action": action,
        "able": able,
        "unable": unable,
        "unknown": unknown,
        "form": form,
        "dangerous": action.name in DANGEROUS,
        "checkbox_name": ACTION_CHECKBOX_NAME,
    }
    return TemplateResponse(request, "admin/articles/article/bulk.html", context, status=status)


def do_all(model_admin, request, action, able, unable, unknown, words):
    """Do it article by article; one that is refused now stops none of the others and is named."""
    done = 0
    for article in able:
        if refused := action.do(request.user, article, **words):
            unable.append((article, refused))
        else:
            done += 1
    if done:
        text = ngettext("%(label)s: %(n)d article done.", "%(label)s: %(n)d articles done.", done)
        words = text % {"label": action.label, "n": done}
        if action.name == "trash":
            trash = f"{reverse('admin:articles_article_changelist')}?status=trashed"
            words = format_html('{} <a href="{}">{}</a>', words, trash, _("Open the trash"))
        messages.success(request, words)
    for article, why in unable:
        messages.warning(request, _("Not done: “%(title)s”. %(why)s") % {"title": article.title, "why": why})
    if unknown:
        messages.warning(request, _("%(n)d of the chosen do not exist.") % {"n": unknown})
