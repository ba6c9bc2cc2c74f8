from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    name = "media"
    verbose_name = _("Media library")

    def ready(self):
        from . import receivers  # noqa: PLC0415 -- app ready: models are loaded only now

        image = self.get_model("Image")
        post_save.connect(receivers.build_new_renditions, sender=image)
        post_delete.connect(receivers.remove_files, sender=image)
