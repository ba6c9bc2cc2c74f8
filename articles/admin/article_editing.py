"""
The article form's way through a request: show the newest version, save a newer one, take a step.

Everything of one POST happens in one transaction. What stops it is said on the same page, with all
that was typed still there.
"""

from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import policy, publishing, text, workflow
from articles.content import Content
from articles.models import Article, Author
from articles.paths import PathTaken, suggest_slug
from articles.placement import set_placement
from articles.publishing import StaleRevision

from .article_form import ArticleForm, CorrectionFormSet
from .article_frame import article_address
from .article_sheet import show
from .article_status import name_of
from .article_steps import ASKED_FIRST, after_step, refused_page, step_page, take_step
from .article_words import locked, path_taken, refusal, someone_saved, too_complex


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

    @property
    def user(self):
        return self.request.user

    @property
    def editable(self):
        return policy.may(self.user, "edit", self.article) if self.article.pk else True

    @property
    def shows_corrections(self):
        return self.article.was_public

    def lay_out(self, data=None):
        """Bind the forms: to what is saved, or to what was posted."""
        initial = ArticleForm.initial_for(self.article, self.content)
        if not self.article.pk:
            initial["slug"] = suggest_slug()
            initial["owner"] = self.user.pk
        initial["revision"] = self.article.latest_revision.number if self.article.latest_revision else None
        self.form = ArticleForm(data, article=self.article, user=self.user, initial=initial)
        if self.shows_corrections and (data is None or "corrections-TOTAL_FORMS" in data):
            rows = [{"date": day, "text": words} for day, words in self.content.corrections]
            self.corrections = CorrectionFormSet(data, initial=rows, prefix="corrections")
        return self

    def typed(self):
        """Return the version in the form."""
        if self.corrections is None:
            return self.form.content(self.content.corrections)
        rows = [row.cleaned_data for row in self.corrections if row.cleaned_data.get("text", "").strip()]
        today = timezone.localdate()
        return self.form.content(tuple(((row["date"] or today).isoformat(), row["text"].strip()) for row in rows))

    def is_valid(self):
        return self.form.is_valid() and (self.corrections is None or self.corrections.is_valid())

    def save(self):
        """Keep what was typed. Raises what ``publishing.save_revision`` raises, and has then kept nothing."""
        values, content = self.form.cleaned_data, self.typed()
        if not self.article.pk:
            self.article.owner = values.get("owner") or self.user
        publishing.save_revision(self.article, content, author=self.user, based_on=values["revision"])
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

    def refuse(self, status, words):
        self.status, self.error = status, words
        return self


def new_desk(request):
    """Return an empty sheet: the writer's own byline, pictures that enlarge."""
    author = Author.objects.filter(user=request.user).values_list("pk", flat=True)
    return Desk(request, Article(owner=request.user), Content(title="", authors=tuple(author)))


def desk_for(request, article):
    revision = article.latest_revision
    return Desk(request, article, Content.of_revision(revision) if revision else Content.of(article))


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
    if not desk.editable:
        if not step:
            return show(model_admin, desk.lay_out().refuse(403, locked(request.user, desk.article)))
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
    if error := take_step(request, article, step):
        return refused_page(model_admin, request, article, 409, error)
    return after_step(request, article, step)


def to_step_page(request, article, step):
    return HttpResponseRedirect(article_address(request, "step", article, step))


def save(model_admin, desk, step):
    """Keep a new version, then take ``step`` if one was asked for. A refused step keeps the version."""
    article, request, was_new = desk.article, desk.request, desk.article.pk is None
    try:
        with transaction.atomic():
            desk.save()
    except (StaleRevision, PathTaken, text.TextTooComplex) as error:
        if was_new:
            desk.article = Article(owner=request.user)  # the old object has a key that was rolled back
        article = clicked_twice(desk, error)
        if article is None:
            return show(model_admin, say(desk, error))
    if step in ASKED_FIRST:
        return to_step_page(request, article, step)
    note = {"note": desk.form.cleaned_data["note"].strip()} if step == "submit" and "note" in desk.form.fields else {}
    if step and (refused := take_step(request, article, step, **note)):
        words = _("Your text is saved, but: %(error)s") % {"error": refused}
        again = desk_for(request, article).lay_out().refuse(409, words)
        again.form.initial |= note  # no part of the version, so it is still only here
        return show(model_admin, again)
    if not step:
        messages.success(request, _("Saved %(time)s.") % {"time": f"{timezone.localtime(article.saved_at):%H:%M}"})
    return after_step(request, article, step)


def say(desk, error):
    """Put on the sheet why it was not saved."""
    if isinstance(error, StaleRevision):
        return beside(desk, error.latest)
    if isinstance(error, PathTaken):
        desk.form.add_error("slug", path_taken(error, desk.user))
    else:
        desk.form.add_error("body", too_complex(error))
    return desk


def clicked_twice(desk, error):
    """Return the article that a first click on “save” wrote with these very words, or None."""
    if isinstance(error, StaleRevision):
        found = desk.article
    elif isinstance(error, PathTaken) and error.other and desk.article.pk is None:
        found = error.other
    else:
        return None
    latest = found.latest_revision
    mine = latest is not None and latest.author_id == desk.user.pk
    return found if mine and same_words(Content.of_revision(latest), desk.typed()) else None


def same_words(one, other):
    return replace(one, slug="") == replace(other, slug="")


def beside(desk, latest):
    """Lay the other's version beside what was typed; the next save is made on top of theirs."""
    theirs, mine = Content.of_revision(latest), desk.typed()
    desk.form.data = desk.form.data.copy()
    desk.form.data["revision"] = latest.number
    names = ("title", "description", "body", "tags", "source_name", "source_url", "responsible_editor")
    desk.theirs = {
        "who": someone_saved(latest),
        "rows": [
            (desk.form.fields[name].label, as_text(getattr(mine, name)), as_text(getattr(theirs, name)))
            for name in names
            if getattr(mine, name) != getattr(theirs, name)
        ],
    }
    words = _("%(name)s has changed this article. Your text has not replaced theirs: compare the two, then save.")
    return desk.refuse(409, words % {"name": name_of(latest.author) or _("The importer")})


def as_text(value):
    return value if isinstance(value, str) else "，".join(value)
