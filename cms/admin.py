"""The screen of the audit record (操作记录): read by chief editors and administrators, changed by nobody."""

import csv
import datetime
from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseNotAllowed, StreamingHttpResponse
from django.urls import NoReverseMatch, path, reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import policy
from cms import audit_words as words
from cms.audit import record
from cms.audit.rows import WATCHED
from cms.list_screen import ListScreen
from cms.models import AuditEntry
from cms.spreadsheet import cells

SYSTEM = "system"
GROUPS = {
    "steps": (gettext_lazy("Steps of articles"), words.STEPS),
    "versions": (gettext_lazy("Versions of articles"), words.VERSIONS),
    "autosaves": (gettext_lazy("What saved itself"), words.AUTOSAVES),
    "rows": (gettext_lazy("Changes of everything else"), words.ROWS),
    "signing_in": (gettext_lazy("Logins and accounts"), words.SIGNING_IN),
    "moved": (gettext_lazy("Imports and exports"), words.MOVED_ABOUT),
}
PERIODS = {"1": gettext_lazy("Last 24 hours"), "7": gettext_lazy("Last 7 days"), "30": gettext_lazy("Last 30 days")}


class Menu(admin.SimpleListFilter):
    template = "admin/filter_menu.html"

    def value(self) -> str | None:
        value = super().value()
        return value if value in {str(offered) for offered, _label in self.lookup_choices} else None


class WhoFilter(Menu):
    title, parameter_name = gettext_lazy("who"), "who"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        staff = get_user_model()._default_manager.filter(is_staff=True).order_by("username")
        return [
            (SYSTEM, _("The system")),
            *((str(user.pk), user.get_full_name() or user.get_username()) for user in staff),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == SYSTEM:
            return queryset.filter(actor=None)
        return queryset.filter(actor=self.value()) if self.value() else queryset


class WhatFilter(Menu):
    """Without a choice, all but what saved itself while somebody was typing: that would bury the rest."""

    title, parameter_name = gettext_lazy("what was done"), "what"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(name, label) for name, (label, _actions) in GROUPS.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value():
            return queryset.filter(action__in=GROUPS[self.value()][1])
        return queryset.exclude(action__in=words.AUTOSAVES)

    def choices(self, changelist: Any) -> Iterator[dict[str, Any]]:
        for number, choice in enumerate(super().choices(changelist)):
            yield choice if number else {**choice, "display": _("All, without what saved itself")}


class KindFilter(Menu):
    title, parameter_name = gettext_lazy("to what"), "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        whole = [model for model, watched in WATCHED.items() if not watched.about]
        return [(model._meta.label_lower, model._meta.verbose_name) for model in whole]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(kind=self.value()) if self.value() else queryset


class WhenFilter(Menu):
    title, parameter_name = gettext_lazy("when"), "when"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(PERIODS.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if not self.value():
            return queryset
        return queryset.filter(at__gte=timezone.now() - datetime.timedelta(days=int(self.value())))


class DayFilter(admin.SimpleListFilter):
    """One day of the newsroom's calendar, typed or picked."""

    title, parameter_name = gettext_lazy("day"), "day"
    template = "admin/cms/auditentry/day.html"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("", "")]

    def value(self) -> Any:
        try:
            return parse_date(super().value() or "")
        except ValueError:
            return None

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() is None:
            return queryset
        start = timezone.make_aware(datetime.datetime.combine(self.value(), datetime.time.min))
        return queryset.filter(at__gte=start, at__lt=start + datetime.timedelta(days=1))

    def choices(self, changelist: Any) -> list[dict[str, Any]]:
        kept = [(name, value) for name, value in changelist.params.items() if name not in {"day", "p"}]
        return [{"day": self.value(), "kept": kept, "name": self.parameter_name}]


@admin.register(AuditEntry)
class AuditEntryAdmin(ListScreen):
    list_display = ["shown_time", "who", "what", "thing", "shown_differences", "network"]
    list_display_links = None
    list_filter = [WhoFilter, WhatFilter, KindFilter, WhenFilter, DayFilter]
    list_per_page = 50
    list_select_related = ["actor"]
    search_fields = ["name"]
    show_full_result_count = False
    sortable_by: list[str] = []
    actions = None

    class Media:
        css = {"all": ["admin/audit.css"]}

    def has_view_permission(self, request: HttpRequest, obj: AuditEntry | None = None) -> bool:
        return policy.may(request.user, "view", AuditEntry)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: AuditEntry | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: AuditEntry | None = None) -> bool:
        return False

    def get_urls(self) -> list[Any]:
        """Return the list and its export: an entry has no page of its own, and no form."""
        view = self.admin_site.admin_view
        return [
            path("", view(self.changelist_view), name="cms_auditentry_changelist"),
            path("export/", view(self.export), name="cms_auditentry_export"),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        context = {
            "may_export": policy.may(request.user, "export", AuditEntry),
            "query": request.GET.urlencode(),
            **(extra_context or {}),
        }
        return super().changelist_view(request, context)

    def export(self, request: HttpRequest) -> Any:
        """Hand out what the list shows as a CSV file, all pages of it. That it was done is an entry, too."""
        if not policy.may(request.user, "export", AuditEntry):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        entries = self.get_changelist_instance(request).get_queryset(request).select_related("actor")
        record("exported", AuditEntry(), after={"rows": entries.count()})
        response = StreamingHttpResponse(csv_lines(entries), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="audit-{timezone.localdate():%Y-%m-%d}.csv"'
        return response

    @admin.display(description=gettext_lazy("time"))
    def shown_time(self, entry: AuditEntry) -> str:
        local = timezone.localtime(entry.at)
        return format_html('<time datetime="{}">{}</time>', local.isoformat(), f"{local:%Y-%m-%d %H:%M:%S}")

    @admin.display(description=gettext_lazy("who"))
    def who(self, entry: AuditEntry) -> str:
        return actor_name(entry)

    @admin.display(description=gettext_lazy("what was done"))
    def what(self, entry: AuditEntry) -> str:
        label = words.action_label(entry.action)
        return f"{words.kind_label(entry.part)} · {label}" if entry.part else label

    @admin.display(description=gettext_lazy("to what"))
    def thing(self, entry: AuditEntry) -> str:
        kind, name = words.kind_label(entry.kind), entry.name or "—"
        try:
            if not entry.key or (entry.action == "deleted" and not entry.part):
                return f"{kind} {name}"
            address = reverse(f"admin:{entry.kind.replace('.', '_')}_change", args=[entry.key])
        except NoReverseMatch:
            return f"{kind} {name}"
        return format_html('{} <a href="{}">{}</a>', kind, address, name)

    @admin.display(description=gettext_lazy("difference"))
    def shown_differences(self, entry: AuditEntry) -> str:
        rows = list(words.differences(entry))
        if not rows:
            return "—"
        lines = ((label, old_and_new(old, new)) for label, old, new in rows)
        return format_html('<ul class="differences">{}</ul>', format_html_join("", "<li>{}：{}</li>", lines))


def old_and_new(old: str | None, new: str | None) -> str:
    """Return both as HTML, with an arrow; the one alone of what came or went."""
    nothing = _("(empty)")
    if old is None:
        return format_html("<ins>{}</ins>", new or nothing)
    if new is None:
        return format_html("<del>{}</del>", old or nothing)
    return format_html("<del>{}</del> → <ins>{}</ins>", old or nothing, new or nothing)


def actor_name(entry: AuditEntry) -> str:
    return (entry.actor.get_full_name() or entry.actor.get_username()) if entry.actor else _("The system")


class Echo:
    """A file that hands back what is written into it."""

    def write(self, value: str) -> str:
        return value


def csv_lines(entries: QuerySet[AuditEntry]) -> Iterator[str]:
    """Yield the lines of the file, with the mark by which spreadsheets know UTF-8."""
    writer = csv.writer(Echo())
    yield "\ufeff"
    heads = (_("time"), _("who"), _("what was done"), _("kind"), _("name"), _("number"), _("difference"), _("network"))
    yield writer.writerow(heads)
    for entry in entries.iterator(chunk_size=500):
        difference = "\n".join(f"{label}: {old or ''} → {new or ''}" for label, old, new in words.differences(entry))
        values = (
            entry.at.isoformat(timespec="seconds"),
            actor_name(entry),
            words.action_label(entry.action),
            words.kind_label(entry.part or entry.kind),
            *(entry.name, entry.key, difference, entry.network),
        )
        yield writer.writerow(cells(values))
