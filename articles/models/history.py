"""What happened to an article: append-only rows that no code edits or deletes."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .article import Article
from .revision import Revision


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
    note = models.TextField(_("note"), blank=True)
    revision = models.ForeignKey(Revision, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("state change")
        verbose_name_plural = _("state history")
        ordering = ["-at", "-pk"]


class PlacementChange(models.Model):
    """A flag or the weight set on an article, with what it was before."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="placements")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("time"), auto_now_add=True)
    before = models.JSONField()
    after = models.JSONField()

    class Meta:
        verbose_name = _("placement change")
        verbose_name_plural = _("placement history")
        ordering = ["-at", "-pk"]


class Correction(models.Model):
    """更正说明: what was wrong and is put right, shown under the article and in its feed item."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="corrections")
    date = models.DateField(_("date"))
    text = models.TextField(_("text"))

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["date", "pk"]
