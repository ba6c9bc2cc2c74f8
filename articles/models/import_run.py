"""An import of a Hugo site from the newsroom: what was uploaded, how far it is, and what it says about each file."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.audit.rows import RecordedQuerySet

from .article import Article


class ImportRun(models.Model):
    """
    One upload and what became of it. It is always rehearsed first (CHECKING, CHECKED), and imported on request.

    ``stored_as`` names the zip in the private ``originals`` storage, "" once it is gone. ``options`` are those of the
    command. ``report`` is that of the last rehearsal or import, as ``Report.as_json`` has it, and ``counts`` its sums;
    ``looked_at`` counts the files of the one that runs, ``attempts`` how often a worker has begun it. ``batch`` is what
    articles and pictures of it are marked with.
    """

    class Phase(models.TextChoices):
        CHECKING = "checking", _("Dry run is running")
        CHECKED = "checked", _("Dry run, nothing imported")
        IMPORTING = "importing", _("Import is running")
        IMPORTED = "imported", _("Imported")
        CANCELLED = "cancelled", _("Cancelled")
        FAILED = "failed", _("Cannot be imported")

    RUNNING = (Phase.CHECKING, Phase.IMPORTING)

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("who")
    )
    name = models.CharField(_("file name"), max_length=200)
    stored_as = models.CharField(max_length=200, blank=True)
    size = models.PositiveBigIntegerField(_("size"))
    options = models.JSONField(_("options"), default=dict)
    phase = models.CharField(_("status"), max_length=20, choices=Phase, default=Phase.CHECKING)
    uploaded_at = models.DateTimeField(_("time"), auto_now_add=True)
    imported_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    looked_at = models.PositiveIntegerField(default=0)
    batch = models.CharField(
        _("import batch"), max_length=Article._meta.get_field("import_batch").max_length or 100, blank=True
    )
    problem = models.TextField(blank=True)
    counts = models.JSONField(default=dict)
    report = models.JSONField(null=True)

    objects = RecordedQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("import reports")
        ordering = ["-pk"]
        constraints = [  # two at once would take each other's addresses
            models.UniqueConstraint(
                fields=["phase"], condition=models.Q(phase="importing"), name="import_run_one_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_running(self) -> bool:
        return self.phase in self.RUNNING

    @property
    def is_dry(self) -> bool:
        """Return whether the report is that of a rehearsal."""
        return bool((self.report or {}).get("dry_run"))

    @property
    def files(self) -> list[dict[str, Any]]:
        return list((self.report or {}).get("files", []))
