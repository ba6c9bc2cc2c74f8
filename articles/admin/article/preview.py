"""The preview of an article, and the links under which others may see it (brief §11.5)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import policy
from articles.admin.fields import IDENTIFIER
from articles.admin.status import name_of
from articles.models import PreviewLink
from articles.preview import preview_page
from articles.remote_pictures import allow
from articles.versions.content import Content
from articles.views.frame import render_page
from articles.views.preview_links import private

from .frame import article_address, frame, refused_page


def preview_view(model_admin, request, article):
    """Show the newest saved version with the public page's own template."""
    if not policy.may(request.user, "preview", article):
        raise PermissionDenied
    revision = article.latest_revision
    page = preview_page(article, Content.newest(article))
    context = {
        "page": page,
        "article": page.article,
        "hidden_from_robots": True,
        "saved_at": article.saved_at,
        "number": revision.number if revision else None,
        "back": article_address(request, "change", article),
    }
    body = render_page(request, "admin/articles/article/preview.html", context)
    return private(allow(body, page.article.body_html))


def preview_links_view(model_admin, request, article):
    """List the links that open (GET); make one for the newest version, or take one back (POST)."""
    if not policy.may(request.user, "preview", article):
        raise PermissionDenied
    if article.latest_revision is None:
        return refused_page(model_admin, request, article, 409, _("There are no versions yet."))
    if request.method == "POST":
        if "revoke" in request.POST:
            take_back(model_admin, request, article, request.POST["revoke"])
        else:
            make(model_admin, request, article)
        return HttpResponseRedirect(article_address(request, "preview_links", article))
    links = article.preview_links.valid().select_related("revision", "created_by")
    context = {
        **frame(model_admin, request, article, _("Preview links")),
        "links": [{"link": link, "address": address(request, link), "who": name_of(link.created_by)} for link in links],
        "days": PreviewLink.LASTS.days,
        "number": article.latest_revision.number,
    }
    return TemplateResponse(request, "admin/articles/article/preview_links.html", context)


def make(model_admin, request, article):
    expires = timezone.now() + PreviewLink.LASTS
    article.preview_links.create(revision=article.latest_revision, created_by=request.user, expires_at=expires)
    model_admin.log_change(request, article, f"preview link made for version {article.latest_revision.number}")
    messages.success(request, _("The link is ready. Whoever has it can read this version, without an account."))


def take_back(model_admin, request, article, key):
    links = article.preview_links.valid().filter(pk=key if IDENTIFIER.fullmatch(key) else 0)
    if links.update(revoked_at=timezone.now()):
        model_admin.log_change(request, article, "preview link taken back")
        messages.success(request, _("Taken back. The link opens nothing any more."))
    else:
        messages.warning(request, _("That link was over already."))


def address(request, link):
    """Return the whole address, to be sent to somebody."""
    return request.build_absolute_uri(reverse("articles:preview-link", args=[link.token]))
