"""Addresses that moved. What may be written is ``articles.addresses.redirects``'; who may write it, the policy's."""

from functools import partial
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet, Value
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.encoding import escape_uri_path
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import policy
from articles.addresses import redirects
from articles.links.following import follow, is_page
from articles.models import MissingAddress, Redirect
from cms.list_screen import ListScreen

LONGEST_ADDRESS = 500  # characters, the width of a redirect's columns
KINDS = {301: "301", 302: "302", 410: gettext_lazy("410, gone")}


class RedirectForm(forms.ModelForm):
    class Meta:
        model = Redirect
        fields = ["source", "target", "temporary"]
        help_texts = {
            "source": gettext_lazy("The old address, such as /posts/old-address/."),
            "target": gettext_lazy(
                "The new address, such as /posts/new-address/. Left empty: the address is gone (410). Only "
                "administrators may lead readers to other sites."
            ),
        }
        error_messages = {"source": {"unique": gettext_lazy("This address has a redirect already. Change that one.")}}

    user: Any = None  # whoever fills in the form, set by the admin

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        cleaned["temporary"] = cleaned["temporary"] and bool(cleaned["target"])
        wanted = Redirect(pk=self.instance.pk, **{name: cleaned[name] for name in ("source", "target", "temporary")})
        redirects.check(wanted)
        if wanted.is_elsewhere and not policy.may(self.user, "redirect_elsewhere", Redirect):
            raise ValidationError({"target": _("Only administrators may lead readers to other sites.")})
        if is_page(wanted.source):
            raise ValidationError(
                {
                    "source": _("There is a page at “%(path)s”. Only an address without a page can lead elsewhere.")
                    % {"path": wanted.source}
                }
            )
        return {**cleaned, "source": wanted.source, "target": wanted.target}


class OriginFilter(admin.ChoicesFieldListFilter):
    template = "admin/filter_menu.html"


@admin.register(Redirect)
class RedirectAdmin(ListScreen):
    form = RedirectForm
    list_display = ["source", "shown_target", "kind", "origin", "hits", "last_hit", "test"]
    list_filter = [("origin", OriginFilter)]
    search_fields = ["source", "target"]
    readonly_fields = ["origin", "created_at", "hits", "last_hit_at"]
    fields = ["source", "target", "temporary", "origin", "created_at", "hits", "last_hit_at"]
    list_per_page = 50
    change_list_template = "admin/articles/redirects.html"
    change_form_template = "admin/articles/redirect_form.html"

    class Media:
        css = {"all": ["admin/terms.css"]}

    def has_view_permission(self, request: HttpRequest, obj: Redirect | None = None) -> bool:
        return policy.may(request.user, "view", obj or Redirect)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return policy.may(request.user, "add", Redirect)

    def has_change_permission(self, request: HttpRequest, obj: Redirect | None = None) -> bool:
        return policy.may(request.user, "change", obj or Redirect)

    def has_delete_permission(self, request: HttpRequest, obj: Redirect | None = None) -> bool:
        return policy.may(request.user, "delete", obj or Redirect)

    def get_form(self, request: HttpRequest, obj: Redirect | None = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (form,), {"user": request.user})

    def get_fields(self, request: HttpRequest, obj: Redirect | None = None) -> list[str]:
        return self.fields if obj else self.fields[:3]

    def get_urls(self) -> list[Any]:
        page = self.admin_site.admin_view(partial(test_page, self))
        return [path("test/", page, name="articles_redirect_test"), *super().get_urls()]

    def save_model(self, request: HttpRequest, obj: Redirect, form: forms.ModelForm, change: bool) -> None:
        obj.origin = Redirect.Origin.MANUAL  # whatever it was: a person answers for it from now on
        redirects.save(obj)

    @admin.display(description=gettext_lazy("target"), ordering="target")
    def shown_target(self, redirect: Redirect) -> str:
        return format_html('<a href="{}">{}</a>', redirect.target, redirect.target) if redirect.target else "—"

    @admin.display(description=gettext_lazy("kind"))
    def kind(self, redirect: Redirect) -> str:
        return KINDS[redirect.status]

    @admin.display(description=gettext_lazy("last hit"), ordering="last_hit_at", empty_value="—")
    def last_hit(self, redirect: Redirect) -> str | None:
        return redirect.last_hit_at and timezone.localdate(redirect.last_hit_at).isoformat()

    @admin.display(description=gettext_lazy("test"))
    def test(self, redirect: Redirect) -> str:
        words = _("Test the redirect from %(path)s") % {"path": redirect.source}
        return format_html('<a href="{}" aria-label="{}">{}</a>', test_address(redirect.source), words, _("Test"))


def test_address(path: str) -> str:
    return f"{reverse('admin:articles_redirect_test')}?{urlencode({'address': path})}"


def test_page(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """Show what a reader gets at an address, step by step. Asks the site itself, and no other site."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    typed = request.GET.get("address", "").strip()[:LONGEST_ADDRESS]
    address = typed if typed.startswith(("/", "http://", "https://")) or not typed else f"/{typed}"
    steps = follow(address) if address else []
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": _("Test a redirect"),
        "address": typed,
        "longest": LONGEST_ADDRESS,
        "steps": steps,
        "last": steps[-1] if steps else None,
        "may_add": bool(steps) and steps[-1].status == 404 and model_admin.has_add_permission(request),
    }
    return TemplateResponse(request, "admin/articles/redirect_test.html", context)


@admin.register(MissingAddress)
class MissingAddressAdmin(ListScreen):
    """The addresses that readers looked for in vain: a tab beside the redirects, and no entry of its own."""

    list_display = ["address", "hits", "last_seen", "source_page"]
    list_display_links = None
    search_fields = ["path"]
    list_per_page = 50
    change_list_template = "admin/articles/redirects.html"

    class Media:
        css = {"all": ["admin/terms.css"]}

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: MissingAddress | None = None) -> bool:
        return policy.may(request.user, "view", MissingAddress)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: MissingAddress | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: MissingAddress | None = None) -> bool:
        return policy.may(request.user, "delete", MissingAddress)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Leave out what leads somewhere by now, and know who may make a redirect of the rest."""
        missing = super().get_queryset(request).exclude(path__in=Redirect.objects.values("source"))
        return missing.annotate(may_lead=Value(policy.may(request.user, "add", Redirect)))

    @admin.display(description=gettext_lazy("address"), ordering="path")
    def address(self, missing: Any) -> str:
        """Return the address, and below it the way to a redirect for whoever may make one."""
        shown = format_html("<bdi>{}</bdi>", missing.path)
        if not missing.may_lead:
            return shown
        add = f"{reverse('admin:articles_redirect_add')}?{urlencode({'source': missing.path})}"
        words = _("Make a redirect from %(path)s") % {"path": missing.path}
        link = format_html('<a class="make" href="{}" aria-label="{}">{}</a>', add, words, _("Make a redirect"))
        return format_html("{}{}", shown, link)

    @admin.display(description=gettext_lazy("last seen"), ordering="last_seen_at")
    def last_seen(self, missing: MissingAddress) -> str:
        return timezone.localdate(missing.last_seen_at).isoformat()

    @admin.display(description=gettext_lazy("linked from"), ordering="linked_from", empty_value="—")
    def source_page(self, missing: MissingAddress) -> str | None:
        if not missing.linked_from:
            return None
        return format_html('<a href="{}">{}</a>', escape_uri_path(missing.linked_from), missing.linked_from)
