"""A writer's suggestion for a published article of their own: made in the form, looked at by an editor on its page."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import policy, suggestions
from articles.admin.fields import revision_number
from articles.admin.status import name_of
from articles.models import Suggestion
from articles.versions.content import Content

from .difference import difference, label_of
from .frame import article_address, frame, refused_page
from .sheet import show
from .steps import STOPS_A_STEP, status_for, why_refused


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=gettext_lazy("Why not?"),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The author reads it."),
        error_messages={"required": gettext_lazy("Write why, so that the author knows.")},
    )


def suggest(model_admin, desk):
    """Keep what is in the form as a suggestion. What is refused is said on the same page, with all that was typed."""
    if not desk.is_valid():
        return show(model_admin, desk)
    note = desk.form.cleaned_data.get("note", "").strip()
    try:
        found = suggestions.suggest(desk.article, desk.typed(), author=desk.user, based_on=desk.based_on, note=note)
    except suggestions.NotPossible as error:
        return show(model_admin, desk.refuse(409, str(error)))
    messages.success(desk.request, _("Sent to the editors. Readers see it once an editor has taken it over."))
    return HttpResponseRedirect(article_address(desk.request, "suggestion", desk.article, found.pk))


def suggestion_page(model_admin, request, article, pk):
    """Show a suggestion beside the newest version (GET); take it over, decline it, take it back (POST)."""
    found = article.suggestions.select_related("revision", "base", "author", "decided_by").filter(pk=pk).first()
    if found is None:
        raise Http404
    found.article = article
    form = AnswerForm(request.POST if "_decline" in request.POST else None)
    if request.method != "POST":
        return page(model_admin, request, article, found, form)
    editor = policy.may(request.user, "edit", article)
    if not editor and ("_withdraw" not in request.POST or found.author_id != request.user.pk):
        return refused_page(model_admin, request, article, 403, _("An editor decides about a suggestion."))
    if "_decline" in request.POST and not form.is_valid():
        return page(model_admin, request, article, found, form, status=409)
    try:
        return decided(request, article, found, form)
    except suggestions.NotPossible as error:
        return refused_page(model_admin, request, article, 409, str(error))
    except STOPS_A_STEP as error:
        return refused_page(model_admin, request, article, status_for(error), why_refused(error, request.user))


def decided(request, article, found, form):
    """Do what the button says and lead on."""
    if "_take" in request.POST:
        seen = revision_number(request.POST.get("seen", ""))
        suggestions.take_over(found, actor=request.user, based_on=seen)
        messages.success(request, _("Taken over into the working copy. Readers see it after “Publish changes”."))
        return HttpResponseRedirect(article_address(request, "change", article))
    if "_decline" in request.POST:
        suggestions.decline(found, actor=request.user, answer=form.cleaned_data["answer"])
        messages.success(request, _("Declined. The author is told why."))
    elif "_withdraw" in request.POST:
        suggestions.withdraw(found, actor=request.user)
        messages.success(request, _("Withdrawn. Nothing has changed for readers."))
    return HttpResponseRedirect(article_address(request, "suggestion", article, found.pk))


def page(model_admin, request, article, found, form, status=200):
    waiting = found.state == Suggestion.State.WAITING
    merged = suggestions.together(found)
    if waiting:
        old, new = Content.newest(article), merged.content
    else:
        old, new = Content.of_revision(found.base or found.revision), Content.of_revision(found.revision)
    context = {
        **frame(model_admin, request, article, _("Suggested change")),
        "suggestion": found,
        "who": name_of(found.author),
        "decided_by": name_of(found.decided_by),
        "waiting": waiting,
        "difference": difference(old, new),
        "touching": [label_of(name) for name in merged.touching] if waiting else [],
        "newest": article.latest_revision.number,
        "may_decide": waiting and policy.may(request.user, "edit", article),
        "may_withdraw": waiting and found.author_id == request.user.pk,
        "form": form,
    }
    return TemplateResponse(request, "admin/articles/article/suggestion.html", context, status=status)
