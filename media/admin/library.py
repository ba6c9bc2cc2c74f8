"""The library as a wall of pictures or as a list: its columns, its two views, its order (brief §11.11)."""

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from media.renditions import fallback
from media.usage import with_usage

from .alt_table import PER_PAGE, lacking
from .filters import ALIKE, BatchFilter, FormatFilter, MonthFilter, StateFilter, UploaderFilter
from .upload import upload_context

VIEW = "view"  # in the query string and in the session
VIEWS = {"grid": _("Grid"), "list": _("List")}


def chosen_view(request):
    """Return the view that the address asks for, else the one that this login chose last."""
    asked = request.GET.get(VIEW)
    remembered = request.session.get(f"library_{VIEW}", "grid")
    if asked not in VIEWS:
        return remembered
    if asked != remembered:
        request.session[f"library_{VIEW}"] = asked
    return asked


class Library(ChangeList):
    """The pictures that are shown, and as what: ``view`` is a key of ``VIEWS``."""

    def __init__(self, request, *args):
        self.view = chosen_view(request)
        super().__init__(request, *args)

    def get_filters_params(self, params=None):
        wanted = super().get_filters_params(params)
        wanted.pop(VIEW, None)
        return wanted

    def views(self):
        for view, label in VIEWS.items():
            address = self.get_query_string({VIEW: view})
            yield {"name": view, "label": label, "address": address, "selected": view == self.view}


class LibraryScreen:
    """The library's part of ``ImageAdmin``."""

    list_display = ["thumb", "shown_name", "facts", "shown_alt", "shown_uses", "uploaded"]
    list_display_links = ["shown_name"]
    list_filter = [StateFilter, FormatFilter, UploaderFilter, MonthFilter, BatchFilter]
    list_per_page = 60
    actions = ["write_alt"]
    search_fields = ["name", "original_name", "alt", "caption", "credit"]

    def get_changelist(self, request, **kwargs):
        return Library

    def get_queryset(self, request):
        return with_usage(super().get_queryset(request)).select_related("uploaded_by")

    def get_ordering(self, request):
        """Pictures that look alike stand side by side where somebody asks for them."""
        wants_alike = request.GET.get(StateFilter.parameter_name) == ALIKE
        return [*(["look"] if wants_alike else []), *self.opts.ordering]

    def changeable(self, request):
        """Return the pictures that this account may change, with their uses."""
        if not super().has_change_permission(request):
            raise PermissionDenied
        images = self.get_queryset(request)
        if request.user.has_perm("media.change_any_image"):
            return images
        return images.filter(uploaded_by=request.user)

    def changelist_view(self, request, extra_context=None):
        context = {"title": gettext("Media library"), **(extra_context or {})}
        if self.has_change_permission(request):
            context["lacking"] = lacking(self.changeable(request)).order_by().count()
        if self.has_add_permission(request):
            context |= upload_context()
        return super().changelist_view(request, context)

    @admin.action(description=_("Write alternative texts"), permissions=["change"])
    def write_alt(self, request, queryset):
        keys = ",".join(str(key) for key in queryset.values_list("pk", flat=True)[:PER_PAGE])
        return redirect(f"{reverse('admin:media_image_alt')}?ids={keys}")

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

    @admin.display(description=_("uploaded at"), ordering="uploaded_at")
    def uploaded(self, image):
        who = image.uploaded_by or (gettext("Import") if image.import_batch else "")
        return f"{timezone.localtime(image.uploaded_at):%Y-%m-%d %H:%M} {who}".strip()
