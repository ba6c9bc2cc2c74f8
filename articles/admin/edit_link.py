"""
What stands at a public address, and where in the newsroom it is edited (brief §6.6, *Editor bar*).

``cms/static/editor.js`` asks this for the pages of the public site, in browsers that have the ``editor`` cookie.
"""

from typing import NamedTuple
from urllib.parse import unquote

from django.contrib import admin
from django.http import HttpResponse, JsonResponse
from django.urls import Resolver404, path, resolve, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from articles import clock, policy
from articles.models import Article, FrontPage, PreviewLink
from articles.pages.static_pages import page_at
from articles.taxonomy.kinds import KINDS
from cms.canonical import CONTROL, LONGEST_PATH, canonical_path

app_name = "edit_link"
LABELS = {
    "category": gettext_lazy("Edit this section"),
    "topic": gettext_lazy("Edit this topic"),
    "tag": gettext_lazy("Edit this tag"),
    "author": gettext_lazy("Edit this author"),
    "staticpage": gettext_lazy("Edit this page"),
}


class EditLink(NamedTuple):
    """Where something is edited, and how the link is called."""

    address: str
    label: str


@require_safe
def edit_link_view(request):
    """Answer a script with the link for the page at ``at``, a path as the browser has it; 204 where there is none."""
    link = edit_link(request.user, unquote(request.GET.get("at", "")))
    if link is None:
        return HttpResponse(status=204)  # no 404: every other page would write an error into the browser's console
    return JsonResponse({"address": link.address, "label": str(link.label), "name": _("Newsroom")})


def edit_link(user, asked):
    """Return the link for what readers find at the path ``asked``, or None where this account may not change it."""
    if not asked.startswith("/") or len(asked) > LONGEST_PATH or CONTROL.search(asked):
        return None
    address = canonical_path(asked)
    try:
        match = resolve(address)
    except Resolver404:
        return None
    if match.url_name == "home":
        if policy.may(user, "change", FrontPage):
            return EditLink(reverse("curation:arrange"), _("Arrange home page"))
        return None
    if match.url_name == "preview-link":
        opened = PreviewLink.objects.by_token(match.kwargs["token"])
        return of_article(user, opened.article) if opened else None
    if "slug" in match.kwargs:
        kind = KINDS[match.kwargs["kind"]]
        first = address.partition("page/")[0] if "number" in match.kwargs else address
        if term := kind.find(match.kwargs["slug"], clock.now(), address=first):
            return of_row(user, term)
    article = Article.objects.filter(path=address).defer("body", "body_html", "front_matter", "notes").first()
    if article:
        return of_article(user, article)
    page = page_at(address)
    return of_row(user, page) if page else None


def of_article(user, article):
    """Return the link to an article's form for whoever may see the article."""
    if not policy.may(user, "see", article):
        return None
    label = _("Edit this article") if policy.may(user, "write", article) else _("Open this article in the newsroom")
    return EditLink(reverse("admin:articles_article_change", args=[article.pk]), label)


def of_row(user, row):
    """Return the link to the form of a term or a static page for whoever may change it."""
    if not policy.may(user, "change", row):
        return None
    name = row._meta.model_name
    return EditLink(reverse(f"admin:articles_{name}_change", args=[row.pk]), LABELS[name])


urlpatterns = [path("", admin.site.admin_view(edit_link_view), name="find")]
