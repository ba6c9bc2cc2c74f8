"""The questions of the page that asks before a step."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.fields import MomentField
from articles.admin.words import zone_name
from articles.versions.content import Content
from articles.workflow import SHOWS_TEXT, TO_COME

TICK_MISSING = gettext_lazy("Look at the points above. Tick this to go on, or go back and mend them.")


def new_corrections(article):
    """Return the words of the corrections that the newest version has and the public one has not."""
    if article.latest_revision is None:
        return []
    live = Content.of_revision(article.live_revision) if article.live_revision else Content.of(article)
    known = {tuple(one) for one in live.corrections}
    return [one[1] for one in Content.of_revision(article.latest_revision).corrections if tuple(one) not in known]


class NotesForm(forms.Form):
    """What a step is told in words, for one article or for many: within the newsroom, and to readers."""

    note = forms.CharField(
        label=gettext_lazy("Reason"),
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("For the newsroom only. May be empty."),
    )
    public_note = forms.CharField(
        label=gettext_lazy("Public note"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Shown to readers of this address. May be empty."),
    )

    def call_note(self, step):
        """Say what the note is in this step, where the form asks for one."""
        if step == "submit":
            self.fields["note"].label = _("Note to the editors (optional)")
            self.fields["note"].help_text = ""
        if step == "send_back":
            self.fields["note"].label = _("What should be changed?")
            self.fields["note"].help_text = _("The author sees it above the article.")
            self.fields["note"].required = True
            self.fields["note"].error_messages["required"] = _(
                "Write what should be changed, so that the author knows."
            )


class StepForm(NotesForm):
    """What a step needs from its actor. ``revision`` is the version that was looked at."""

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)
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

    despite_warnings = forms.BooleanField(label=gettext_lazy("Confirmed, publish anyway"), required=False)

    asks = {
        "submit": ["note"],
        "send_back": ["note"],
        "unpublish": ["note", "public_note"],
        "schedule": ["at"],
        "publish": ["at"],
        "update": ["is_correction", "correction"],
        "schedule_update": ["at", "is_correction", "correction"],
        "schedule_withdrawal": ["at", "note", "public_note"],
    }

    def __init__(self, *args, step, article, **kwargs):
        super().__init__(*args, **kwargs)
        asked = self.asks.get(step, [])
        if article.was_public and step == "publish":
            asked = []  # it keeps the time at which readers first saw it
        if not article.was_public and step == "update":
            asked = []  # nobody has read what would be corrected
        self.noted = new_corrections(article) if "correction" in asked else []
        if self.noted:
            asked = [name for name in asked if name not in {"is_correction", "correction"}]
        if step in SHOWS_TEXT:
            asked = [*asked, "despite_warnings"]
        for name in set(self.fields) - {"revision", *asked}:
            del self.fields[name]
        self.call_note(step)
        if step == "schedule_update":
            self.fields["at"].label = _("Time of the change")
            self.fields["correction"].help_text = _("Readers see it below the article, with the date of that time.")
        if step == "schedule_withdrawal":
            self.fields["at"].label = _("Time of the withdrawal")
        if step in TO_COME:
            self.order_fields(["revision", "at"])
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
