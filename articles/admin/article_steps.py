"""
The buttons of the workflow, and the page that asks before a step is taken.

Which steps there are is ``workflow``'s to say. A step that needs words, a time or a last look has a
page of its own, so it works on a phone and without a script.
"""

import datetime
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import policy, readiness, text, workflow
from articles.content import Content
from articles.models import Article
from articles.paths import PathTaken
from articles.publishing import StaleRevision

from .article_additions import apply_with_additions
from .article_frame import article_address, frame, list_address
from .article_step_form import StepForm
from .article_words import (
    path_taken,
    refusal,
    replaced_lead,
    someone_saved,
    too_complex,
    what_happened,
    what_will_happen,
)

ASKED_FIRST = {"send_back", "publish", "schedule", "update", "unpublish", "republish"}
PRIMARY = ("update", "publish", "republish", "send_back", "submit", "restore")
STOPS_A_STEP = (workflow.TransitionNotAllowed, PathTaken, StaleRevision, text.TextTooComplex)
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
            label_of(step, article),
            primary=step.name == primary,
            set_aside=step.name in aside,
            dangerous=step.name in SET_ASIDE,
        )
        for step in ranked
    ]


def label_of(step, article):
    """Return the words on a step's button. An article that has its time already is given another one."""
    scheduled = {"publish": _("Publish now"), "schedule": _("Change time")} if article.is_scheduled else {}
    label = scheduled.get(step.name, step.label)
    return f"{label}…" if step.name in ASKED_FIRST else f"{label}"


def take_step(request, article, name, **words):
    """
    Take one step, and tell the user what happened.

    Returns None, or the words of the refusal; the article is then as it was.
    """
    try:
        apply_with_additions(article, name, actor=request.user, **words)
    except STOPS_A_STEP as error:
        article.refresh_from_db()  # the object still holds what was rolled back
        return why_refused(error, request.user)
    messages.success(request, what_happened(name, article, request.user))
    return None


def why_refused(error, user):
    """Return the words for an exception that stopped a step."""
    if isinstance(error, PathTaken):
        return path_taken(error, user)
    if isinstance(error, StaleRevision):
        return someone_saved(error.latest)
    if isinstance(error, text.TextTooComplex):
        return too_complex(error)
    return str(error)


def after_step(request, article, name):
    """Return where to go: on with the article, or to the list when it left the desk."""
    if name == "trash":
        return HttpResponseRedirect(list_address(request))
    return HttpResponseRedirect(article_address(request, "change", article))


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
    asked = ("note", "public_note", "at", "correction")
    words = {key: form.cleaned_data[key] for key in asked if key in form.cleaned_data}
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
    return after_step(request, article, name)


def asking_page(model_admin, request, article, transition, form, status=200):
    content = Content.of_revision(article.latest_revision) if article.latest_revision else Content.of(article)
    checked = transition.name in workflow.MAKES_LIVE | {"submit"}
    context = {
        **frame(model_admin, request, article, label_of(transition, article).rstrip("…")),
        "name": transition.name,
        "label": label_of(transition, article).rstrip("…"),
        "sentence": what_will_happen(transition.name, article, content),
        "replaced_lead": replaced_lead(transition.name, article, content),
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
        **frame(model_admin, request, article, _("Not possible now")),
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
