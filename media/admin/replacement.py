"""Giving a picture another file: the page that says what will happen, and does it."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from media.intake import replace
from media.refusals import RefusedImage
from media.renditions import fallback

from .upload import TYPES

MEANWHILE = _("Somebody has replaced this picture since you opened the page. Look at it, then choose.")


class ReplacementForm(forms.Form):
    file = forms.FileField(
        label=_("New file"),
        widget=forms.FileInput(attrs={"accept": TYPES}),
        help_text=_("JPEG, PNG, WebP or GIF, at most 15 MB and 40 megapixels."),
        error_messages={"required": _("Choose a picture.")},
    )
    # The file that was shown when the page was opened: whoever replaced it meanwhile is not overwritten unseen.
    shown = forms.CharField(widget=forms.HiddenInput)


def replace_view(model_admin, request, pk):
    """Show what is replaced and where it is used; take the new file."""
    image = model_admin.get_object(request, str(pk))
    if image is None:
        raise Http404
    if not model_admin.has_change_permission(request, image):
        raise PermissionDenied
    form = ReplacementForm(request.POST or None, request.FILES or None, initial={"shown": image.file})
    status = 200
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["shown"] != image.file:
            status = 409
            form.add_error(None, MEANWHILE)
            form.data = form.data.copy()
            form.data["shown"] = image.file
        else:
            file = form.cleaned_data["file"]
            try:
                replace(image, file, name=file.name)
            except RefusedImage as refusal:
                form.add_error("file", refusal)
            else:
                model_admin.log_change(request, image, gettext("Replaced by “%(name)s”.") % {"name": file.name})
                words = gettext("The file is replaced. Articles show the new one from now on.")
                messages.success(request, words)
                return HttpResponseRedirect(reverse("admin:media_image_change", args=[image.pk]))
    context = {
        **model_admin.admin_site.each_context(request),
        "title": gettext("Replace file"),
        "opts": model_admin.opts,
        "media": model_admin.media,
        "image": image,
        "thumb": fallback(image, "body"),
        "uses": model_admin.shown_usage(image),
        "form": form,
    }
    request.current_app = model_admin.admin_site.name
    return TemplateResponse(request, "admin/media/image/replace.html", context, status=status)
