"""The media library's screens: the wall of pictures, the upload page, one picture with its words and focus."""

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import quote
from django.core.exceptions import PermissionDenied
from django.core.files.storage import storages
from django.db.models import ProtectedError
from django.forms import Script
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.defaultfilters import filesizeformat
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from media import files
from media.models import Image
from media.renditions import fallback
from media.usage import is_used, users, with_usage

from . import endpoints
from .filters import StateFilter
from .upload import UploadForm


@admin.register(Image)
class ImageAdmin(admin.ModelAdmin):
    list_display = ["thumb", "shown_name", "facts", "shown_alt", "shown_uses"]
    list_display_links = ["shown_name"]
    list_filter = [StateFilter, "format", ("uploaded_by", admin.RelatedOnlyFieldListFilter)]
    list_per_page = 60
    search_fields = ["name", "original_name", "alt", "caption", "credit"]
    fieldsets = [
        (None, {"fields": ["preview", "alt", "decorative", "caption", "credit", "licence"]}),
        (_("Focal point"), {"fields": ["focal_x", "focal_y"], "classes": ["focal-point"]}),
        (_("About this picture"), {"fields": ["name", "facts", "origin", "shown_usage"]}),
    ]
    readonly_fields = ["preview", "name", "facts", "origin", "shown_usage"]

    class Media:
        css = {"all": ["admin/media.css"]}
        js = [Script("admin/media-focus.js", type="module")]

    # --- who may -----------------------------------------------------------------------------

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self.is_theirs(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self.is_theirs(request, obj)

    def is_theirs(self, request, obj):
        """Whether this account may change this picture: its own, or anybody's with the permission for it."""
        return obj is None or obj.uploaded_by_id == request.user.pk or request.user.has_perm("media.change_any_image")

    # --- addresses ---------------------------------------------------------------------------

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("upload/", wrap(self.upload_view), name="media_image_upload"),
            path("pick/", wrap(self.pick_view), name="media_image_pick"),
            path("<int:pk>/original/", wrap(self.original_view), name="media_image_original"),
            *super().get_urls(),
        ]

    def upload_view(self, request):
        return endpoints.upload(request, allowed=self.has_add_permission(request))

    def pick_view(self, request):
        return endpoints.pick(request, Image.objects.all(), allowed=self.has_view_permission(request))

    def original_view(self, request, pk):
        """The bytes as they were sent, metadata and all, for those who may change the picture."""
        image = get_object_or_404(Image, pk=pk)
        if not self.has_change_permission(request, image):
            raise PermissionDenied
        try:
            file = files.opened(storages["originals"], image.original)
        except FileNotFoundError as error:
            raise Http404 from error
        return FileResponse(
            file, as_attachment=True, filename=image.original_name, content_type="application/octet-stream"
        )

    # --- the wall ----------------------------------------------------------------------------

    def get_queryset(self, request):
        return with_usage(super().get_queryset(request)).select_related("uploaded_by")

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": gettext("Media library"), **(extra_context or {})})

    @admin.display(description=_("picture"))
    def thumb(self, image):
        shown = fallback(image, "row")
        return format_html(
            '<img src="{}" width="{}" height="{}" alt="" loading="lazy" class="media-thumb">',
            *(shown.url, shown.width, shown.height),
        )

    @admin.display(description=_("name"), ordering="name")
    def shown_name(self, image):
        return image.name.rpartition("/")[2]

    @admin.display(description=_("size"), ordering="size")
    def facts(self, image):
        return f"{image.width} × {image.height} · {image.format} · {filesizeformat(image.size)}"

    @admin.display(description=_("alternative text"), ordering="alt")
    def shown_alt(self, image):
        if image.decorative:
            return gettext("Decorative image")
        return image.alt or format_html('<span class="media-missing">{}</span>', gettext("No alternative text"))

    @admin.display(description=_("used"), ordering="uses")
    def shown_uses(self, image):
        if not image.uses:
            return gettext("Not used")
        return ngettext("Used in %(number)s place", "Used in %(number)s places", image.uses) % {"number": image.uses}

    # --- one picture -------------------------------------------------------------------------

    def change_view(self, request, object_id, form_url="", extra_context=None):
        context = {"show_save_and_add_another": False, **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)

    @admin.display(description=_("Preview"))
    def preview(self, image):
        shown = fallback(image, "body")
        return format_html(
            '<span class="media-preview" data-across="{}" data-down="{}" data-label="{}">'
            '<img src="{}" width="{}" height="{}" alt="{}"></span>',
            *(
                image.width,
                image.height,
                gettext("Focal point. Click, or move it with the arrow keys."),
                *shown,
                image.alt,
            ),
        )

    @admin.display(description=_("origin"))
    def origin(self, image):
        words = gettext("uploaded by %(who)s") % {"who": image.uploaded_by} if image.uploaded_by else ""
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

    def get_object(self, request, object_id, from_field=None):
        image = super().get_object(request, object_id, from_field)
        if image is not None:
            image.places, image.hidden_places = self.places(request, image)
            image.may_change = self.has_change_permission(request, image)
        return image

    def places(self, request, image):
        """Return address and title of each place that this account may see, and whether there are others."""
        seen, hidden = {}, False
        for user in users(image):
            holder = self.holder(user)
            if holder is None or not self.admin_site.get_model_admin(type(holder)).has_view_permission(request, holder):
                hidden = True
                continue
            address = f"admin:{holder._meta.app_label}_{holder._meta.model_name}_change"
            seen[reverse(address, args=[quote(holder.pk)])] = str(holder)
        return list(seen.items()), hidden

    def holder(self, user):
        """Return what an editor would open: the row that uses the picture, or the one it belongs to."""
        if self.admin_site.is_registered(type(user)):
            return user
        owners = [
            getattr(user, field.name)
            for field in user._meta.concrete_fields
            if field.many_to_one
            and field.related_model is not Image
            and self.admin_site.is_registered(field.related_model)
        ]
        return next(filter(None, owners), None)

    # --- uploading and deleting --------------------------------------------------------------

    def add_view(self, request, form_url="", extra_context=None):
        """Several files at once. The good ones are kept, whatever the others are."""
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
                return self.uploaded(request, taken)
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Upload pictures"),
            "opts": self.opts,
            "form": form,
            "taken": taken,
            "media": self.media,
            "is_popup": IS_POPUP_VAR in request.GET or IS_POPUP_VAR in request.POST,
            **(extra_context or {}),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/media/image/upload.html", context)

    def uploaded(self, request, taken):
        if IS_POPUP_VAR in request.POST:
            return self.response_add(request, taken[0])
        for image in taken:
            if image.already_there:
                text = gettext("“%(name)s” is there already; it was not added again.") % {"name": image.name}
                self.message_user(request, text, messages.INFO)
        added = sum(not image.already_there for image in taken)
        if added:
            text = ngettext("%(number)s picture was added.", "%(number)s pictures were added.", added)
            self.message_user(request, text % {"number": added}, messages.SUCCESS)
        if len(taken) == 1:
            return redirect("admin:media_image_change", taken[0].pk)
        return redirect("admin:media_image_changelist")

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
