"""What needs attention in a list of terms: its column and its filter (brief §11.13)."""

from collections import defaultdict
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Author, Category, KeptApart, Topic
from articles.naming import duplicates

INTRODUCTIONS = {Category: "description", Topic: "description", Author: "bio"}
MOST_NAMED = 3  # beside one name


@lru_cache(maxsize=8)
def _twins(names: tuple[tuple[int, str], ...]) -> dict[int, tuple[int, ...]]:
    """Remember the answer as long as the names are the same: it takes half a second for 20,000."""
    return duplicates.twins(names)


def suspects(model: Any) -> dict[int, dict[int, str]]:
    """Return the terms that may be meant as one with another, with keys and names of those; not what was kept apart."""
    apart: dict[int, set[int]] = defaultdict(set)
    for one, other in KeptApart.objects.filter(kind=model._meta.model_name).values_list("one", "other"):
        apart[one].add(other)
        apart[other].add(one)
    names = tuple(model.objects.order_by("pk").values_list("pk", "name"))
    by_key = dict(names)
    left = {
        key: {other: by_key[other] for other in others if other not in apart[key]}
        for key, others in _twins(names).items()
    }
    return {key: others for key, others in left.items() if others}


def keep_apart(model: Any, keys: list[int]) -> None:
    """Remember that no two of these are meant as one."""
    kind, ordered = model._meta.model_name, sorted(keys)
    KeptApart.objects.bulk_create(
        [
            KeptApart(kind=kind, one=one, other=other)
            for place, one in enumerate(ordered)
            for other in ordered[place + 1 :]
        ],
        ignore_conflicts=True,
    )


def merge_address(model: Any, keys: list[int]) -> str:
    """Return the page on which the merge of these terms is begun."""
    page = reverse(f"admin:articles_{model._meta.model_name}_merge")
    return f"{page}?{urlencode({'ids': ','.join(map(str, keys))}, safe=',')}"


class ProblemFilter(admin.SimpleListFilter):
    title, parameter_name = gettext_lazy("problems"), "problem"
    template = "admin/filter_menu.html"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        found = [("unused", _("No articles")), ("twin", _("Perhaps twice")), ("bare", _("No introduction"))]
        return found if model_admin.model in INTRODUCTIONS else found[:2]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "unused":
            return queryset.filter(used=0)
        if self.value() == "twin":
            return queryset.filter(pk__in=suspects(queryset.model))
        if self.value() == "bare" and queryset.model in INTRODUCTIONS:
            return queryset.filter(**{INTRODUCTIONS[queryset.model]: ""})
        return queryset


class ProblemColumn:
    """The last column. What it says of twins is asked once for the whole list."""

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        changelist = super().get_changelist_instance(request)
        twins, may_merge = suspects(self.model), self.has_merge_permission(request)
        for term in changelist.result_list:
            term.twins, term.may_be_merged = twins.get(term.pk, {}), may_merge
        return changelist

    @admin.display(description=gettext_lazy("problems"), empty_value="—")
    def problems(self, term: Any) -> str | None:
        found = [] if term.used else [_("No articles")]
        if type(term) in INTRODUCTIONS and not getattr(term, INTRODUCTIONS[type(term)]):
            found.append(_("No introduction"))
        lines = [format_html('<span class="problem">{}</span>', words) for words in found]
        lines += [self._twin(term, key, name) for key, name in list(term.twins.items())[:MOST_NAMED]]
        return format_html_join("", "{}", ((line,) for line in lines)) or None

    def _twin(self, term: Any, key: int, name: str) -> str:
        words = _("Perhaps the same: %(name)s") % {"name": name}
        if not term.may_be_merged:
            return format_html('<span class="problem">{}</span>', words)
        return format_html('<a class="problem" href="{}">{}</a>', merge_address(type(term), [term.pk, key]), words)
