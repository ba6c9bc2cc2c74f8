"""The tabs above the article list and the filters beside its search box (brief §11.3)."""

import datetime
import re

from django.contrib import admin
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import policy
from articles.models import Article, Author, Category, Tag, Topic

from .article_fields import IDENTIFIER
from .article_status import status_filter, with_last_step

TABS = [
    ("mine", _("Mine")),
    ("draft", _("Drafts")),
    ("in_review", _("Awaiting review")),
    ("sent_back", _("Changes requested")),
    ("scheduled", _("Scheduled")),
    ("published", _("Published")),
    ("changed", _("With changes")),
    ("expired", _("Expired")),
    ("unpublished", _("Withdrawn")),
    ("trashed", _("In trash")),
]


def tab_condition(name, user):
    """Return the condition of one tab on rows of ``with_last_step``."""
    if name == "mine":
        return Q(owner=user) & ~Q(state=Article.State.TRASHED)
    if name == "changed":
        return Q(state=Article.State.PUBLISHED) & ~Q(latest_revision=F("live_revision"))
    return status_filter(name)


class StatusTabs(admin.SimpleListFilter):
    """Drawn above the table with the number of articles in each; without a choice, everything but the trash."""

    title = _("status")
    parameter_name = "status"
    template = "admin/articles/article/nothing.html"

    def __init__(self, request, *args):
        self.user = request.user
        super().__init__(request, *args)

    def lookups(self, request, model_admin):
        return TABS

    def value(self):
        value = super().value()
        return value if value in dict(TABS) else None

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset.exclude(state=Article.State.TRASHED)
        return queryset.filter(tab_condition(self.value(), self.user))

    def choices(self, changelist):
        return []

    def tabs(self, changelist):
        """Yield what the tabs show. One query counts them all."""
        articles = with_last_step(policy.visible_to(self.user, Article.objects.all()))
        conditions = {name: tab_condition(name, self.user) for name, _label in TABS}
        everything = ~Q(state=Article.State.TRASHED)
        counts = articles.order_by().aggregate(
            everything=Count("pk", filter=everything),
            **{name: Count("pk", filter=condition) for name, condition in conditions.items()},
        )
        yield self.tab(changelist, None, _("All"), counts["everything"])
        for name, label in TABS:
            if counts[name] or name == self.value():
                yield self.tab(changelist, name, label, counts[name])

    def tab(self, changelist, name, label, count):
        query = {"new_params": {self.parameter_name: name}} if name else {"remove": [self.parameter_name]}
        return {
            "label": label,
            "count": count,
            "selected": self.value() == name,
            "query_string": changelist.get_query_string(**query),
        }


class TermFilter(admin.SimpleListFilter):
    """Articles of one row of ``model``, reached by ``lookup``. A key that is none filters nothing."""

    model = None
    lookup = ""
    template = "admin/articles/article/filter.html"

    def lookups(self, request, model_admin):
        return [(str(pk), name) for pk, name in self.model.objects.values_list("pk", "name")]

    def value(self):
        value = super().value()
        return value if value and IDENTIFIER.fullmatch(value) else None

    def queryset(self, request, queryset):
        return queryset.filter(**{self.lookup: self.value()}) if self.value() else queryset


class CategoryFilter(TermFilter):
    title, parameter_name = _("section"), "category"
    model, lookup = Category, "placed_in__category"


class TopicFilter(TermFilter):
    title, parameter_name = _("topic"), "topic"
    model, lookup = Topic, "filed_under__topic"


class AuthorFilter(TermFilter):
    title, parameter_name = _("author"), "author"
    model, lookup = Author, "bylines__author"


class TagFilter(TermFilter):
    """Reached from the list of tags; it offers the chosen one only, for a newsroom may have thousands."""

    title, parameter_name = _("tag"), "tag"
    model, lookup = Tag, "tagged__tag"

    def lookups(self, request, model_admin):
        chosen = Tag.objects.filter(pk=self.value()).values_list("pk", "name") if self.value() else []
        return [(str(pk), name) for pk, name in chosen]


class ChoiceFilter(admin.SimpleListFilter):
    """One of a few fixed choices; any other value filters nothing."""

    template = "admin/articles/article/filter.html"
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


class DateFilter(admin.SimpleListFilter):
    """By the day of publication: lately, or one month written ``2026-11``."""

    title, parameter_name = _("published at"), "published"
    template = "admin/articles/article/filter.html"
    month = re.compile(r"(20[0-9]{2}|19[0-9]{2})-(0[1-9]|1[0-2])")
    months_offered = 12

    def lookups(self, request, model_admin):
        today = timezone.localdate()
        newest = today.year * 12 + today.month - 1
        months = [f"{n // 12}-{n % 12 + 1:02}" for n in range(newest, newest - self.months_offered, -1)]
        return [("today", _("Today")), ("week", _("Past 7 days")), *((month, month) for month in months)]

    def queryset(self, request, queryset):
        today = timezone.localdate()
        match = self.month.fullmatch(self.value() or "")
        if match:
            year, month = int(match[1]), int(match[2])
            return queryset.filter(published_day__year=year, published_day__month=month)
        first = {"today": today, "week": today - datetime.timedelta(days=6)}.get(self.value())
        return queryset.filter(published_day__range=(first, today)) if first else queryset
