"""The questions of the page that asks before a step."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .article_fields import MomentField
from .article_words import zone_name


class StepForm(forms.Form):
    """What a step needs from its actor. ``revision`` is the version that was looked at."""

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)
    note = forms.CharField(
        label=gettext_lazy("What should be changed?"),
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("The author sees it above the article."),
    )
    public_note = forms.CharField(
        label=gettext_lazy("Public note"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Shown to readers of this address. May be empty."),
    )
    at = MomentField(label=gettext_lazy("Time of publication"), required=False)
    is_correction = forms.BooleanField(
        label=gettext_lazy("This is a correction: note it below the article"), required=False
    )
    correction = forms.CharField(
        label=gettext_lazy("What was corrected"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Readers see it below the article, with today's date."),
    )

    asks = {
        "submit": ["note"],
        "send_back": ["note"],
        "unpublish": ["note", "public_note"],
        "schedule": ["at"],
        "publish": ["at"],
        "update": ["is_correction", "correction"],
    }

    def __init__(self, *args, step, article, **kwargs):
        super().__init__(*args, **kwargs)
        asked = self.asks.get(step, [])
        if article.was_public and step == "publish":
            asked = []  # it keeps the time at which readers first saw it
        if not article.was_public and step == "update":
            asked = []  # nobody has read what would be corrected
        for name in set(self.fields) - {"revision", *asked}:
            del self.fields[name]
        if step == "submit":
            self.fields["note"].label = _("Note to the editors (optional)")
            self.fields["note"].help_text = ""
        if step == "unpublish":
            self.fields["note"].label = _("Reason")
            self.fields["note"].help_text = _("For the newsroom only.")
        if step == "send_back":
            self.fields["note"].required = True
            self.fields["note"].error_messages["required"] = _(
                "Write what should be changed, so that the author knows."
            )
        if step == "schedule":
            self.fields["at"].required = True
            self.fields["at"].help_text = zone_name()
            self.fields["at"].error_messages["required"] = _("Choose a date and a time.")
        if step == "publish" and asked:
            self.fields["at"].help_text = _("Left empty: now. Give a time in the past to date it back. %(zone)s.") % {
                "zone": zone_name()
            }

    def clean(self):
        super().clean()
        words = self.cleaned_data.get("correction", "").strip()
        if self.cleaned_data.get("is_correction") and not words and "correction" not in self.errors:
            self.add_error("correction", _("Write what was corrected."))
        if words and not self.cleaned_data.get("is_correction"):
            self.add_error("is_correction", _("Tick this to show the text, or take the text away."))
