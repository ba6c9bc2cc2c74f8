"""
How a bulk action is asked and done (rule 6 of docs/SECURITY.md).

The first post shows what can be done and what cannot, with the reason; the second does it. What is refused is named,
and nothing is done in silence. More than a request should do is handed to ``article_runs``.
"""

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import policy, workflow
from articles.checks import readiness
from articles.models import Article
from articles.versions.content import Content

from .actions import ACTIONS
from .bulk_form import BulkForm
from .export import export
from .runs import begin, run_address
from .steps import looked_at

MOST_AT_ONCE = 500
MOST_NAMED = 20  # messages of what was not done; the confirming page named them all
MOST_TAGS_NAMED = 30
DANGEROUS = {"unpublish", "trash"}


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
        return ask_or_do(model_admin, request, queryset.select_related("latest_revision"), action)

    return run


def ask_or_do(model_admin, request, queryset, action):
    """Show what the action will do, or do it when that was confirmed."""
    articles = list(queryset[: MOST_AT_ONCE + 1])
    if len(articles) > MOST_AT_ONCE:
        return ask_or_begin(model_admin, request, queryset, action)
    unknown = 0
    if request.POST.get("select_across") != "1":
        unknown = len(set(request.POST.getlist(ACTION_CHECKBOX_NAME))) - len(articles)
        if not articles:
            raise PermissionDenied
    able, unable, codes = sorted_out(request.user, articles, action)
    warned = warnings(action, able)
    confirmed = "confirmed" in request.POST
    form = BulkForm(
        request.POST if confirmed else None, action=action.name, warned=any(warned.values()), in_background=False
    )
    if confirmed and able and form.is_valid():
        if action.name == "export":
            return export([article.pk for article in able])
        return do_all(request, action, able, unable, unknown, form.words())
    status = 200 if able else (403 if 403 in codes else 409)
    context = {
        "able": [(article, warned.get(article.pk, [])) for article in able],
        "able_total": len(able),
        "unable": unable,
        "unknown": unknown,
        "tags": tags_of(able) if action.name == "remove_tags" else [],
        "later": any(article.state == Article.State.PUBLISHED for article in able) and action.keeps_words,
    }
    return page(model_admin, request, action, form, context, status)


def ask_or_begin(model_admin, request, queryset, action):
    """Show how many articles there are, or have the worker do them when that was confirmed for so many."""
    total = queryset.count()
    confirmed = request.POST.get("confirmed") == str(total)
    form = BulkForm(request.POST if confirmed else None, action=action.name, warned=True, in_background=True)
    if confirmed and form.is_valid():
        keys = list(queryset.values_list("pk", flat=True))
        if action.name == "export":
            return export(keys)
        run = begin(request.user, action, keys, form.words(), form.cleaned_data["token"])
        return HttpResponseRedirect(run_address(run))
    context = {"able": [], "able_total": total, "in_background": True, "later": action.keeps_words}
    return page(model_admin, request, action, form, context)


def page(model_admin, request, action, form, context, status=200):
    filters = request.GET.urlencode()
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": str(action.label).rstrip("…"),
        "label": str(action.label).rstrip("…"),
        "action": action,
        "form": form,
        "dangerous": action.name in DANGEROUS,
        "checkbox_name": ACTION_CHECKBOX_NAME,
        "list_url": reverse("admin:articles_article_changelist") + (f"?{filters}" if filters else ""),
        **context,
    }
    return TemplateResponse(request, "admin/articles/article/bulk.html", context, status=status)


def sorted_out(user, articles, action):
    """Return what can be done, what cannot with the reason, and the status codes of the reasons."""
    able, unable, codes = [], [], set()
    for article in articles:
        if found := action.refused(user, article):
            codes.add(found[0])
            unable.append((article, found[1]))
        else:
            able.append(article)
    return able, unable, codes


def warnings(action, able):
    """Return the yellow checks of the articles that the action would show to readers, by their keys."""
    if action.name not in workflow.MAKES_LIVE:
        return {}
    others = readiness.recent_headlines(Article())
    return {article.pk: looked_at(article, action.name, others=others)[1] for article in able}


def tags_of(articles):
    """Return the names of the tags that these articles have now, the most common first."""
    counts = {}
    for article in articles:
        for name in Content.newest(article).tags:
            counts[name] = counts.get(name, 0) + 1
    return sorted(counts, key=lambda name: (-counts[name], name))[:MOST_TAGS_NAMED]


def do_all(request, action, able, unable, unknown, words):
    """Do it article by article; one that is refused now stops none of the others and is named."""
    done = 0
    for article in able:
        if refused := action.do(request.user, article, **words):
            unable.append((article, refused))
        else:
            done += 1
    if done:
        messages.success(request, what_was_done(action, done))
    for article, why in unable[:MOST_NAMED]:
        messages.warning(request, _("Not done: “%(title)s”. %(why)s") % {"title": article.title, "why": why})
    if len(unable) > MOST_NAMED:
        messages.warning(request, _("Not done: %(n)d more.") % {"n": len(unable) - MOST_NAMED})
    if unknown:
        messages.warning(request, _("%(n)d of the chosen do not exist.") % {"n": unknown})
    return


def what_was_done(action, done):
    text = ngettext("%(label)s: %(n)d article done.", "%(label)s: %(n)d articles done.", done)
    words = text % {"label": str(action.label).rstrip("…"), "n": done}
    listed = reverse("admin:articles_article_changelist")
    if action.name == "trash":
        return format_html('{} <a href="{}?status=trashed">{}</a>', words, listed, _("Open the trash"))
    if action.keeps_words:
        return format_html(
            '{} <a href="{}?status=changed">{}</a>', words, listed, _("Articles with unpublished changes")
        )
    return words
