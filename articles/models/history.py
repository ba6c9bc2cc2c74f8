"""What happened to an article: append-only rows that no code edits or deletes."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .article import Article
from .revision import Revision


class StateChangeQuerySet(models.QuerySet):
    def seen_by_readers(self):
        """
        Return the steps that change at once what readers see.

        Not ``schedule``, whose moment is the article's own, and not ``update``: the article's ``modified_at`` says
        when a public text was changed, and a scheduled one is updated before anybody may know of it.
        """
        return self.filter(transition__in=("publish", "unpublish", "republish"))


class StateChange(models.Model):
    """One step along the workflow, written by ``articles.workflow.apply``."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="history")
    transition = models.CharField(_("action"), max_length=30)
    source = models.CharField(_("from"), max_length=20, choices=Article.State)
    target = models.CharField(_("to"), max_length=20, choices=Article.State)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("time"), auto_now_add=True)
    # The time of publication, or the moment of what was planned or was taken by itself.
    moment = models.DateTimeField(_("for"), null=True)
    note = models.TextField(_("note"), blank=True)
    revision = models.ForeignKey(Revision, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = StateChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("state change")
        verbose_name_plural = _("state history")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["transition", "article", "at"], name="state_change_by_step")]


class PlacementChange(models.Model):
    """
    A flag, the weight or a place by hand set on an article, with what it was before.

    ``version`` is the arrangement of the home page that it made, the same for all changes that were applied together.
    A wish on an article that is not published made none.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="placements")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("time"), auto_now_add=True)
    before = models.JSONField()
    after = models.JSONField()
    version = models.PositiveBigIntegerField(null=True, editable=False)

    class Meta:
        verbose_name = _("placement change")
        verbose_name_plural = _("placement history")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["-version", "-id"], name="placement_by_version")]


class Correction(models.Model):
    """更正说明: what was wrong and is put right, shown under the article and in its feed item."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="corrections")
    date = models.DateField(_("date"))
    text = models.TextField(_("text"))

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["date", "pk"]
