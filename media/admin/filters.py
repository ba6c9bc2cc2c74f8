"""
The menus beside the library's search box (brief §11.11).

Each choice says how many pictures of the whole library it has; a menu costs one query or two, however many pictures
and choices there are. A value that no menu offers filters nothing.
"""

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db.models import Count, Q
from django.db.models.functions import Substr
from django.utils.translation import gettext_lazy as _

from media.likeness import shared_looks
from media.models import Image
from media.usage import unused

LARGE = 5 * 1024 * 1024  # bytes
NARROW = 1200  # pixels; below that a picture cannot lead the home page (brief §11.11)
ALIKE = "alike"


class LibraryFilter(admin.SimpleListFilter):
    """A menu of choices with their numbers of pictures; ``options`` yields value, label and number."""

    template = "admin/filter_menu.html"

    def options(self):
        raise NotImplementedError

    def lookups(self, request, model_admin):
        return [(str(value), f"{label}（{number}）") for value, label, number in self.options()]

    def value(self):
        value = super().value()
        return value if value in {offered for offered, _label in self.lookup_choices} else None


class StateFilter(LibraryFilter):
    """What an editor who tidies up looks for."""

    title, parameter_name = _("needs attention"), "state"

    @staticmethod
    def conditions():
        return {
            "no-alt": (_("No alternative text"), Q(alt="", decorative=False)),
            "unused": (_("Not used"), Q(pk__in=unused(Image.objects.order_by()).values("pk"))),
            ALIKE: (_("Pictures that look alike"), Q(look__in=shared_looks())),
            "large": (_("Larger than 5 MB"), Q(size__gt=LARGE)),
            "narrow": (_("Narrower than 1200 pixels"), Q(width__lt=NARROW)),
        }

    def options(self):
        states = self.conditions()
        numbers = Image.objects.aggregate(
            **{f"of_{number}": Count("pk", filter=condition) for number, (_l, condition) in enumerate(states.values())}
        )
        for (value, (label, _condition)), number in zip(states.items(), numbers.values(), strict=True):
            yield value, label, number

    def queryset(self, request, queryset):
        return queryset.filter(self.conditions()[self.value()][1]) if self.value() else queryset


class GroupFilter(LibraryFilter):
    """One choice for each value that a column has."""

    column = ""

    def grouped(self, images):
        return images.values_list(self.column).annotate(number=Count("pk")).order_by(self.column)

    def options(self):
        for value, number in self.grouped(Image.objects.exclude(**{self.column: ""})):
            yield value, value, number

    def queryset(self, request, queryset):
        return queryset.filter(**{self.column: self.value()}) if self.value() else queryset


class FormatFilter(GroupFilter):
    title, parameter_name, column = _("format"), "format", "format"


class BatchFilter(GroupFilter):
    """The newest import first: its name begins with the moment."""

    title, parameter_name, column = _("import batch"), "batch", "import_batch"

    def options(self):
        return reversed(list(super().options()))


class MonthFilter(GroupFilter):
    """The month of the upload, which every name begins with: ``2026/11/会场合影.jpg``. The newest first."""

    title, parameter_name, column = _("month"), "month", "month"

    def options(self):
        months = list(self.grouped(Image.objects.annotate(month=Substr("name", 1, 7))))
        for month, number in reversed(months):
            yield month.replace("/", "-"), month.replace("/", "-"), number

    def queryset(self, request, queryset):
        return queryset.filter(name__startswith=self.value().replace("-", "/") + "/") if self.value() else queryset


class UploaderFilter(GroupFilter):
    title, parameter_name, column = _("uploaded by"), "by", "uploaded_by"

    def options(self):
        numbers = dict(self.grouped(Image.objects.filter(uploaded_by__isnull=False)))
        for user in get_user_model().objects.filter(pk__in=numbers).order_by("username"):
            yield user.pk, user.get_full_name() or user.get_username(), numbers[user.pk]
