"""Addresses that moved. Asked only when no page of the site has the address."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.audit.rows import RecordedQuerySet


class Redirect(models.Model):
    class Origin(models.TextChoices):
        AUTOMATIC = "automatic", _("Automatic")
        MANUAL = "manual", _("Manual")
        IMPORT = "import", _("Import")

    source = models.CharField(_("source path"), max_length=500, unique=True)
    target = models.CharField(
        _("target"), max_length=500, blank=True, help_text=_("Left empty: the address is gone (410).")
    )
    temporary = models.BooleanField(
        _("for a time only"),
        default=False,
        help_text=_("302: tick it where the target will change. Browsers remember any other redirect (301)."),
    )
    origin = models.CharField(_("reason"), max_length=20, choices=Origin, default=Origin.MANUAL, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    # Written by articles.addresses.traffic once a minute, never by the request that is counted.
    hits = models.PositiveBigIntegerField(_("hits"), default=0, editable=False)
    last_hit_at = models.DateTimeField(_("last hit"), null=True, editable=False)

    objects = RecordedQuerySet.as_manager()

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

    @property
    def status(self):
        """The status of the answer: 301, 302 or 410."""
        return (302 if self.temporary else 301) if self.target else 410


class MissingAddress(models.Model):
    """An address that readers asked for and that there is not. No reader is in it; ``addresses.traffic`` bounds it."""

    path = models.CharField(_("address"), max_length=500, unique=True)
    hits = models.PositiveBigIntegerField(_("hits"), default=0)
    first_seen_at = models.DateTimeField(_("first seen"), default=timezone.now)
    last_seen_at = models.DateTimeField(_("last seen"), default=timezone.now)
    # The newest page of ours that leads there. Where readers came from otherwise is their business.
    linked_from = models.CharField(_("linked from"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("missing address")
        verbose_name_plural = _("missing addresses")
        ordering = ["-hits", "-last_seen_at", "pk"]

    def __str__(self):
        return self.path
