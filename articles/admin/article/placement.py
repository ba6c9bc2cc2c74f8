"""Flags and weight: their form, and the address that sets them on a live article (decisions 6.3)."""

import datetime

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import policy
from articles.admin.fields import MomentField
from articles.frontpage.placement import FIELDS, FLAGS, set_placement

from .frame import refused_page

GREATEST_WEIGHT = 1_000_000


PIN_DAYS = (3, 7)  # offered as the end of a pin, beside today (brief §11.4)


def pin_ends():
    """Return the ends that a pin is often given: 24:00 of today, and of the last of some days that begin today."""
    today = timezone.localdate()
    ends = [(1, _("Today 24:00")), *((days, _("%(n)d days") % {"n": days}) for days in PIN_DAYS)]
    return [{"value": f"{today + datetime.timedelta(days=days)}T00:00", "label": label} for days, label in ends]


class PlacementForm(forms.Form):
    pinned = forms.BooleanField(
        label=gettext_lazy("Pinned"),
        required=False,
        help_text=gettext_lazy("Leads the home page and the first page of its sections and topics."),
    )
    pinned_until = MomentField(
        label=gettext_lazy("Pinned until"),
        required=False,
        help_text=gettext_lazy("Give one: then the pin ends by itself. Beijing time."),
    )
    recommended = forms.BooleanField(
        label=gettext_lazy("Editors' picks"),
        required=False,
        help_text=gettext_lazy("Below the lead of the home page, up to 6 articles."),
    )
    in_focus = forms.BooleanField(
        label=gettext_lazy("In focus"),
        required=False,
        help_text=gettext_lazy("In the text column of the home page, up to 8 articles."),
    )
    weight = forms.IntegerField(
        label=gettext_lazy("Weight"),
        required=False,
        min_value=1,
        max_value=GREATEST_WEIGHT,
        help_text=gettext_lazy(
            "Usually empty. A smaller number comes first, but only within the rails and among articles of one day."
        ),
    )

    def __init__(self, *args, article, **kwargs):
        self.article = article
        super().__init__(*args, **kwargs)

    @classmethod
    def of(cls, article):
        """Return the panel of a live article. Its controls belong to a form of their own, outside the text's."""
        form = cls(article=article, initial={name: getattr(article, name) for name in FIELDS})
        for field in form.fields.values():
            field.widget.attrs["form"] = "placement-form"
        return form

    def clean(self):
        super().clean()
        until = self.cleaned_data.get("pinned_until")
        if until and until <= timezone.now() and until != self.shown_until():
            self.add_error("pinned_until", _("This moment is past. Choose a later one, or leave it empty."))

    def shown_until(self):
        """Return the end of the pin as the control shows it: without seconds."""
        until = self.article.pinned_until
        return until and until.replace(second=0, microsecond=0)

    def placement(self):
        """Return what was typed, for ``set_placement``."""
        values = {name: self.cleaned_data[name] for name in FIELDS if name in self.fields}
        if values.get("pinned_until") and values["pinned_until"] == self.shown_until():
            values["pinned_until"] = self.article.pinned_until
        return values


def placement_view(model_admin, request, article):
    """
    Set flags of one live article: one (``pinned=on``) from the list, all of them (``panel``) from the form.

    Answers 403 without the right, 409 unless the article is live, and JSON to a script.
    """
    if request.method != "POST":
        return answer(model_admin, request, article, 405, _("Use the buttons of the list."))
    if not policy.may(request.user, "place", article):
        return answer(model_admin, request, article, 403, _("You may not place articles on the home page."))
    if not article.is_live:
        words = _("Readers cannot see this article now. Tick it in the form: it counts once the article is published.")
        return answer(model_admin, request, article, 409, words)
    form = PlacementForm(request.POST, article=article)
    if "panel" in request.POST:
        if not form.is_valid():
            return answer(model_admin, request, article, 400, " ".join(form.errors[name][0] for name in form.errors))
        values = form.placement()
    else:
        values = {name: request.POST[name] == "on" for name in FLAGS if name in request.POST}
        if values.get("pinned") and not article.is_pinned:
            values["pinned_until"] = None  # a pin that has run out starts afresh
    set_placement(article, actor=request.user, **values)
    return answer(model_admin, request, article, 200, _("Home page updated: “%(title)s”.") % {"title": article.title})


def answer(model_admin, request, article, status, words):
    if request.headers.get("Accept") == "application/json":
        flags = {"pinned": article.is_pinned, "recommended": article.recommended, "in_focus": article.in_focus}
        return JsonResponse({"message": words, "flags": flags}, status=status)
    if status != 200:
        return refused_page(model_admin, request, article, status, words)
    messages.success(request, words)
    return HttpResponseRedirect(way_back(request, article))


def way_back(request, article):
    """Return the page that the button was on, if it is one of ours."""
    came_from = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(came_from, {request.get_host()}, request.is_secure()):
        return came_from
    return reverse("admin:articles_article_change", args=[article.pk])
