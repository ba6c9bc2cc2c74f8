"""
The article form's way through a request: show the newest version, save a newer one, take a step.

Everything of one POST happens in one transaction. What stops it is said on the same page, with all
that was typed still there.
"""

from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import policy, publishing, text, workflow
from articles.addresses.paths import PathTaken, suggest_slug
from articles.admin.words import gone_meanwhile, no_renderer, not_saved, path_taken, refusal, too_complex
from articles.frontpage.placement import set_placement
from articles.models import Article, Author
from articles.publishing import StaleRevision
from articles.schedule.planned_days import NotPlanned, set_planned_day
from articles.versions.content import Content
from articles.versions.copying import copy_of

from .conflict import beside, clicked_twice, merged
from .form import ArticleForm, CorrectionFormSet, corrections_in
from .frame import article_address, refused_page
from .sheet import show
from .steps import ASKED_FIRST, after_step, step_page, take_step
from .suggestion import suggest


@dataclass
class Desk:
    """One article as it lies before one member of staff."""

    request: Any
    article: Article
    content: Content
    form: ArticleForm = None
    corrections: Any = None
    status: int = 200
    error: str = ""
    theirs: dict[str, Any] = field(default_factory=dict)
    suggestion: Any = None  # the writer's own that waits
    copied_from: Article | None = None

    @property
    def user(self):
        return self.request.user

    @property
    def editable(self):
        return policy.may(self.user, "edit", self.article) if self.article.pk else True

    @property
    def suggests(self):
        """The form is for a suggestion, which changes nothing by itself."""
        return bool(self.article.pk) and policy.may(self.user, "suggest", self.article)

    @property
    def shows_corrections(self):
        return self.article.was_public

    def lay_out(self, data=None):
        """Bind the forms: to what is saved, or to what was posted."""
        initial = ArticleForm.initial_for(self.article, self.content)
        if not self.article.pk:
            initial["slug"] = suggest_slug()
            initial["owner"] = self.user.pk
        newest = self.suggestion.base if self.suggestion else self.article.latest_revision
        initial["revision"] = newest.number if newest else None
        self.form = ArticleForm(data, article=self.article, user=self.user, initial=initial)
        if self.shows_corrections and (data is None or "corrections-TOTAL_FORMS" in data):
            rows = [{"date": day, "text": words} for day, words in self.content.corrections]
            self.corrections = CorrectionFormSet(data, initial=rows, prefix="corrections")
        return self

    def typed(self):
        """Return the version in the form."""
        if self.corrections is None:
            return self.form.content(self.content.corrections)
        return self.form.content(corrections_in(self.corrections))

    @property
    def based_on(self):
        """The number of the version that the form was opened on. A form that names none was opened on none."""
        return self.form.cleaned_data["revision"] or 0

    def is_valid(self):
        return self.form.is_valid() and (self.corrections is None or self.corrections.is_valid())

    def save(self, content=None):
        """Keep what was typed, or what a merge made of it. Raises what ``publishing.save_revision`` raises."""
        values, content = self.form.cleaned_data, content or self.typed()
        if not self.article.pk:
            self.article.owner = values.get("owner") or self.user
        publishing.save_revision(self.article, content, author=self.user, based_on=self.based_on)
        if placement := self.form.placement():
            set_placement(self.article, actor=self.user, **placement)
        others = {"notes": values["notes"]}
        if values.get("owner"):
            others["owner"] = values["owner"]
        changed = [name for name, value in others.items() if getattr(self.article, name) != value]
        for name in changed:
            setattr(self.article, name, others[name])
        if changed:
            self.article.save(update_fields=changed)
        if "planned_day" in self.form.changed_data:
            with suppress(NotPlanned):  # published this very moment, so it has its time
                set_planned_day(self.article, values["planned_day"], actor=self.user)

    def refuse(self, status, words):
        self.status, self.error = status, words
        return self


def new_desk(request):
    """Return an empty sheet: the writer's own byline, pictures that enlarge."""
    author = Author.objects.filter(user=request.user).values_list("pk", flat=True)
    return Desk(request, Article(owner=request.user), Content(title="", authors=tuple(author)))


def copying_desk(request, article):
    """Return a sheet that begins as a copy of an article. Nothing is there before it is saved."""
    desk = new_desk(request)
    desk.content, desk.copied_from = copy_of(article), article
    return desk


def desk_for(request, article):
    desk = Desk(request, article, Content.newest(article))
    if desk.suggests:
        waiting = article.suggestions.waiting().filter(author=request.user)
        desk.suggestion = waiting.select_related("revision", "base").first()
    if desk.suggestion:
        desk.content = Content.of_revision(desk.suggestion.revision)
    return desk


def edit(model_admin, request, desk):
    """Answer one request to the form's address."""
    step = request.POST.get("_transition", "")
    if request.method != "POST":
        return show(model_admin, desk.lay_out())
    if step and step not in workflow.TRANSITIONS:
        return show(model_admin, desk.lay_out(request.POST).refuse(409, _("There is no such step.")))
    if "title" not in request.POST and step and desk.article.pk:
        return step_alone(model_admin, desk, step)
    if "owner" in request.POST and not policy.may(request.user, "assign", desk.article):
        raise PermissionDenied
    desk.lay_out(request.POST)
    if step and (refused := refusal(request.user, desk.article, workflow.TRANSITIONS[step])):
        return show(model_admin, desk.refuse(*refused))
    if "_suggest" in request.POST and desk.suggests:
        return suggest(model_admin, desk)
    if not desk.editable:
        if not step:
            return show(model_admin, desk.refuse(403, not_saved(desk.suggests)))
        return step_alone(model_admin, desk, step)
    if not desk.is_valid():
        return show(model_admin, desk)
    return save(model_admin, desk, step)


def step_alone(model_admin, desk, step):
    """Take a step without saving anything first: the post held no article, or the article is locked."""
    article, request = desk.article, desk.request
    if step in ASKED_FIRST:
        return step_page(model_admin, request, article, step)
    if refused := refusal(request.user, article, workflow.TRANSITIONS[step]):
        return refused_page(model_admin, request, article, *refused)
    if refused := take_step(request, article, step):
        return refused_page(model_admin, request, article, *refused)
    return after_step(request, article, step)


def to_step_page(request, article, step):
    return HttpResponseRedirect(article_address(request, "step", article, step))


def save(model_admin, desk, step):
    """Keep a new version, then take ``step`` if one was asked for. A refused step keeps the version."""
    article, request, was_new = desk.article, desk.request, desk.article.pk is None
    together = merged(desk) if "_merge" in request.POST and not was_new else None
    try:
        if "_merge" in request.POST and together is None and not was_new:
            raise StaleRevision(article.latest_revision)  # the two texts touch by now: show them again
        with transaction.atomic():
            desk.save(together)
    except (StaleRevision, PathTaken, IntegrityError, text.TextTooComplex, text.RendererUnavailable) as error:
        if was_new:
            desk.article = Article(owner=request.user)  # the old object has a key that was rolled back
        article = clicked_twice(desk, error, together)
        if article is None:
            return show(model_admin, say(desk, error))
    if step in ASKED_FIRST:
        return to_step_page(request, article, step)
    note = {"note": desk.form.cleaned_data["note"].strip()} if step == "submit" and "note" in desk.form.fields else {}
    if step and (refused := take_step(request, article, step, **note)):
        status, why = refused
        words = _("Your text is saved, but: %(error)s") % {"error": why}
        again = desk_for(request, article).lay_out().refuse(status, words)
        again.form.initial |= note  # no part of the version, so it is still only here
        return show(model_admin, again)
    if not step:
        words = _("Saved %(time)s, with the changes of both.") if together else _("Saved %(time)s.")
        messages.success(request, words % {"time": f"{timezone.localtime(article.saved_at):%H:%M}"})
    return after_step(request, article, step)


def say(desk, error):
    """Put on the sheet why it was not saved."""
    if isinstance(error, StaleRevision):
        return beside(desk, error.latest)
    if isinstance(error, PathTaken):
        desk.form.add_error("slug", path_taken(error, desk.user))
    elif isinstance(error, IntegrityError):
        desk.refuse(409, gone_meanwhile(error))
    elif isinstance(error, text.RendererUnavailable):
        desk.refuse(503, no_renderer())
    else:
        desk.form.add_error("body", too_complex(error))
    return desk
