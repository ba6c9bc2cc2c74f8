"""What is to happen by itself at a moment to come, and when the clock that sees to it last ticked."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles import clock

from .article import Article
from .revision import Revision


class PlannedStepQuerySet(models.QuerySet):
    def due(self, now=None):
        """Return what is to be taken now: its moment has come, and nothing has stopped it yet."""
        return self.filter(at__lte=now or clock.now(), failed_at=None)


class PlannedStep(models.Model):
    """
    A step along the workflow that is taken by itself at ``at``, written by ``articles.workflow``.

    It is there until it is taken, cancelled, or made pointless by another step; one that was stopped stays, with the
    reason in ``problem``, until somebody decides. An update is of ``revision``: what is saved later waits.
    """

    class Step(models.TextChoices):
        UPDATE = "update", _("Scheduled update")
        UNPUBLISH = "unpublish", _("Scheduled withdrawal")

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="plans")
    step = models.CharField(_("action"), max_length=20, choices=Step)
    at = models.DateTimeField(_("time"))
    revision = models.ForeignKey(Revision, on_delete=models.RESTRICT, related_name="+")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    note = models.TextField(_("note"), blank=True)
    failed_at = models.DateTimeField(null=True)
    problem = models.TextField(blank=True)

    objects = PlannedStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("planned step")
        verbose_name_plural = _("planned steps")
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["article", "step"], name="planned_step_once")]
        indexes = [models.Index(fields=["at"], name="planned_step_by_time")]


class Heartbeat(models.Model):
    """When a process that has to run all the time last did: one row for each ``name``."""

    name = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("heartbeat")
        verbose_name_plural = _("heartbeats")
