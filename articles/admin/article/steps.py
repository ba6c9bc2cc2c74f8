"""
The buttons of the workflow, and the page that asks before a step is taken.

Which steps there are is ``workflow``'s to say. A step that needs words, a time or a last look has a
page of its own, so it works on a phone and without a script.
"""

import datetime
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import links, policy, text, workflow
from articles.addresses.paths import PathTaken
from articles.admin.fields import MomentField
from articles.admin.words import (
    moment_in_words,
    no_renderer,
    path_taken,
    refusal,
    replaced_lead,
    someone_saved,
    too_complex,
    what_happened,
    what_will_happen,
)
from articles.checks import check_words, readiness
from articles.publishing import StaleRevision
from articles.schedule.planning import UNPUBLISH, UPDATE
from articles.text.copy import Level
from articles.versions.comparison import changed_fields
from articles.versions.content import Content

from .additions import apply_with_additions
from .difference import label_of as label_of_field
from .frame import (
    AFTER_REVIEW,
    QUEUE,
    article_address,
    calendar_address,
    frame,
    from_review,
    list_address,
    refused_page,
    via_calendar,
)
from .step_form import TICK_MISSING, StepForm

ASKED_FIRST = {"send_back", "unpublish", *workflow.SHOWS_TEXT, *workflow.TO_COME}
PRIMARY = ("update", "publish", "republish", "send_back", "submit", "restore")
STOPS_A_STEP = (workflow.TransitionNotAllowed, PathTaken, StaleRevision, text.TextTooComplex, text.RendererUnavailable)
DANGEROUS = {"unpublish", "trash"}
SET_ASIDE = DANGEROUS | {"schedule_withdrawal"}  # under “more”: nobody takes down an article by a slip
OF_CHANGES = ("update", "schedule_update")  # what is typed may be what there is to publish


@dataclass(frozen=True)
class Button:
    name: str
    label: str
    primary: bool = False
    set_aside: bool = False
    dangerous: bool = False
    in_panel: bool = False  # stands with what it is about, in the status panel


def buttons(article, user):
    """Return the steps to offer, in the order of the submit row, at most one of them primary (brief §11.1)."""
    offered = [*workflow.available(article, user)]
    names = {step.name for step in offered}
    if article.is_live and policy.may(user, "update", article):
        offered += [workflow.TRANSITIONS[name] for name in OF_CHANGES if name not in names]
        names |= {*OF_CHANGES}
    if article.is_expired:  # to publish it again says what it is
        offered = [step for step in offered if step.name != "update"]
        names.discard("update")
    candidates = [name for name in PRIMARY if name in names and not (name == "publish" and article.is_scheduled)]
    primary = candidates[0] if candidates else None
    aside = SET_ASIDE | ({"submit"} if "publish" in names else set())
    if not policy.owns(user, article):
        aside |= {"withdraw_submission"}  # an editor sends back, with a reason
    in_panel = {"cancel_update", "cancel_withdrawal"}
    in_panel |= {"schedule_update"} if article.planned(UPDATE) else set()
    in_panel |= {"schedule_withdrawal"} if article.is_to_go else set()
    order = [*PRIMARY[:3], "schedule", "schedule_update", *PRIMARY[3:]]
    ranked = sorted(offered, key=lambda step: order.index(step.name) if step.name in order else len(order))
    return [
        Button(
            step.name,
            label_of(step, article),
            primary=step.name == primary,
            set_aside=step.name in aside and step.name not in in_panel,
            dangerous=step.name in DANGEROUS,
            in_panel=step.name in in_panel,
        )
        for step in ranked
    ]


def label_of(step, article):
    """Return the words on a step's button. An article that has its time already is given another one."""
    planned = {"publish": _("Publish now"), "schedule": _("Change time")} if article.is_scheduled else {}
    if article.is_to_go:
        planned["schedule_withdrawal"] = _("Change time of withdrawal")
    if article.planned(UPDATE):
        planned["schedule_update"] = _("Change time of changes")
    label = planned.get(step.name, step.label)
    return f"{label}…" if step.name in ASKED_FIRST else f"{label}"


def take_step(request, article, name, **words):
    """
    Take one step, and tell the user what happened.

    Returns None, or the status code and the words of the refusal; the article is then as it was.
    """
    try:
        apply_with_additions(article, name, actor=request.user, **words)
    except STOPS_A_STEP as error:
        article.refresh_from_db()  # the object still holds what was rolled back
        return status_for(error), why_refused(error, request.user)
    messages.success(request, what_happened(name, article, request))
    return None


def status_for(error):
    """Return the status code for an exception that stopped a step: 503 where trying again may help."""
    return 503 if isinstance(error, text.RendererUnavailable) else 409


def why_refused(error, user):
    """Return the words for an exception that stopped a step."""
    if isinstance(error, text.RendererUnavailable):
        return no_renderer()
    if isinstance(error, PathTaken):
        return path_taken(error, user)
    if isinstance(error, StaleRevision):
        return someone_saved(error.latest, user)
    if isinstance(error, text.TextTooComplex):
        return too_complex(error)
    return str(error)


def after_step(request, article, name):
    """Return where to go: on with the article, to the list when it left the desk, or back to the calendar."""
    if from_review(request):
        return HttpResponseRedirect(reverse("admin:articles_article_changelist") + QUEUE)
    if name == "trash":
        return HttpResponseRedirect(list_address(request))
    return HttpResponseRedirect(calendar_address(request) or article_address(request, "change", article))


def step_page(model_admin, request, article, name):
    """Ask for one step (GET) and take it (POST). Serves ``<pk>/transition/<name>/``."""
    if name not in workflow.TRANSITIONS:
        raise Http404(name)
    transition = workflow.TRANSITIONS[name]
    if refused := refusal(request.user, article, transition):
        return refused_page(model_admin, request, article, *refused)
    if request.method != "POST":
        form = StepForm(step=name, article=article, initial=initial(request, article, name))
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
        refused = 409, _("%(news)s Look at it once more before you go on.") % {"news": someone_saved(latest)}
    elif wants_tick(article, transition, form.cleaned_data):
        form.add_error("despite_warnings", TICK_MISSING)
        return asking_page(model_admin, request, article, transition, form, status=409)
    else:
        refused = take_step(request, article, name, **words)
    if refused:
        status, why = refused
        form.add_error(None, why)
        return asking_page(model_admin, request, article, transition, form, status=status)
    return after_step(request, article, name)


def initial(request, article, name):
    """Return what the form of a step begins with: the version that is looked at, and what was planned before."""
    values = {"revision": article.latest_revision.number if article.latest_revision else None}
    if name in workflow.TO_COME:
        hour = timezone.localtime().replace(minute=0, second=0, microsecond=0)
        after, before = {
            "schedule": (datetime.timedelta(hours=2), article.published_at if article.is_scheduled else None),
            "schedule_update": (datetime.timedelta(hours=2), time_of(article.planned(UPDATE))),
            "schedule_withdrawal": (datetime.timedelta(days=1), article.expires_at if article.is_to_go else None),
        }[name]
        values["at"] = asked_time(request) or before or hour + after
    if name == "schedule_withdrawal" and (planned := article.planned(UNPUBLISH)):
        values |= {"note": planned.note, "public_note": article.withdrawal_note}
    return values


def time_of(planned):
    """Return the moment of a planned step, if it is to come."""
    return planned.at if planned and planned.at > timezone.now() else None


def asked_time(request):
    """Return the time that the calendar asks for, or None where there is none that can be had."""
    try:
        at = MomentField(required=False).clean(request.GET.get("at", ""))
    except ValidationError:
        return None
    return at if at and at > timezone.now() else None


def asking_page(model_admin, request, article, transition, form, status=200):
    content = Content.newest(article)
    at = form.cleaned_data.get("at") if form.is_bound else None
    problems, warnings = looked_at(article, transition.name, at)
    then = at or form.initial.get("at")
    if not warnings:
        form.fields.pop("despite_warnings", None)
    context = {
        **frame(model_admin, request, article, label_of(transition, article).rstrip("…")),
        "name": transition.name,
        "label": label_of(transition, article).rstrip("…"),
        "sentence": what_will_happen(transition.name, article, content),
        "replaced_lead": replaced_lead(transition.name, article, content, then),
        "then": then and moment_in_words(then),
        "changes": changes(article, content) if transition.name in OF_CHANGES else [],
        "problems": problems,
        "warnings": warnings,
        "form": form,
        "dangerous": transition.name in SET_ASIDE,
        **where(request, article, transition),
    }
    return TemplateResponse(request, "admin/articles/article/step.html", context, status=status)


def where(request, article, transition):
    """Return where the page posts to, and where its way back leads: to the review or calendar it was opened from."""
    step = article_address(request, "step", article, transition.name)
    if calendar := calendar_address(request):
        return {"step_url": via_calendar(request, step), "back_url": calendar, "from_calendar": True}
    if not from_review(request):
        return {"step_url": step, "back_url": article_address(request, "change", article)}
    joint = "&" if "?" in step else "?"
    return {"step_url": f"{step}{joint}{AFTER_REVIEW}", "back_url": article_address(request, "review", article)}


def looked_at(article, name, at=None, others=None):
    """
    Return what stops a step, each in words and with the field that it is about, and the words of what wants a tick: two
    lists (brief §11.6).
    """
    if name not in workflow.SHOWS_TEXT | {"submit"}:
        return [], []
    if name == "schedule_update":
        at = None  # readers know the article by the time of its publication
    if article.latest_revision is None:
        return [(words, "title") for words in readiness.blocking_problems(article)], []
    content = Content.of_revision(article.latest_revision)
    others = readiness.recent_headlines(article) if others is None else others
    found = readiness.findings(article, content, at=at, others=others, dead=links.dead_in(article, content))
    stops = [(check_words.say(one), one.places[0].field) for one in found if one.level is Level.RED]
    return stops, [check_words.say(one) for one in found if one.level is Level.YELLOW]


def wants_tick(article, transition, given):
    """Say whether a step that can be taken waits for its tick (brief §11.7)."""
    if given.get("despite_warnings") or transition.name not in workflow.SHOWS_TEXT:
        return False
    problems, warnings = looked_at(article, transition.name, given.get("at"))
    at, now = given.get("at"), timezone.now()
    impossible = at and (at <= now if transition.name in workflow.TO_COME else at > now)
    return bool(warnings) and not problems and not impossible and transition.starts_from(article)


def changes(article, content):
    """Return the labels of what differs between the public version and ``content``."""
    live = Content.of_revision(article.live_revision) if article.live_revision else Content.of(article)
    return [label_of_field(change.name) for change in changed_fields(live, content)]
