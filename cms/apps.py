from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = "Shequ"

    def ready(self) -> None:
        """Record accounts and logins, and give the worker what is to be done each night."""
        from django.contrib.auth import get_user_model, signals  # noqa: PLC0415 -- models exist from here on

        from cms import attempts, sessions, statistics  # noqa: F401, PLC0415 -- the same
        from cms.audit import rows, signing_in  # noqa: PLC0415 -- the same

        rows.watch(get_user_model(), leave_out=("last_login",), relations=("groups", "user_permissions"))
        signals.user_logged_in.connect(sessions.note_device)
        signals.user_logged_in.connect(signing_in.signed_in)
        signals.user_logged_out.connect(signing_in.signed_out)
        signals.user_login_failed.connect(signing_in.sign_in_failed)


class NewsroomAdminConfig(AdminConfig):
    """Django's admin with our own site object."""

    default_site = "cms.admin_site.NewsroomAdminSite"

    def ready(self) -> None:
        """Leave out the queue's own table: it is the operator's, and its words are English."""
        super().ready()
        from django.contrib import admin  # noqa: PLC0415 -- app ready: models are loaded only now
        from django_tasks_db.models import DBTaskResult  # noqa: PLC0415 -- the same

        admin.site.unregister(DBTaskResult)
