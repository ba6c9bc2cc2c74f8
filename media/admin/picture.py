"""One picture: its words, its focal point, where it is used, what looks like it, and its original."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.files.storage import storages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from media import files
from media.changes import announce
from media.likeness import alike
from media.models import Image
from media.renditions import fallback

from .places import places


class PictureScreen:
    """The part of ``ImageAdmin`` that shows one picture."""

    fieldsets = [
        (None, {"fields": ["preview", "alt", "decorative", "caption", "credit", "licence"]}),
        (_("Focal point"), {"fields": ["focal_x", "focal_y"], "classes": ["focal-point"]}),
        (_("About this picture"), {"fields": ["name", "facts", "origin", "shown_usage"]}),
    ]
    readonly_fields = ["preview", "name", "facts", "origin", "shown_usage"]

    def get_object(self, request, object_id, from_field=None):
        image = super().get_object(request, object_id, from_field)
        if image is not None:
            image.places, image.hidden_places = places(self.admin_site, request, image)
            image.may_change = self.has_change_permission(request, image)
        return image

    def change_view(self, request, object_id, form_url="", extra_context=None):
        context = {"show_save_and_add_another": False, **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["alike"] = alike(obj) if obj else []
        context["may_give_way"] = obj and self.may_give_way(request, obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def save_model(self, request, obj, form, change):
        """Words and focal point are part of every article that shows the picture."""
        super().save_model(request, obj, form, change)
        if form.changed_data:
            announce([obj])

    @admin.display(description=_("Preview"))
    def preview(self, image):
        shown = fallback(image, "body")
        return format_html(
            '<span class="media-preview" data-across="{}" data-down="{}" data-label="{}">'
            '<img src="{}" width="{}" height="{}" alt="{}"></span>',
            *(image.width, image.height, gettext("Focal point. Click, or move it with the arrow keys.")),
            *(*shown, image.alt),
        )

    @admin.display(description=_("origin"))
    def origin(self, image):
        words = gettext("uploaded by %(who)s") % {"who": image.uploaded_by} if image.uploaded_by else ""
        if image.import_batch:
            words = gettext("imported with %(batch)s") % {"batch": image.import_batch}
        if not image.may_change:
            return f"{image.original_name} {words}"
        address = reverse("admin:media_image_original", args=[image.pk])
        link = format_html('<a href="{}">{}</a>', address, gettext("Download the original"))
        return format_html("{} {}<br>{}", image.original_name, words, link)

    @admin.display(description=_("used in"))
    def shown_usage(self, image):
        if not image.places:
            return gettext("Used in places that you may not see.") if image.hidden_places else gettext("Not used")
        return format_html("<ul>{}</ul>", format_html_join("", '<li><a href="{}">{}</a></li>', image.places))


def original_view(model_admin, request, pk):
    """Send the bytes as they came, metadata and all, to those who may change the picture."""
    image = get_object_or_404(Image, pk=pk)
    if not model_admin.has_change_permission(request, image):
        raise PermissionDenied
    try:
        file = files.opened(storages["originals"], image.original)
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(file, as_attachment=True, filename=image.original_name, content_type="application/octet-stream")
