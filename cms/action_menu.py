"""The menu of what can be done with the ticked rows of a list."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _


class ActionMenu(admin.ModelAdmin):
    """The part of an admin whose menu says what it is for, where Django's begins with dashes."""

    def get_action_choices(self, request: HttpRequest, default_choices: Any = ()) -> list[tuple[str, str]]:
        return super().get_action_choices(request, [("", _("Choose what to do"))])
