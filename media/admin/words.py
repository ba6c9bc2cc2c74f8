"""
The words of one picture, for the form that the editor opens beside the text.

``admin:media_image_words`` answers a GET with ``name`` by ``{"image": …}`` as ``endpoints.described`` says, with
``may_change``, or by ``{"image": null}``. A POST with ``name, alt, caption, credit, decorative`` keeps credit and
``decorative``; alternative text and caption belong to the text that shows the picture, and are kept here only
where the picture has none yet, as a first proposal for the next text.
"""

from django import forms
from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _

from media.changes import announce
from media.models import Image

from .endpoints import described, refused


class WordsForm(forms.ModelForm):
    class Meta:
        model = Image
        fields = ["alt", "caption", "credit", "decorative"]

    def clean_alt(self):
        return self.instance.alt or self.cleaned_data["alt"]

    def clean_caption(self):
        return self.instance.caption or self.cleaned_data["caption"]


def words(model_admin: ModelAdmin, request: HttpRequest) -> JsonResponse:
    if request.method not in {"GET", "POST"}:
        return refused(_("Ask with GET."), 405)
    if not model_admin.has_view_permission(request):
        return refused(_("You may not see the media library."), 403)
    image = named((request.POST if request.method == "POST" else request.GET).get("name", ""))
    if request.method == "POST":
        return keep(model_admin, request, image)
    may_change = image is not None and model_admin.has_change_permission(request, image)
    return JsonResponse({"image": image and {**described(image), "may_change": may_change}})


def named(name: str) -> Image | None:
    """Return the picture of the library that a text calls ``name``."""
    return None if "\0" in name else Image.objects.filter(name=name).first()


def keep(model_admin: ModelAdmin, request: HttpRequest, image: Image | None) -> JsonResponse:
    """Keep the words. 404 for a picture that is not there, 403 for another's, 400 for words that are too long."""
    if image is None:
        return refused(_("This picture is no longer in the library."), 404)
    if not model_admin.has_change_permission(request, image):
        return refused(_("You may change your own pictures only."), 403)
    form = WordsForm(request.POST, instance=image)
    if not form.is_valid():
        return refused(" ".join(f"{form[name].label}：{errors[0]}" for name, errors in form.errors.items()), 400)
    image = form.save()
    if form.changed_data:
        model_admin.log_change(request, image, model_admin.construct_change_message(request, form, None))
        announce([image])
    return JsonResponse({**described(image), "may_change": True})
