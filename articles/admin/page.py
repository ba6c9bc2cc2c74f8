"""Static pages in the newsroom: one form, with every version that was ever saved below it."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import policy
from articles.models import StaticPage
from articles.naming.terms import term_slug
from articles.pages import static_pages
from articles.views.pages import show_static_page
from cms.list_screen import ListScreen

from .fields import IDENTIFIER, body_to_save

SHOWN_VERSIONS = 20


class Unlabelled(forms.HiddenInput):
    """A hidden field in a fieldset of Django's, whose label may not name what nobody sees."""

    def id_for_label(self, id_: str | None) -> str | None:
        return None


class StaticPageForm(forms.ModelForm):
    """``based_on`` is the version that the form was opened on: a newer one is not overwritten unseen."""

    based_on = forms.IntegerField(required=False, widget=Unlabelled, max_value=2**31 - 1)

    class Meta:
        widgets = {"body": forms.Textarea(attrs={"rows": 24, "class": "vLargeTextField"})}
        help_texts = {"body": gettext_lazy("Markdown, as in articles. Pictures by their names in the media library.")}
        error_messages = {
            "title": {"required": gettext_lazy("The title is missing.")},
            "slug": {"unique": gettext_lazy("Another one has this link already. Choose a different link.")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "based_on" in self.fields:
            self.initial["based_on"] = self.instance.version

    def clean_body(self) -> str:
        return body_to_save(self.cleaned_data["body"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        slug = term_slug(cleaned.get("slug") or cleaned.get("title", ""))
        if not slug:
            if "title" in cleaned:
                self.add_error("slug", _("Use at least one letter, digit or Chinese character."))
        elif static_pages.is_taken(slug):
            self.add_error(
                "slug", _("There is a page at “%(path)s” already. Choose another link.") % {"path": f"/{slug}/"}
            )
        if self.instance.pk:
            latest = static_pages.newer_version(self.instance, cleaned.get("based_on") or 0)
            if latest:
                self.data = {**self.data.dict(), "based_on": latest.number}
                words = _(
                    "%(who)s saved this page at %(time)s, while you were writing. What you typed is still here, and"
                    " theirs is the first of the versions below. Put together what is needed; saving again replaces"
                    " theirs."
                )
                moment = timezone.localtime(latest.created_at)
                raise ValidationError(words % {"who": latest.author or "—", "time": f"{moment:%H:%M}"})
        return {**cleaned, "slug": slug}


@admin.register(StaticPage)
class StaticPageAdmin(ListScreen):
    form = StaticPageForm
    list_display = ["title", "public_address", "in_footer", "position", "changed_at"]
    search_fields = ["title", "slug", "body"]
    fields = ["title", "slug", "body", "is_public", "in_footer", "position", "based_on"]
    readonly_fields = ["preview", "versions"]

    class Media:
        css = {"all": ["admin/terms.css"]}

    def has_view_permission(self, request: HttpRequest, obj: StaticPage | None = None) -> bool:
        return policy.may(request.user, "view", obj or StaticPage)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return policy.may(request.user, "add", StaticPage)

    def has_change_permission(self, request: HttpRequest, obj: StaticPage | None = None) -> bool:
        return policy.may(request.user, "change", obj or StaticPage)

    def has_delete_permission(self, request: HttpRequest, obj: StaticPage | None = None) -> bool:
        return policy.may(request.user, "delete", obj or StaticPage)

    def get_fields(self, request: HttpRequest, obj: StaticPage | None = None) -> list[str]:
        return [*self.fields, *self.readonly_fields] if obj else self.fields

    def get_view_on_site_url(self, obj: StaticPage | None = None) -> str | None:
        """Lead to the page only where there is one for readers."""
        return obj.get_absolute_url() if obj and obj.is_public else None

    def get_urls(self) -> list[Any]:
        preview = self.admin_site.admin_view(self.preview_view)
        return [path("<str:key>/preview/", preview, name="articles_staticpage_preview"), *super().get_urls()]

    def preview_view(self, request: HttpRequest, key: str) -> HttpResponse:
        """Show a page as readers see it or would see it, to those who may see it here."""
        page = StaticPage.objects.filter(pk=key).first() if IDENTIFIER.fullmatch(key) else None
        if not policy.may(request.user, "view", page or StaticPage):
            raise PermissionDenied
        if page is None:
            raise Http404
        return show_static_page(request, page)

    def save_model(self, request: HttpRequest, obj: StaticPage, form: forms.ModelForm, change: bool) -> None:
        static_pages.save(obj, author=request.user)

    @admin.display(description=gettext_lazy("link"), ordering="slug")
    def public_address(self, page: StaticPage) -> str:
        return format_html('<a href="{}">/{}/</a>', page.get_absolute_url(), page.slug) if page.is_public else "—"

    @admin.display(description=gettext_lazy("Preview"))
    def preview(self, page: StaticPage) -> str:
        address = reverse("admin:articles_staticpage_preview", args=[page.pk])
        return format_html('<a href="{}">{}</a>', address, _("The saved page"))

    @admin.display(description=gettext_lazy("versions"))
    def versions(self, page: StaticPage) -> str:
        """Show what was saved, each version to be opened and copied from."""
        rows = page.versions.select_related("author")[:SHOWN_VERSIONS]
        return format_html_join(
            "",
            '<details class="version"><summary>{} · {} · {}</summary><pre>{}</pre></details>',
            (
                (
                    version.number,
                    f"{timezone.localtime(version.created_at):%Y-%m-%d %H:%M}",
                    version.author or "—",
                    f"{version.title}\n\n{version.body}",
                )
                for version in rows
            ),
        )
