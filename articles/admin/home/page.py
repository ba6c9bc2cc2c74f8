"""
编排首页 (brief §11.12): three ordered lists beside the home page that they make.

Editors may look, chief editors arrange.
"""

from django.contrib import admin, messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _

from articles import policy
from articles.frontpage import curation, homepage
from articles.frontpage.placement import Rearranged
from articles.models import FrontPage
from articles.views.pages import show_home
from articles.views.preview_links import private

from .press import Press

app_name = "curation"


def arrange_view(request):
    """Show the lists (GET); do what a button says to the draft, or apply it (POST)."""
    press = pressed(request)
    if request.method != "POST":
        return press.screen()
    if not press.may_change:
        raise PermissionDenied
    action = request.POST.get("do", "find")
    try:
        press.read()
        if action != "apply":
            press.do(action)
    except ValueError:
        press.refuse(_("This was not understood, and nothing was changed. Load the page again."))
    return apply(press) if action == "apply" and not press.error else press.screen()


def preview_view(request):
    """Show the home page that the draft would make, by the public page's own view."""
    press = pressed(request)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if press.may_change:
        try:
            press.read()
        except ValueError as error:
            raise BadRequest("no draft of ours") from error
    return private(show_home(request, homepage.compose(press.now, curation.placed(press.lists()))))


def pressed(request):
    if not policy.may(request.user, "view", FrontPage):
        raise PermissionDenied
    return Press(request)


def apply(press):
    """Make the draft the home page, and begin afresh; where somebody was faster, say who, and keep the draft."""
    if not press.draft.lines:
        press.told = _("There is nothing to apply.")
        return press.screen()
    lost = curation.left_out(press.draft, press.lists())
    try:
        curation.apply(press.draft, actor=press.request.user, seen=press.seen)
    except Rearranged:
        press.since, press.seen, press.status = press.seen, FrontPage.objects.current().version, 409
        return press.screen()
    messages.success(press.request, _("The home page is up to date. All readers see it within about a minute."))
    for article in lost:
        messages.warning(
            press.request, _("Left out, because readers cannot see it: “%(title)s”") % {"title": article.title}
        )
    if press.typed_a_notice:  # which is no part of the lists and was not saved: it stays in its fields
        return press.afresh().screen()
    return HttpResponseRedirect(reverse("curation:arrange"))


urlpatterns = [
    path("", admin.site.admin_view(arrange_view), name="arrange"),
    path("preview/", admin.site.admin_view(preview_view), name="preview"),
]
