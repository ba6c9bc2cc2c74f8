"""The pages of a merge (brief §11.13): which term is kept, what will happen, what was done, and the way back."""

from functools import partial
from typing import Any
from urllib.parse import unquote

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import policy
from articles.admin.fields import IDENTIFIER
from articles.models import Tag, TermMerge
from articles.taxonomy import merging, unmerging

from .problems import keep_apart, merge_address

MOST_AT_ONCE = 20  # terms
MOST_SHOWN = 50  # merges of the log
MOST_REASONS = 5
LENT = {
    "description": gettext_lazy("introduction"),
    "cover_id": gettext_lazy("cover image"),
    "bio": gettext_lazy("biography"),
    "website": gettext_lazy("website"),
    "portrait_id": gettext_lazy("portrait"),
    "user_id": gettext_lazy("account"),
}


class Merging:
    """The part of ``TermAdmin`` that merges."""

    def has_merge_permission(self, request: HttpRequest) -> bool:
        return policy.may(request.user, "merge", self.model)

    def get_urls(self) -> list[Any]:
        def own(route: str, view: Any, name: str) -> Any:
            answer = self.admin_site.admin_view(partial(view, self))
            return path(route, answer, name=f"articles_{self.opts.model_name}_{name}")

        pages = [
            own("merge/", merge_page, "merge"),
            own("merges/", merges_page, "merges"),
            own("merges/<int:pk>/", undo_page, "unmerge"),
        ]
        return [*pages, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(
            request, {"may_merge": self.has_merge_permission(request), **(extra_context or {})}
        )

    @admin.action(permissions=["merge"], description=gettext_lazy("Merge…"))
    def merge_chosen(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse:
        """Lead to the page of the merge, on which nothing has happened yet."""
        chosen = [int(key) for key in request.POST.getlist(ACTION_CHECKBOX_NAME)]
        return HttpResponseRedirect(merge_address(self.model, chosen[: MOST_AT_ONCE + 1]))


def list_of(model_admin: Any) -> str:
    return reverse(f"admin:articles_{model_admin.opts.model_name}_changelist")


def frame(model_admin: Any, request: HttpRequest, title: str) -> dict[str, Any]:
    context = model_admin.admin_site.each_context(request)
    return {**context, "opts": model_admin.opts, "title": title, "list_url": list_of(model_admin)}


def merge_page(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """
    Ask which of the terms (``ids``) is kept; with ``keep``, say what will happen; posted, do it.

    ``apart`` instead says that they are different, so that nobody is asked again.
    """
    if not model_admin.has_merge_permission(request):
        raise PermissionDenied
    asked = request.POST if request.method == "POST" else request.GET
    terms = chosen_terms(model_admin.model, asked.get("ids", ""))
    if not 2 <= len(terms) <= MOST_AT_ONCE:
        messages.warning(request, _("Choose two or more, at most %(most)d, to merge them.") % {"most": MOST_AT_ONCE})
        return HttpResponseRedirect(list_of(model_admin))
    if request.method == "POST" and "apart" in asked:
        keep_apart(model_admin.model, [term.pk for term in terms])
        messages.success(request, _("They will not be called alike again."))
        return HttpResponseRedirect(list_of(model_admin))
    kept = next((term for term in terms if str(term.pk) == asked.get("keep")), None)
    if request.method == "POST" and kept:
        return do_merge(model_admin, request, kept, [term for term in terms if term != kept])
    steps = {step.term: step for step in merging.preview(terms[0], terms)}
    context = {
        **frame(model_admin, request, _("Merge")),
        "ids": ",".join(str(term.pk) for term in terms),
        "kept": kept,
        "terms": list(steps.values()),
        "most_used": max(terms, key=lambda term: steps[term].articles),
        "lines": [line for term in terms if kept and term != kept for line in what_happens(kept, steps[term])],
        "lent": lent_words(kept, [term for term in terms if term != kept]) if kept else "",
        "aliases": [term.name for term in terms if term != kept] if kept and model_admin.model is Tag else [],
    }
    return TemplateResponse(request, "admin/articles/term_merge.html", context)


def chosen_terms(model: Any, ids: str) -> list[Any]:
    """Return the terms of these keys in their order; none where more are asked for than are merged at once."""
    keys = list(dict.fromkeys(int(key) for key in ids.split(",") if IDENTIFIER.fullmatch(key)))
    found = model.objects.in_bulk(keys) if len(keys) <= MOST_AT_ONCE else {}
    return [found[key] for key in keys if key in found]


def what_happens(kept: Any, step: merging.Step) -> list[str]:
    """Return what the merge does to one term, in the words of brief §11.13."""
    words = ngettext(
        "%(n)d article gets “%(kept)s”; %(old)s will lead to %(new)s; so will its RSS.",
        "%(n)d articles get “%(kept)s”; %(old)s will lead to %(new)s; so will its RSS.",
        step.articles,
    )
    old, new = (unquote(term.get_absolute_url()) for term in (step.term, kept))
    return [words % {"n": step.articles, "kept": kept, "old": old, "new": new}]


def lent_words(kept: Any, others: list[Any]) -> str:
    return _(", ").join(str(LENT[name]) for name in merging.lent(kept, others))


def do_merge(model_admin: Any, request: HttpRequest, kept: Any, others: list[Any]) -> HttpResponse:
    """Merge, and lead back to the list with a way to undo it."""
    try:
        done = merging.merge(kept, others, actor=request.user)
    except merging.CannotMerge as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(list_of(model_admin))
    model_admin.log_change(request, kept, _("Merged: %(names)s.") % {"names": _(", ").join(done.names)})
    words = ngettext("%(n)d article got “%(kept)s”.", "%(n)d articles got “%(kept)s”.", done.articles)
    undo = reverse(f"admin:articles_{model_admin.opts.model_name}_unmerge", args=[done.pk])
    said = format_html('{} <a href="{}">{}</a>', words % {"n": done.articles, "kept": kept}, undo, _("Undo…"))
    messages.success(request, said)
    return HttpResponseRedirect(list_of(model_admin))


def merges_page(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """List the newest merges of this kind."""
    if not model_admin.has_merge_permission(request):
        raise PermissionDenied
    done = TermMerge.objects.filter(kind=model_admin.opts.model_name).select_related("actor", "undone_by")
    context = {**frame(model_admin, request, _("Merges")), "merges": done.defer("record")[:MOST_SHOWN]}
    return TemplateResponse(request, "admin/articles/term_merges.html", context)


def undo_page(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """Say what undoing a merge puts back, or what keeps it from that; posted, do it."""
    if not model_admin.has_merge_permission(request):
        raise PermissionDenied
    if not IDENTIFIER.fullmatch(str(pk)):
        raise Http404(str(pk))
    done = get_object_or_404(TermMerge, pk=pk, kind=model_admin.opts.model_name)
    reasons = unmerging.changed_since(done)
    if request.method == "POST" and not reasons:
        try:
            unmerging.undo(done, actor=request.user)
        except unmerging.CannotUndo as error:  # changed in this very moment
            reasons = error.reasons
        else:
            messages.success(request, _("Undone: everything is as it was before the merge."))
            return HttpResponseRedirect(list_of(model_admin))
    context = {
        **frame(model_admin, request, _("Undo a merge")),
        "merge": done,
        "reasons": reasons[:MOST_REASONS],
        "more": max(0, len(reasons) - MOST_REASONS),
    }
    return TemplateResponse(
        request,
        "admin/articles/term_unmerge.html",
        context,
        status=409 if reasons and request.method == "POST" else 200,
    )
