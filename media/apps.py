from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    name = "media"
    verbose_name = _("Media library")

    def ready(self):
        from cms.audit.rows import watch  # noqa: PLC0415 -- the same

        from . import receivers  # noqa: PLC0415 -- app ready: models are loaded only now

        image = self.get_model("Image")
        watch(image, only=receivers.RECORDED)
        post_save.connect(receivers.build_new_renditions, sender=image)
        post_delete.connect(receivers.remove_files, sender=image)
