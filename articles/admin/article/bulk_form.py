"""What a bulk action needs besides the articles."""

import datetime
import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import workflow
from articles.admin.fields import IDENTIFIER, MomentField, TagsField
from articles.admin.words import zone_name
from articles.models import Category, Topic

from .step_form import TICK_MISSING, NotesForm

MOST_TOPICS = 3  # of one article (brief §11.4)
FOR_THE_RUN = {"despite_warnings", "token"}  # asked of the user; the action is not told


class TopicsField(forms.ModelMultipleChoiceField):
    """At most three topics; the cleaned value is a list of keys."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value):
        if not all(IDENTIFIER.fullmatch(str(key)) for key in value or []):
            raise ValidationError(self.error_messages["invalid_choice"], params={"value": ""})
        keys = [topic.pk for topic in super().clean(value)]
        if len(keys) > MOST_TOPICS:
            raise ValidationError(_("An article has at most %(n)d topics.") % {"n": MOST_TOPICS})
        return keys


class SectionField(forms.ModelChoiceField):
    """One section; the cleaned value is its key."""

    def to_python(self, value):
        if value not in self.empty_values and not IDENTIFIER.fullmatch(str(value)):
            raise ValidationError(self.error_messages["invalid_choice"], params={"value": value})
        return super().to_python(value)

    def clean(self, value):
        section = super().clean(value)
        return section.pk if section else None


class BulkForm(NotesForm):
    """The fields that an action asks for, and no other."""

    at = MomentField(
        label=gettext_lazy("Time of publication"),
        error_messages={"required": gettext_lazy("Choose a date and a time.")},
    )
    pinned_until = MomentField(
        label=gettext_lazy("Pinned until"),
        required=False,
        help_text=gettext_lazy("Left empty, the pin has no end, and you have to take it away yourself."),
    )
    tags = TagsField(
        label=gettext_lazy("Tags"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("Separated by commas."),
        error_messages={"required": gettext_lazy("Write at least one tag.")},
    )
    category = SectionField(
        label=gettext_lazy("New section"),
        queryset=Category.objects.all(),
        empty_label=gettext_lazy("Choose a section"),
        help_text=gettext_lazy("It takes the place of all sections that the articles have now."),
        error_messages={
            "required": gettext_lazy("Choose a section."),
            "invalid_choice": gettext_lazy("This section does not exist any more. Choose another one."),
        },
    )
    topics = TopicsField(
        label=gettext_lazy("New topics"),
        queryset=Topic.objects.all(),
        required=False,
        help_text=gettext_lazy(
            "At most 3. They take the place of the topics that the articles have now; without any, they have none."
        ),
        error_messages={"invalid_choice": gettext_lazy("This topic does not exist any more. Choose others.")},
    )
    despite_warnings = forms.BooleanField(
        label=gettext_lazy("Confirmed, publish anyway"), error_messages={"required": TICK_MISSING}
    )
    token = forms.UUIDField(widget=forms.HiddenInput)

    asks = {
        "submit": ["note"],
        "schedule": ["at"],
        "unpublish": ["note", "public_note"],
        "pin": ["pinned_until"],
        "add_tags": ["tags"],
        "remove_tags": ["tags"],
        "set_section": ["category"],
        "set_topics": ["topics"],
    }

    def __init__(self, data=None, *, action, warned, in_background):
        now = timezone.localtime().replace(minute=0, second=0, microsecond=0)
        super().__init__(data, initial={"at": now + datetime.timedelta(hours=2), "token": uuid.uuid4()})
        asked = [*self.asks.get(action, [])]
        asked += ["despite_warnings"] if warned and action in workflow.MAKES_LIVE else []
        asked += ["token"] if in_background else []
        for name in set(self.fields) - set(asked):
            del self.fields[name]
        self.call_note(action)
        for name in {"at", "pinned_until"} & set(self.fields):
            self.fields[name].help_text = f"{self.fields[name].help_text} {zone_name()}".strip()

    def clean_at(self):
        if self.cleaned_data["at"] <= timezone.now():
            raise ValidationError(_("The time of publication is past. Choose a later one."))
        return self.cleaned_data["at"]

    def clean_tags(self):
        if not self.cleaned_data["tags"]:
            raise ValidationError(self.fields["tags"].error_messages["required"])
        return self.cleaned_data["tags"]

    def clean_pinned_until(self):
        until = self.cleaned_data["pinned_until"]
        if until and until <= timezone.now():
            raise ValidationError(_("This time is past, so nothing would be pinned. Choose a later one."))
        return until

    def words(self):
        """Return what the action is told."""
        return {name: value for name, value in self.cleaned_data.items() if name not in FOR_THE_RUN}
