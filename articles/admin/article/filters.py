"""The tabs above the article list and the filters beside its search box (brief §11.3)."""

import datetime
import re

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.admin.fields import IDENTIFIER
from articles.checks import problems
from articles.models import Article, Tag

from .listing_facts import TABS, facts_of, tab_condition

LABELS = {
    "mine": _("Mine"),
    "draft": _("Drafts"),
    "in_review": _("Awaiting review"),
    "sent_back": _("Changes requested"),
    "scheduled": _("Scheduled"),
    "published": _("Published"),
    "changed": _("With changes"),
    "expired": _("Expired"),
    "unpublished": _("Withdrawn"),
    "trashed": _("In trash"),
}


ALWAYS = set(TABS) - {"expired"}


class StatusTabs(admin.SimpleListFilter):
    """Drawn above the table with the number of articles in each; without a choice, everything but the trash."""

    title = _("status")
    parameter_name = "status"
    template = "admin/articles/article/nothing.html"

    def __init__(self, request, *args):
        self.user = request.user
        super().__init__(request, *args)

    def lookups(self, request, model_admin):
        return LABELS.items()

    def value(self):
        value = super().value()
        return value if value in LABELS else None

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset.exclude(state=Article.State.TRASHED)
        return queryset.filter(tab_condition(self.value(), self.user))

    def choices(self, changelist):
        return []

    def tabs(self, changelist, counts):
        """Yield what the tabs show. An empty one is shown, too, but for what most newsrooms never have."""
        yield self.tab(changelist, None, _("All"), counts["everything"])
        for name in TABS:
            if counts[name] or name in {self.value(), *ALWAYS}:
                yield self.tab(changelist, name, LABELS[name], counts[name])

    def tab(self, changelist, name, label, count):
        query = {"new_params": {self.parameter_name: name}} if name else {"remove": [self.parameter_name]}
        return {
            "label": label,
            "count": count,
            "selected": self.value() == name,
            "query_string": changelist.get_query_string(**query),
        }


class TermFilter(admin.SimpleListFilter):
    """
    Articles of one term, reached by ``lookup``. A key that is none filters nothing.

    An address may name a row that is gone: the menu says so, and the list has no articles.
    """

    lookup = ""
    template = "admin/filter_menu.html"

    def lookups(self, request, model_admin):
        found = {str(key): name for key, name, _query in facts_of(request).choices[self.parameter_name]}
        return [*found.items(), *self.gone(found)]

    def gone(self, found):
        """Return the choice of a row that does not exist, where the address names one."""
        value = self.value()
        return [(value, _("(deleted)"))] if value and value not in found else []

    def value(self):
        value = super().value()
        return value if value and IDENTIFIER.fullmatch(value) else None

    def queryset(self, request, queryset):
        return queryset.filter(**{self.lookup: self.value()}) if self.value() else queryset


class CategoryFilter(TermFilter):
    title, parameter_name = _("section"), "category"
    lookup = "placed_in__category"


class TopicFilter(TermFilter):
    title, parameter_name = _("topic"), "topic"
    lookup = "filed_under__topic"


class AuthorFilter(TermFilter):
    title, parameter_name = _("author"), "author"
    lookup = "bylines__author"


class TagFilter(TermFilter):
    """Reached from the list of tags; it offers the chosen one only, for a newsroom may have thousands."""

    title, parameter_name = _("tag"), "tag"
    lookup = "tagged__tag"

    def lookups(self, request, model_admin):
        chosen = Tag.objects.filter(pk=self.value()).values_list("pk", "name") if self.value() else []
        found = {str(pk): name for pk, name in chosen}
        return [*found.items(), *self.gone(found)]


class ChoiceFilter(admin.SimpleListFilter):
    """One of a few fixed choices; any other value filters nothing."""

    template = "admin/filter_menu.html"
    options = ()

    def lookups(self, request, model_admin):
        return self.options

    def value(self):
        value = super().value()
        return value if value in dict(self.options) else None


class PlacementFilter(ChoiceFilter):
    title, parameter_name = _("placement"), "placement"
    options = [("pinned", _("Pinned")), ("recommended", _("Editors' picks")), ("in_focus", _("In focus"))]

    def queryset(self, request, queryset):
        if self.value() == "pinned":
            return queryset.pinned_now()
        return queryset.filter(**{self.value(): True}) if self.value() else queryset


class OriginFilter(ChoiceFilter):
    title, parameter_name = _("kind of source"), "origin"
    options = Article.Origin.choices

    def queryset(self, request, queryset):
        return queryset.filter(origin=self.value()) if self.value() else queryset


class ProblemFilter(ChoiceFilter):
    """What waits to be mended, as it is kept on the row, and what the clock and the home page say (brief §11.2)."""

    title, parameter_name = _("problem"), "problem"
    options = list(problems.ALL.items())

    def queryset(self, request, queryset):
        return queryset.filter(problems.having(self.value())) if self.value() else queryset


class BatchFilter(admin.SimpleListFilter):
    """Articles that one import brought. Not there where nothing was imported."""

    title, parameter_name = _("import batch"), "batch"
    template = "admin/filter_menu.html"

    def lookups(self, request, model_admin):
        names = [name for _key, name, _query in facts_of(request).choices["batch"]]
        return [(name, name) for name in reversed(names)]

    def queryset(self, request, queryset):
        return queryset.filter(import_batch=self.value()) if self.value() else queryset


class DateFilter(admin.SimpleListFilter):
    """By the day of publication: lately, in a year written ``2026``, or in a month written ``2026-11``."""

    title, parameter_name = _("published at"), "published"
    template = "admin/filter_menu.html"
    period = re.compile(r"(20[0-9]{2}|19[0-9]{2})(?:-(0[1-9]|1[0-2]))?")

    def lookups(self, request, model_admin):
        """Offer each year that has something, and the months of the one that is chosen."""
        oldest = facts_of(request).counts["oldest"]
        this_year = timezone.localdate().year
        years = [
            str(year) for year in range(this_year, (timezone.localdate(oldest).year if oldest else this_year) - 1, -1)
        ]
        match = self.period.fullmatch(self.value() or "")
        months = [f"{match[1]}-{month:02}" for month in range(1, 13)] if match else []
        lately = [("today", _("Today")), ("week", _("Past 7 days")), ("month", _("This month"))]
        return [*lately, *((value, value) for value in sorted({*years, *months}, reverse=True))]

    def queryset(self, request, queryset):
        today = timezone.localdate()
        if match := self.period.fullmatch(self.value() or ""):
            found = queryset.filter(published_day__year=int(match[1]))
            return found.filter(published_day__month=int(match[2])) if match[2] else found
        days = {"today": today, "week": today - datetime.timedelta(days=6), "month": today.replace(day=1)}
        first = days.get(self.value())
        return queryset.filter(published_day__range=(first, today)) if first else queryset
