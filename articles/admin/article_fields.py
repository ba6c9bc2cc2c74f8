"""The fields of the article form that Django has no ready one for."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles.models import Tag
from articles.terms import split_terms, term_slug

LONGEST_TAG = Tag._meta.get_field("name").max_length
IDENTIFIER = re.compile(r"[0-9]{1,18}")  # fits every database's integer; anything else is nobody's key
YEARS = range(1990, 2200)  # of a publication or the end of a pin
NEWEST_PICTURES = 40  # offered without the library dialog


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

    def clean(self, value):
        value = list(dict.fromkeys(value or []))
        for key in value:
            if not IDENTIFIER.fullmatch(str(key)):
                raise ValidationError(self.error_messages["invalid_choice"], params={"value": key})
        found = {row.pk for row in super().clean(value)}
        return tuple(pk for pk in map(int, value) if pk in found)


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
        return names

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


class PictureField(forms.ModelChoiceField):
    """A picture of the library; the cleaned value is its key or None."""

    widget = PictureSelect

    def to_python(self, value):
        if value not in self.empty_values and not IDENTIFIER.fullmatch(str(value)):
            raise ValidationError(self.error_messages["invalid_choice"], params={"value": value})
        return super().to_python(value)

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
