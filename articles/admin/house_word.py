"""The newsroom's word list: one word at a time, or a whole list pasted in."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_protect

from articles import policy
from articles.checks import house_words
from articles.models import HouseWord
from cms.list_screen import ListScreen

LONGEST_PASTE = 500_000  # characters


class HouseWordForm(forms.ModelForm):
    class Meta:
        model = HouseWord
        fields = ["word", "kind", "right", "note"]
        help_texts = {
            "word": gettext_lazy("Looked for in titles, summaries and bodies. Large and small letters are equal."),
            "right": gettext_lazy("For wrong characters and names: what “Mend it” puts in their place."),
        }
        widgets = {"kind": forms.RadioSelect}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            one = HouseWord(**{name: cleaned[name] for name in ("word", "kind", "right", "note")})
            house_words.check(one)
            cleaned |= {"word": one.word, "right": one.right, "note": one.note}
        return cleaned


class PasteForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("All of them are"),
        choices=HouseWord.Kind,
        initial=HouseWord.Kind.MISTAKE,
        widget=forms.RadioSelect,
    )
    lines = forms.CharField(
        label=gettext_lazy("One a line"),
        max_length=LONGEST_PASTE,
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "false", "autocapitalize": "off"}),
        help_text=gettext_lazy(
            "“wrong → right”, also with -> or a tab between them, as two columns of a table are copied. "
            "A sensitive word stands alone. A reason may follow behind ｜."
        ),
        error_messages={"required": gettext_lazy("Write at least one line.")},
    )

    by: Any = None  # whoever pastes, set by the view
    pasted: house_words.Pasted

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        self.pasted = house_words.paste(cleaned["lines"].replace("\r\n", "\n"), cleaned["kind"], by=self.by)
        if faults := self.pasted.faults:
            shown = faults[: house_words.MOST_FAULTS]
            words = [_("Line %(line)d: %(why)s") % {"line": line, "why": why} for line, why in shown]
            if len(faults) > len(shown):
                words.append(_("And %(n)d more.") % {"n": len(faults) - len(shown)})
            raise ValidationError({"lines": words})
        return cleaned


@admin.register(HouseWord)
class HouseWordAdmin(ListScreen):
    form = HouseWordForm
    list_display = ["word", "right", "kind", "note", "changed_at"]
    list_filter = ["kind"]
    search_fields = ["word", "right", "note"]
    list_per_page = 100
    change_list_template = "admin/articles/houseword/change_list.html"

    class Media:
        css = {"all": ["admin/terms.css"]}

    def has_view_permission(self, request: HttpRequest, obj: HouseWord | None = None) -> bool:
        return policy.may(request.user, "view", obj or HouseWord)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return policy.may(request.user, "add", HouseWord)

    def has_change_permission(self, request: HttpRequest, obj: HouseWord | None = None) -> bool:
        return policy.may(request.user, "change", obj or HouseWord)

    def has_delete_permission(self, request: HttpRequest, obj: HouseWord | None = None) -> bool:
        return policy.may(request.user, "delete", obj or HouseWord)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"title": _("House words"), **(extra_context or {})})

    def get_urls(self) -> list[Any]:
        paste = self.admin_site.admin_view(self.paste_view)
        return [path("paste/", paste, name="articles_houseword_paste"), *super().get_urls()]

    def save_model(self, request: HttpRequest, obj: HouseWord, form: forms.ModelForm, change: bool) -> None:
        obj.changed_by = request.user
        super().save_model(request, obj, form, change)

    @method_decorator(csrf_protect)
    def paste_view(self, request: HttpRequest) -> HttpResponse:
        """Take a whole list in. With a line that cannot be understood nothing changes, and all stays to be mended."""
        if not (policy.may(request.user, "add", HouseWord) and policy.may(request.user, "change", HouseWord)):
            raise PermissionDenied
        form = PasteForm(request.POST or None)
        form.by = request.user
        if request.method == "POST" and form.is_valid():
            done = form.pasted
            words = _("%(added)d added, %(changed)d changed, %(same)d as they were.")
            messages.success(request, words % {"added": done.added, "changed": done.changed, "same": done.same})
            return HttpResponseRedirect(reverse("admin:articles_houseword_changelist"))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Paste a list"),
            "form": form,
            "list_url": reverse("admin:articles_houseword_changelist"),
        }
        return TemplateResponse(
            request, "admin/articles/houseword/paste.html", context, status=409 if form.errors else 200
        )
