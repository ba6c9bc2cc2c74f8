"""Addresses that moved. Asked only when no page of the site has the address."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Redirect(models.Model):
    class Origin(models.TextChoices):
        AUTOMATIC = "automatic", _("Automatic")
        MANUAL = "manual", _("Manual")
        IMPORT = "import", _("Import")

    source = models.CharField(_("from"), max_length=500, unique=True)
    target = models.CharField(
        _("to"), max_length=500, blank=True, help_text=_("Left empty: the address is gone (410).")
    )
    origin = models.CharField(_("reason"), max_length=20, choices=Origin, default=Origin.MANUAL, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        verbose_name = _("redirect")
        verbose_name_plural = _("redirects")
        ordering = ["source"]
        constraints = [
            models.CheckConstraint(condition=models.Q(source__startswith="/"), name="redirect_source_absolute"),
            models.CheckConstraint(condition=~models.Q(source=models.F("target")), name="redirect_not_to_itself"),
        ]

    def __str__(self):
        return self.source

    @property
    def is_elsewhere(self):
        """It leads to another site."""
        return bool(self.target) and not self.target.startswith("/")
