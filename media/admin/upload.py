"""The upload page's form: several files at once, each of which is taken or refused by itself."""

from django import forms
from django.utils.translation import gettext_lazy as _

from media.intake import accept
from media.models import Image
from media.refusals import RefusedImage

MOST_FILES = 20  # brief §11.5
TYPES = "image/jpeg,image/png,image/webp,image/gif,image/avif"


class PicturesInput(forms.FileInput):
    allow_multiple_selected = True


class PicturesField(forms.Field):
    """Uploaded files as a list. Whether they are pictures is for intake to say."""

    widget = PicturesInput
    default_error_messages = {
        "required": _("Choose at least one picture."),
        "too_many": _("These are %(number)s files; at most %(most)s can be uploaded at once. Upload them in parts."),
    }

    def clean(self, value):
        files = super().clean(value)
        if len(files) > MOST_FILES:
            raise forms.ValidationError(
                self.error_messages["too_many"], "too_many", {"number": len(files), "most": MOST_FILES}
            )
        return files


class UploadForm(forms.Form):
    files = PicturesField(
        label=_("Pictures"),
        widget=PicturesInput(attrs={"accept": TYPES}),
        help_text=_(
            "JPEG, PNG, WebP or GIF, at most 15 MB and 40 megapixels each. Choose up to 20 at once, or drop them here."
        ),
    )

    def accept(self, user) -> list[Image]:
        """Take in what can be taken in and return it; each refusal becomes an error that names its file."""
        taken = []
        for file in self.cleaned_data["files"]:
            try:
                taken.append(accept(file, name=file.name, uploaded_by=user))
            except RefusedImage as refusal:
                self.add_error("files", refusal)
        return taken
