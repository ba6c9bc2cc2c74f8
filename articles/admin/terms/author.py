"""The people of the bylines. Whoever has a page of their own may write it, and nothing else of it."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import policy
from articles.admin.fields import WebAddressField
from articles.admin.picture_box import PictureBoxField, WithPictureBoxes
from articles.models import Author

from .term import TermAdmin, TermForm

OTHERS_FIELDS = ("name", "slug", "pinyin", "account")  # on one's own page too, these are the chief editors'


class AuthorForm(TermForm):
    portrait = PictureBoxField(gettext_lazy("Portrait"), gettext_lazy("A picture of one person, square if possible."))

    class Meta(TermForm.Meta):
        help_texts = {
            **TermForm.Meta.help_texts,
            "bio": gettext_lazy("Two or three sentences, shown on the author's page."),
            "website": gettext_lazy("With https://; shown on the author's page."),
        }


@admin.register(Author)
class AuthorAdmin(WithPictureBoxes, TermAdmin):
    form = AuthorForm
    fields = ["name", "slug", "pinyin", "bio", "website", "portrait", "user"]
    list_display = [*TermAdmin.list_display, "user"]
    list_select_related = ["user"]

    def get_readonly_fields(self, request: HttpRequest, obj: Author | None = None) -> tuple[str, ...]:
        """Name, address and account are the chief editors', also on one's own page."""
        if policy.may(request.user, "change" if obj else "add", Author):
            return ()
        return OTHERS_FIELDS

    def get_fields(self, request: HttpRequest, obj: Author | None = None) -> list[str]:
        readonly = self.get_readonly_fields(request, obj)
        return [*self.fields[:-1], "account"] if readonly else self.fields

    @admin.display(description=gettext_lazy("account"))
    def account(self, author: Author) -> str:
        """Name the account without a way to it, which only administrators have."""
        return str(author.user or "—")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        if db_field.name == "website":
            kwargs |= {"form_class": WebAddressField, "assume_scheme": "https"}
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and db_field.name == "user":
            field.empty_label = _("No account")
            # Accounts are made and changed under “Users”, by administrators.
            widget = field.widget
            widget.can_add_related = widget.can_change_related = False
            widget.can_view_related = widget.can_delete_related = False
        return field
