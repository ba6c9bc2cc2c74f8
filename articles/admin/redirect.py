"""Addresses that moved. What may be written is ``articles.redirects``'; who may write it, the policy's."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest
from django.urls import Resolver404, resolve
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import policy, redirects
from articles.models import Redirect


def is_page(path: str) -> bool:
    """Say whether the site answers ``path`` with a page now, by asking it as a reader would."""
    if path.startswith((f"/{settings.ADMIN_PATH}/", settings.MEDIA_URL, settings.STATIC_URL)):
        return True  # not pages, but never asked for in the table of redirects
    request = HttpRequest()
    request.method, request.path, request.path_info = "GET", path, path
    try:
        found = resolve(path)
        return found.func(request, *found.args, **found.kwargs).status_code == 200
    except (Resolver404, Http404):
        return False


class RedirectForm(forms.ModelForm):
    class Meta:
        model = Redirect
        fields = ["source", "target"]
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
        wanted = Redirect(pk=self.instance.pk, source=cleaned["source"], target=cleaned["target"])
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


@admin.register(Redirect)
class RedirectAdmin(admin.ModelAdmin):
    form = RedirectForm
    list_display = ["source", "shown_target", "origin", "created_at"]
    list_filter = ["origin"]
    search_fields = ["source", "target"]
    readonly_fields = ["origin", "created_at"]
    fields = ["source", "target", "origin", "created_at"]
    list_per_page = 50

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
        return self.fields if obj else ["source", "target"]

    def save_model(self, request: HttpRequest, obj: Redirect, form: forms.ModelForm, change: bool) -> None:
        obj.origin = Redirect.Origin.MANUAL  # whatever it was: a person answers for it from now on
        redirects.save(obj)

    @admin.display(description=gettext_lazy("to"), ordering="target")
    def shown_target(self, redirect: Redirect) -> str:
        if not redirect.target:
            return _("410, gone")
        return format_html('<a href="{}">{}</a>', redirect.target, redirect.target)
