from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Newsroom")

    def ready(self):
        # So that the worker knows what is to be done each night.
        from articles import (  # noqa: F401, PLC0415 -- models exist from here on
            notifications,
            purging,
            recording,
            related,
        )
        from articles.links import events  # noqa: PLC0415 -- the same
        from articles.policy import create_role_groups  # noqa: PLC0415 -- the same
        from articles.rerendering import rerender_users  # noqa: PLC0415 -- the same
        from articles.versions import autosaves, presence  # noqa: F401, PLC0415 -- the same
        from media.changes import picture_changed  # noqa: PLC0415 -- the same

        recording.connect()
        events.connect()
        post_migrate.connect(create_role_groups, sender=self)
        picture_changed.connect(rerender_users)
