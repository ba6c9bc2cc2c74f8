"""Django's accounts and rights, with all rights of an account in one question to the database instead of two."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.db.models import Q


class RightsInOneQuestion(ModelBackend):
    """What the account and its groups may do, read once for each request."""

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """Return the rights of an active account as ``app.codename``; rights for single rows there are none."""
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        if not hasattr(user_obj, "rights"):
            every = Permission.objects.order_by()
            held = every if user_obj.is_superuser else every.filter(Q(user=user_obj) | Q(group__user=user_obj))
            names = held.values_list("content_type__app_label", "codename")
            user_obj.rights = {f"{app}.{codename}" for app, codename in names}
        return user_obj.rights
