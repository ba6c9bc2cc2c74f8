"""
The site as it will be at a moment to come: the public pages' own views, asked with a later clock (decisions, entry 28).

What others have scheduled stands on these pages, so they are for those who may see everybody's articles.
"""

import datetime

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import clock, clockwork, policy
from articles.models import Article
from articles.schedule.coming import coming as coming_articles
from articles.schedule.coming import events
from articles.schedule.event_words import told
from articles.views.errors import not_found
from articles.views.preview_links import private

from .fields import MomentField
from .words import zone_name

LONGEST_ADDRESS = 500  # characters
MOST_COMING = 10  # articles on offer


class AheadForm(forms.Form):
    """When, and which page."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["at"].help_text = zone_name()

    at = MomentField(label=gettext_lazy("As of"))
    page = forms.CharField(
        label=gettext_lazy("Page"),
        required=False,
        max_length=LONGEST_ADDRESS,
        help_text=gettext_lazy("The address after the site's name, such as /posts/. Empty for the home page."),
    )

    def clean_at(self):
        if self.cleaned_data["at"] <= timezone.now():
            raise ValidationError(_("That time is past. Choose one to come."))
        return self.cleaned_data["at"]

    def clean_page(self):
        page = self.cleaned_data["page"] or "/"
        return page if page.startswith("/") else f"/{page}"


def ahead_view(model_admin, request):
    """Ask for a moment and a page, and show the page as it will be then."""
    if not policy.may(request.user, "look_ahead", Article):
        raise PermissionDenied
    form = AheadForm(request.GET) if "at" in request.GET else None
    error, status = "", 200
    if form and form.is_valid():
        response = page_at(form.cleaned_data["page"], form.cleaned_data["at"])
        if response is not None:
            return private(response)
        error, status = _("There is no page to show at this address. Choose another."), 404
    coming = changes_to_come()
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": _("The site at a time to come"),
        "form": form or AheadForm(initial={"at": next_change(coming), "page": "/"}),
        "error": error,
        "coming": coming,
    }
    return TemplateResponse(request, "admin/articles/article/ahead.html", context, status=status)


def changes_to_come():
    """Return what readers will notice next: the moment, the words, the article's title."""
    found = [
        {"at": event.at, "words": told(event)["words"], "title": article.title}
        for article in coming_articles(Article.objects.only("title", "state", "published_at", "expires_at"))[
            :MOST_COMING
        ]
        for event in events(article)
        if event.at > timezone.now() and not event.problem
    ]
    return sorted(found, key=lambda change: change["at"])[:MOST_COMING]


def next_change(coming) -> datetime.datetime:
    """Return the moment of the first of the ``coming`` changes; without one, tomorrow at eight."""
    for change in coming:
        return change["at"]
    morning = timezone.localtime().replace(hour=8, minute=0, second=0, microsecond=0)
    return morning + datetime.timedelta(days=1)


def page_at(address: str, moment: datetime.datetime) -> HttpResponse | None:
    """Return the public page of ``address`` as of ``moment``; None where the address leads to no page of ours."""
    path, _mark, query = address.partition("?")
    try:
        found = resolve(path)
    except Resolver404:
        return None
    if found.app_name != "articles" or found.url_name in {"preview-link", "preview-link-file"}:
        return None
    asked = HttpRequest()
    asked.method, asked.path, asked.path_info, asked.GET = "GET", path, path, QueryDict(query)
    with clock.at(moment), clockwork.as_planned():
        try:
            response = found.func(asked, *found.args, **found.kwargs)
        except Http404:
            response = not_found(asked)
    is_page = response.status_code in {200, 404, 410} and response.get("Content-Type", "").startswith("text/html")
    return response if is_page else None
