"""The page that asks for the planned date of one article, to which a drop in the calendar posts as well."""

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.middleware.csrf import get_token
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _

from articles import policy
from articles.admin.article.frame import article_address, calendar_address, frame, refused_page, via_calendar
from articles.admin.fields import PlannedDayField, check_planned_day
from articles.models import Article
from articles.schedule.planned_days import NotPlanned, set_planned_day

from .items import may


class PlannedDayForm(forms.Form):
    planned_day = PlannedDayField(show_hidden_initial=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["planned_day"].widget.attrs["min"] = f"{timezone.localdate()}"

    def clean_planned_day(self):
        return check_planned_day(self)


def planned_day_view(model_admin, request, article):
    """Ask for the planned date (GET) and set it (POST); empty takes it away. Serves ``<pk>/planned-day/``."""
    if not policy.may(request.user, "plan", article):
        return refused_page(model_admin, request, article, 403, _("You may not plan a date for this article."))
    shown = {"planned_day": article.planned_day}
    if request.method != "POST":
        return page(model_admin, request, article, PlannedDayForm(initial=shown))
    form = PlannedDayForm(request.POST, initial=shown)
    if not form.is_valid():
        return page(model_admin, request, article, form, status=400)
    try:
        before = set_planned_day(article, form.cleaned_data["planned_day"], actor=request.user)
    except NotPlanned as error:
        return refused_page(model_admin, request, article, 409, str(error))
    if before != article.planned_day:
        messages.success(request, said(request, article, before))
    return HttpResponseRedirect(calendar_address(request) or article_address(request, "change", article))


def page(model_admin, request, article, form, status=200):
    if article.state == Article.State.PUBLISHED:
        words = _("This article has its time of publication already, so it needs no planned date.")
        return refused_page(model_admin, request, article, 409, words)
    context = {
        **frame(model_admin, request, article, _("Planned date")),
        "form": form,
        "back_url": calendar_address(request) or article_address(request, "change", article),
        "may_schedule": may(request.user, "schedule", article),
        "schedule_url": via_calendar(request, article_address(request, "step", article, "schedule")),
    }
    return TemplateResponse(request, "admin/articles/article/planned_day.html", context, status=status)


def said(request, article, before):
    """Say what was written down, with a button that takes it back where that is still possible."""
    words = {"title": article.title, "day": day_in_words(article.planned_day) if article.planned_day else ""}
    told = _("“%(title)s” has no planned date now.")
    if article.planned_day:
        told = _("“%(title)s” is planned for %(day)s. This is a note and publishes nothing.")
    if before is not None and before < timezone.localdate():
        return told % words
    button = '{} <form method="post" action="{}" class="undo"><input type="hidden" name="csrfmiddlewaretoken"'
    button += ' value="{}"><input type="hidden" name="planned_day" value="{}">'
    button += '<button type="submit" class="as-link">{}</button></form>'
    address = via_calendar(request, article_address(request, "planned_day", article))
    return format_html(button, told % words, address, get_token(request), before or "", _("Undo"))


def day_in_words(day):
    """Return a day with its weekday: 12月24日 周四; with the year where it is another."""
    return date_format(day, _("N j, D") if day.year == timezone.localdate().year else _("N j, Y, D"))
