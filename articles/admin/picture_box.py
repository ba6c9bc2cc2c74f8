"""
A picture of the library in a form of Django's admin: what is chosen, and a picker where Django has the number of a row.

Without its script it is a select of the newest pictures.
"""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from media.models import Image
from media.refusals import MAX_BYTES
from media.upload_words import upload_words

from .fields import IDENTIFIER, PictureChoiceField, PictureSelect


class PictureBox(PictureSelect):
    """The select with what is chosen above it, and with what ``picture_boxes.js`` needs to make a picker of it."""

    template_name = "admin/picture_box.html"

    class Media:
        css = {"all": ["admin/pictures.css"]}
        js = [forms.Script("admin/picture_boxes.js", type="module")]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        key = str(value or "")
        return context | {
            "chosen": Image.objects.filter(pk=key).first() if IDENTIFIER.fullmatch(key) else None,
            "pick_url": reverse("admin:media_image_pick"),
            "upload_url": reverse("admin:media_image_upload"),
            "most_bytes": MAX_BYTES,
        }


class PictureBoxField(PictureChoiceField):
    """A picture that a row of the newsroom refers to; the cleaned value is the picture or None."""

    widget = PictureBox

    def __init__(self, label: Any, help_text: Any = "") -> None:
        empty = gettext_lazy("Without a picture")
        super().__init__(Image.objects.all(), label=label, help_text=help_text, required=False, empty_label=empty)


class WithPictureBoxes(admin.ModelAdmin):
    """Gives the page of a form what the script of its picture boxes says."""

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        words = {**picture_script_words(), "noPicture": _("Without a picture")}
        return super().render_change_form(request, context | {"script_words": words}, *args, **kwargs)


def picture_script_words() -> dict[str, str]:
    """Return what the scripts say while a picture is chosen or sent."""
    return {
        "upload": _("Upload"),
        "library": _("Choose from library"),
        "noPicture": _("No cover image"),
        "useAsCover": _("Use as cover: {name}"),
        "uploading": _("Uploading: {name}"),
        "uploaded": _("Uploaded: {name}"),
        "search": _("Search pictures"),
        "close": _("Close"),
        "more": _("More pictures"),
        "nothingFound": _("No picture fits."),
        **upload_words(),
    }
