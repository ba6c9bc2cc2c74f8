"""How a member of staff likes to write. What is not said here is as it is for everybody."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class WritingPreference(models.Model):
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="writing_preference"
    )
    shortcuts = models.BooleanField(_("keyboard shortcuts"), default=True)

    class Meta:
        verbose_name = _("writing preference")
        verbose_name_plural = _("writing preferences")

    def __str__(self):
        return str(self.user)
