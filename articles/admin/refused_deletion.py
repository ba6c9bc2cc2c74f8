"""How the deletion of what has to stay is answered: with the reasons, and as what it is."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse


class RefusedDeletion(admin.ModelAdmin):
    """The part of an admin whose ``get_deleted_objects`` says in words what keeps a row."""

    delete_confirmation_template = "admin/term_delete.html"
    delete_selected_confirmation_template = "admin/term_delete_selected.html"

    def render_delete_form(self, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
        """Answer 409 where something keeps the row: the request was understood and changed nothing."""
        response = super().render_delete_form(request, context)
        if request.method == "POST" and context["protected"]:
            response.status_code = 409
        return response
