"""
Uploading several files at once, each of which is taken or refused by itself.

The form stands on the library's page and on one of its own. A script sends its files one by one
(``endpoints.upload``) and shows what becomes of each; without it the form posts them all, and this page answers.
"""

from django import forms
from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from cms.disk import StoreAway, is_full
from media.intake import accept
from media.likeness import alike
from media.models import Image
from media.refusals import MAX_BYTES, NO_ROOM, STORE_AWAY, RefusedImage

from .endpoints import looks_like
from .library_words import library_words

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
    status = 200  # of the answer that shows this form
    files = PicturesField(
        label=_("Pictures"),
        widget=PicturesInput(attrs={"accept": TYPES}),
        help_text=_("JPEG, PNG, WebP or GIF, at most 15 MB and 40 megapixels each."),
    )

    def accept(self, user) -> list[Image]:
        """Take in what can be taken in and return it; each refusal becomes an error that names its file."""
        taken = []
        for file in self.cleaned_data["files"]:
            try:
                taken.append(accept(file, name=file.name, uploaded_by=user))
            except RefusedImage as refusal:
                self.add_error("files", refusal)
            except OSError as error:
                if not (isinstance(error, StoreAway) or is_full(error)):
                    raise
                self.status, words = (503, STORE_AWAY) if isinstance(error, StoreAway) else (507, NO_ROOM)
                self.add_error("files", words)
                break  # the others would fare no better
        return taken


def upload_context(form=None):
    """Return what ``upload_form.html`` needs."""
    return {"form": form or UploadForm(), "script_words": library_words(), "most_bytes": MAX_BYTES}


class UploadScreen:
    """The part of ``ImageAdmin`` that takes files in."""

    def add_view(self, request, form_url="", extra_context=None):
        """Take several files. The good ones are kept, whatever the others are."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
        taken = []
        if request.method == "POST" and form.is_valid():
            taken = form.accept(request.user)
            for image in taken:
                if not image.already_there:
                    self.log_addition(request, image, [{"added": {}}])
            if not form.errors:
                return self.lead_on(request, taken)
        context = {
            **self.admin_site.each_context(request),
            **upload_context(form),
            "title": gettext("Upload pictures"),
            "opts": self.opts,
            "taken": taken,
            "media": self.media,
            "is_popup": IS_POPUP_VAR in request.GET or IS_POPUP_VAR in request.POST,
            **(extra_context or {}),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/media/image/upload.html", context, status=form.status)

    def lead_on(self, request, taken):
        """Say what became of the files, and lead to the picture, or to the library where there are several."""
        if IS_POPUP_VAR in request.POST:
            return self.response_add(request, taken[0])
        for image in taken:
            if image.already_there:
                text = gettext("“%(name)s” is there already; it was not added again.") % {"name": image.name}
                self.message_user(request, text, messages.INFO)
            elif like := alike(image):
                self.message_user(request, looks_like(like[0]), messages.WARNING)
        added = sum(not image.already_there for image in taken)
        if added:
            text = ngettext("%(number)s picture was added.", "%(number)s pictures were added.", added)
            self.message_user(request, text % {"number": added}, messages.SUCCESS)
        if len(taken) == 1:
            return redirect("admin:media_image_change", taken[0].pk)
        return redirect("admin:media_image_changelist")
