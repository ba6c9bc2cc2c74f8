"""
The buttons of the workflow, and the page that asks before a step is taken.

Which steps there are is ``workflow``'s to say. A step that needs words, a time or a last look has a
page of its own, so it works on a phone and without a script.
"""

import datetime
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import policy, readiness, text, workflow
from articles.content import Content
from articles.models import Article
from articles.publishing import PathTaken

from .article_fields import MomentField
from .article_words import path_taken, refusal, someone_saved, too_complex, what_happened, what_will_happen, zone_name

ASKED_FIRST = {"send_back", "publish", "schedule", "update", "unpublish", "republish"}
PRIMARY = ("update", "publish", "republish", "send_back", "submit", "restore")
SET_ASIDE = {"unpublish", "trash"}  # under “more”: nobody takes down an article by a slip


@dataclass(frozen=True)
class Button:
    name: str
    label: str
    primary: bool = False
    set_aside: bool = False
    dangerous: bool = False


def buttons(article, user):
    """Return the steps to offer, in the order of the submit row, at most one of them primary (brief §11.1)."""
    offered = [*workflow.available(article, user)]
    names = {step.name for step in offered}
    if article.is_live and "update" not in names and policy.may(user, "update", article):
        offered.append(workflow.TRANSITIONS["update"])  # what is typed may be what there is to publish
        names.add("update")
    candidates = [name for name in PRIMARY if name in names and not (name == "publish" and article.is_scheduled)]
    primary = candidates[0] if candidates else None
    aside = SET_ASIDE | ({"submit"} if "publish" in names else set())
    if not policy.owns(user, article):
        aside |= {"withdraw_submission"}  # an editor sends back, with a reason
    order = [*PRIMARY[:3], "schedule", *PRIMARY[3:]]
    ranked = sorted(offered, key=lambda step: order.index(step.name) if step.name in order else len(order))
    return [
        Button(
            step.name,
            f"{step.label}…" if step.name in ASKED_FIRST else f"{step.label}",
            primary=step.name == primary,
            set_aside=step.name in aside,
            dangerous=step.name in SET_ASIDE,
        )
        for step in ranked
    ]


class StepForm(forms.Form):
    """What a step needs from its actor. ``revision`` is the version that was looked at."""

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)
    note = forms.CharField(
        label=gettext_lazy("What should be changed?"),
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("The author sees it above the article."),
    )
    public_note = forms.CharField(
        label=gettext_lazy("Public note"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Shown to readers of this address. May be empty."),
    )
    at = MomentField(label=gettext_lazy("Time of publication"), required=False)

    asks = {"send_back": ["note"], "unpublish": ["note", "public_note"], "schedule": ["at"], "publish": ["at"]}

    def __init__(self, *args, step, article, **kwargs):
        super().__init__(*args, **kwargs)
        asked = self.asks.get(step, [])
        if step == "publish" and article.was_public:
            asked = []  # it keeps the time at which readers first saw it
        for name in {"note", "public_note", "at"} - set(asked):
            del self.fields[name]
        if step == "unpublish":
            self.fields["note"].label = _("Reason")
            self.fields["note"].help_text = _("For the newsroom only.")
        if step == "send_back":
            self.fields["note"].required = True
            self.fields["note"].error_messages["required"] = _(
                "Write what should be changed, so that the author knows."
            )
        if step == "schedule":
            self.fields["at"].required = True
            self.fields["at"].help_text = zone_name()
            self.fields["at"].error_messages["required"] = _("Choose a date and a time.")
        if step == "publish" and asked:
            self.fields["at"].help_text = _("Left empty: now. Give a time in the past to date it back. %(zone)s.") % {
                "zone": zone_name()
            }


def take_step(request, article, name, **words):
    """
    Take one step, and tell the user what happened.

    Returns None, or the words of the refusal; the article is then as it was.
    """
    try:
        workflow.apply(article, name, actor=request.user, **words)
    except workflow.TransitionNotAllowed as error:
        return str(error)
    except PathTaken as error:
        return path_taken(error, request.user)
    except text.TextTooComplex as error:
        return too_complex(error)
    messages.success(request, what_happened(name, article))
    return None


def after_step(article, name):
    """Return where to go: on with the article, or to the list when it left the desk."""
    if name == "trash":
        return HttpResponseRedirect(reverse("admin:articles_article_changelist"))
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))


def step_page(model_admin, request, article, name):
    """Ask for one step (GET) and take it (POST). Serves ``<pk>/transition/<name>/``."""
    if name not in workflow.TRANSITIONS:
        raise Http404(name)
    transition = workflow.TRANSITIONS[name]
    if refused := refusal(request.user, article, transition):
        return refused_page(model_admin, request, article, *refused)
    if request.method != "POST":
        seen = article.latest_revision.number if article.latest_revision else None
        now = timezone.localtime().replace(minute=0, second=0, microsecond=0)
        at = article.published_at if article.is_scheduled else now + datetime.timedelta(hours=2)
        initial = {"revision": seen, "at": at if name == "schedule" else None}
        form = StepForm(step=name, article=article, initial=initial)
        return asking_page(model_admin, request, article, transition, form)

    form = StepForm(request.POST, step=name, article=article)
    if not form.is_valid():
        return asking_page(model_admin, request, article, transition, form)
    words = {key: form.cleaned_data[key] for key in ("note", "public_note", "at") if key in form.cleaned_data}
    seen = form.cleaned_data["revision"]
    latest = article.latest_revision
    if seen is not None and latest and latest.number != seen:
        form.data = form.data.copy()
        form.data["revision"] = latest.number
        error = _("%(news)s Look at it once more before you go on.") % {"news": someone_saved(latest)}
    else:
        error = take_step(request, article, name, **words)
    if error:
        form.add_error(None, error)
        return asking_page(model_admin, request, article, transition, form, status=409)
    return after_step(article, name)


def asking_page(model_admin, request, article, transition, form, status=200):
    content = Content.of_revision(article.latest_revision) if article.latest_revision else Content.of(article)
    checked = transition.name in workflow.MAKES_LIVE | {"submit"}
    context = {
        **model_admin.admin_site.each_context(request),
        "title": transition.label,
        "opts": model_admin.opts,
        "original": article,
        "name": transition.name,
        "label": transition.label,
        "sentence": what_will_happen(transition.name, article, content),
        "changes": changes(article, content) if transition.name == "update" else [],
        "problems": readiness.blocking_problems(article) if checked else [],
        "form": form,
        "dangerous": transition.name in SET_ASIDE,
    }
    return TemplateResponse(request, "admin/articles/article/step.html", context, status=status)


def refused_page(model_admin, request, article, status, words):
    """Say why something was not done, with a way back. ``article`` is one that the user may see."""
    if not policy.may(request.user, "see", article):
        raise PermissionDenied
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Not possible now"),
        "opts": model_admin.opts,
        "original": article,
        "words": words,
    }
    return TemplateResponse(request, "admin/articles/article/refused.html", context, status=status)


def changes(article, content):
    """Return the labels of what differs between the public version and ``content``."""
    live = Content.of_revision(article.live_revision) if article.live_revision else Content.of(article)
    labels = {"tags": _("tags"), "corrections": _("corrections"), "lightgallery": _("enlarge pictures on click")}
    return [
        labels.get(name) or Article._meta.get_field(name).verbose_name
        for name, value in vars(content).items()
        if getattr(live, name) != value
    ]
