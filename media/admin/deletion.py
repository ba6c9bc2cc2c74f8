"""
What leaves the library: a picture that nobody uses, by itself or because another looks like it.

``admin:media_image_give_way`` takes a POST with ``other``, the key of the picture that stays, and deletes this one.
A script gets ``{"message": …}``, everybody else is led to the picture that stays.
"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import ProtectedError
from django.http import HttpResponseNotAllowed, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from media.models import Image
from media.usage import is_used


class DeletionScreen:
    """The part of ``ImageAdmin`` that deletes."""

    def delete_view(self, request, object_id, extra_context=None):
        image = self.get_object(request, object_id)
        if image is not None and self.has_delete_permission(request, image) and is_used(image):
            return self.refuse_deletion(request, image)
        try:
            return super().delete_view(request, object_id, extra_context)
        except ProtectedError:
            return self.refuse_deletion(request, image)

    def refuse_deletion(self, request, image):
        if image.hidden_places or not image.places:
            text = gettext("This picture is in use. Replace it there, then delete it.")
        else:
            text = ngettext(
                "%(number)s item uses this picture. Replace it there, then delete it.",
                "%(number)s items use this picture. Replace it there, then delete it.",
                len(image.places),
            ) % {"number": len(image.places)}
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Delete picture"),
            "opts": self.opts,
            "object": image,
            "words": text,
            "uses": self.shown_usage(image),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/media/image/in_use.html", context, status=409)

    def get_deleted_objects(self, objs, request):
        """Say which pictures are in use, not by whom: that is shown only to those who may see it."""
        deletable, counts, lacking, protected = super().get_deleted_objects(objs, request)
        if protected:
            lacking = {self.opts.verbose_name for image in objs if not self.has_delete_permission(request, image)}
            protected = [gettext("“%(name)s” is in use.") % {"name": image.name} for image in objs if is_used(image)]
        return deletable, counts, lacking, protected

    def may_give_way(self, request, image):
        """Whether this account may delete this picture in favour of one that looks like it."""
        return self.has_delete_permission(request, image) and not is_used(image)


def give_way_view(model_admin, request, pk):
    """Delete a picture because ``other`` is enough. 403 for another's picture, 409 for one in use; both stay."""
    image = get_object_or_404(Image, pk=pk)
    if not model_admin.has_delete_permission(request, image):
        raise PermissionDenied
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    key = request.POST.get("other", "")
    other = get_object_or_404(Image, pk=int(key) if key.isdecimal() and len(key) < 19 else 0)
    if other == image or not _delete(model_admin, request, image):
        return _answer(request, image, gettext("This picture is in use. Replace it there, then delete it."), 409)
    words = gettext("“%(other)s” stays; “%(name)s” was deleted.") % {"other": other.name, "name": image.name}
    return _answer(request, other, words, 200)


def _delete(model_admin, request, image):
    """Delete the picture and say so in its history; return False and change nothing when it is in use."""
    try:
        with transaction.atomic():
            model_admin.log_deletions(request, [image])
            image.delete()
    except ProtectedError:
        return False
    return True


def _answer(request, image, words, status):
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"message": words}, status=status)
    messages.add_message(request, messages.SUCCESS if status == 200 else messages.ERROR, words)
    return HttpResponseRedirect(reverse("admin:media_image_change", args=[image.pk]))
