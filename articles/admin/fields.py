"""The fields of the article form that Django has no ready one for."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from articles import text
from articles.addresses import is_well_formed
from articles.models import MergedTerm, Tag
from articles.naming.terms import split_terms, term_slug
from articles.schedule.planned_days import NotPlanned, check_day

from .words import too_complex

LONGEST_TAG = Tag._meta.get_field("name").max_length
IDENTIFIER = re.compile(r"[0-9]{1,18}")  # fits every database's integer; anything else is nobody's key
REVISION_NUMBER = re.compile(r"[0-9]{1,9}")


def revision_number(typed):
    """Return the number of a version as an address or a form names it; 0, which no version has, for anything else."""
    return int(typed) if REVISION_NUMBER.fullmatch(typed) else 0


GONE = _("What was chosen here has been deleted meanwhile. Choose again, then save.")
YEARS = range(1990, 2200)  # of a publication or the end of a pin
DAY_FORMATS = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日"]
NEWEST_PICTURES = 40  # offered without the library dialog


def body_to_save(typed):
    """Return a Markdown body as it is kept. Raises ``ValidationError`` in words where it cannot be laid out."""
    body = typed.replace("\r\n", "\n")
    try:
        text.render(body, pictures=lambda target: None)
    except text.TextTooComplex as error:
        raise ValidationError(too_complex(error)) from error
    except text.RendererUnavailable as error:
        raise ValidationError(
            _("The text cannot be laid out now, so it is not saved yet. Try again; then tell the administrator.")
        ) from error
    return body


def web_address(value):
    """Refuse what is no whole address of the web, or holds what could end the attribute that shows it."""
    message = _("Write the whole address, with https:// or http://.")
    URLValidator(["http", "https"], message=message)(value)
    if not is_well_formed(value):
        raise ValidationError(_("An address has no spaces, quotes or angle brackets. Copy it once more."))


class WebAddressField(forms.URLField):
    """Takes ``news.example.cn`` for ``https://news.example.cn``, but nothing that only leaves its scheme out."""

    default_validators = [web_address]

    def to_python(self, value):
        if str(value or "").strip().startswith("//"):
            raise ValidationError(_("Write the whole address, with https:// or http://."))
        return super().to_python(value)


class OrderedSelect(forms.SelectMultiple):
    """
    A native ``<select multiple>`` that lists what is chosen first, in the editor's order.

    A browser posts the options as they stand, so the order survives a save without any script;
    ``article_terms.js`` turns it into chips that can be moved.
    """

    def optgroups(self, name, value, attrs=None):
        place = {chosen: position for position, chosen in enumerate(value)}
        groups = super().optgroups(name, value, attrs)
        return sorted(groups, key=lambda group: place.get(str(group[1][0]["value"]), len(place)))


class OrderedChoiceField(forms.ModelMultipleChoiceField):
    """Rows of a model in the order in which they were posted; the cleaned value is a tuple of keys."""

    widget = OrderedSelect
    default_error_messages = {"invalid_choice": GONE}

    def clean(self, value):
        value = list(dict.fromkeys(value or []))
        for key in value:
            if not IDENTIFIER.fullmatch(str(key)):
                raise ValidationError(self.error_messages["invalid_choice"], params={"value": key})
        # Where the form was open while terms were merged, what was chosen is what they were merged into.
        kind, keys = self.queryset.model._meta.model_name, tuple(map(int, value))
        keys = MergedTerm.objects.kept({kind: keys})[kind]
        found = {row.pk for row in super().clean(keys)}
        return tuple(pk for pk in keys if pk in found)


class TagsField(forms.CharField):
    """Names separated by ``，``, ``、``, ``；`` or line ends; the cleaned value is a tuple of names."""

    def prepare_value(self, value):
        return value if isinstance(value, str) or value is None else "，".join(value)

    def clean(self, value):
        names = tuple(split_terms(super().clean(value)))
        for name in names:
            if len(name) > LONGEST_TAG:
                raise ValidationError(_("The tag “%(name)s…” is too long."), params={"name": name[:20]})
            if not term_slug(name):
                raise ValidationError(
                    _("“%(name)s” has no letters or digits, so it can have no address."), params={"name": name}
                )
        return Tag.objects.kept_names(names)

    def has_changed(self, initial, data):
        return tuple(split_terms(data or "")) != tuple(initial or ())


class PictureSelect(forms.Select):
    """A select of the newest pictures and the chosen one, which ``article_pictures.js`` turns into a picker."""

    def optgroups(self, name, value, attrs=None):
        """Offer nothing, the newest pictures, and the chosen one: a library may hold ten thousand."""
        images = list(self.choices.queryset.order_by("-uploaded_at", "-pk")[:NEWEST_PICTURES])
        keys = {str(image.pk) for image in images}
        chosen = [key for key in value if IDENTIFIER.fullmatch(key) and key not in keys]
        images += self.choices.queryset.filter(pk__in=chosen)
        options = [("", self.choices.field.empty_label), *((image.pk, image.name) for image in images)]
        return [
            (None, [self.create_option(name, key, label, str(key) in value, index)], index)
            for index, (key, label) in enumerate(options)
        ]


class PictureChoiceField(forms.ModelChoiceField):
    """A picture of the library; the cleaned value is the picture or None."""

    widget = PictureSelect
    default_error_messages = {"invalid_choice": GONE}

    def to_python(self, value):
        if value not in self.empty_values and not IDENTIFIER.fullmatch(str(value)):
            raise ValidationError(self.error_messages["invalid_choice"], params={"value": value})
        return super().to_python(value)


class PictureField(PictureChoiceField):
    """The same; the cleaned value is the key or None, as versions hold it."""

    def clean(self, value):
        image = super().clean(value)
        return image.pk if image else None


class MomentInput(forms.DateTimeInput):
    """The browser's own date and time control. Its value is in the site's time zone."""

    input_type = "datetime-local"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class MomentField(forms.DateTimeField):
    """A moment in the site's time zone, typed or chosen to the minute."""

    widget = MomentInput

    def __init__(self, **kwargs):
        formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M", "%Y年%m月%d日 %H:%M"]
        super().__init__(input_formats=formats, **kwargs)

    def to_python(self, value):
        """Take no year that a slip made: a database or a feed reader would choke on it."""
        moment = super().to_python(value)
        if moment is not None and moment.year not in YEARS:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return moment


class PlannedDayField(forms.DateField):
    """
    A day from today on, or none.

    It says with what it was shown, so a form that was open meanwhile changes only a day that somebody typed there.
    """

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, **kwargs):
        words = _("For the newsroom only: it stands in the calendar and publishes nothing.")
        label = _("Planned date")
        defaults = {"label": label, "help_text": words, "required": False, "show_hidden_initial": True}
        super().__init__(input_formats=DAY_FORMATS, **{**defaults, **kwargs})


def check_planned_day(form, name="planned_day"):
    """Return the cleaned day of a form. Refuses one that was typed and is past; what stood there may be."""
    day = form.cleaned_data[name]
    if day is not None and name in form.changed_data:
        try:
            check_day(day)
        except NotPlanned as error:
            raise ValidationError(str(error)) from error
    return day
