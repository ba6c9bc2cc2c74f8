from django.contrib import admin
from django.utils.translation import gettext_lazy as _

LARGE = 5 * 1024 * 1024  # bytes
NARROW = 1200  # pixels; below that a picture cannot lead the home page (brief §11.11)


class StateFilter(admin.SimpleListFilter):
    """What an editor who tidies up looks for."""

    title = _("needs attention")
    parameter_name = "state"
    states = {
        "no-alt": (_("No alternative text"), {"alt": "", "decorative": False}),
        "unused": (_("Not used"), {"uses": 0}),
        "large": (_("Larger than 5 MB"), {"size__gt": LARGE}),
        "narrow": (_("Narrower than 1200 pixels"), {"width__lt": NARROW}),
    }

    def lookups(self, request, model_admin):
        return [(value, label) for value, (label, _condition) in self.states.items()]

    def queryset(self, request, queryset):
        state = self.states.get(self.value())
        return queryset.filter(**state[1]) if state else queryset
