from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Newsroom")

    def ready(self):
        from articles.policy import create_role_groups  # noqa: PLC0415 -- models exist from here on

        post_migrate.connect(create_role_groups, sender=self)
