"""What every list of the newsroom has in common."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _


class ListScreen(admin.ModelAdmin):
    """
    An admin whose list speaks the newsroom's language.

    Its menu for ticked rows says what it is for, where Django's begins with dashes; its filters offer no counts, each
    of which would read the whole table.
    """

    show_facets = admin.ShowFacets.NEVER

    def get_action_choices(self, request: HttpRequest, default_choices: Any = ()) -> list[tuple[str, str]]:
        return super().get_action_choices(request, [("", _("Choose what to do"))])
