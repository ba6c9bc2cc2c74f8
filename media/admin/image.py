"""The media library in the newsroom: who may do what, and where each of its screens is."""

from functools import partial

from django.contrib import admin
from django.forms import Script
from django.urls import path

from cms.list_screen import ListScreen
from media.models import Image

from . import endpoints, remote, words
from .alt_table import alt_view
from .deletion import DeletionScreen, give_way_view
from .library import LibraryScreen
from .picture import PictureScreen, original_view
from .replacement import replace_view
from .upload import UploadScreen


@admin.register(Image)
class ImageAdmin(LibraryScreen, PictureScreen, UploadScreen, DeletionScreen, ListScreen):
    class Media:
        css = {"all": [f"admin/{name}.css" for name in ("uploads", "media", "media_upload", "media_words")]}
        js = [Script("admin/media-focus.js", type="module")]

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self.is_theirs(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self.is_theirs(request, obj)

    def is_theirs(self, request, obj):
        """Whether this account may change this picture: its own, or anybody's with the permission for it."""
        return obj is None or obj.uploaded_by_id == request.user.pk or request.user.has_perm("media.change_any_image")

    def get_urls(self):
        def screen(view):
            return self.admin_site.admin_view(partial(view, self))

        return [
            path("upload/", screen(endpoints.upload), name="media_image_upload"),
            path("pick/", screen(endpoints.pick), name="media_image_pick"),
            path("alt/", screen(alt_view), name="media_image_alt"),
            path("<int:pk>/replace/", screen(replace_view), name="media_image_replace"),
            path("<int:pk>/original/", screen(original_view), name="media_image_original"),
            path("<int:pk>/give-way/", screen(give_way_view), name="media_image_give_way"),
            path("fetch/", screen(remote.fetch_picture), name="media_image_fetch"),
            path("words/", screen(words.words), name="media_image_words"),
            *super().get_urls(),
        ]
