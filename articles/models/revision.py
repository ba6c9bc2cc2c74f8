"""What was typed, kept for ever: an immutable snapshot of an article's content at each save."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .article import Article


class Revision(models.Model):
    class Kind(models.TextChoices):
        AUTOSAVE = "autosave", _("Autosave")
        SAVE = "save", _("Save")
        RESTORE = "restore", _("Restored")
        IMPORT = "import", _("Import")
        SUGGESTION = "suggestion", _("Suggestion")  # a writer's, of a published article; newest once it is taken over
        ASIDE = "aside", _("Set aside")  # typed on an older version than the newest; never the newest itself

    BESIDE = (Kind.ASIDE, Kind.SUGGESTION)  # never on the way to the newest version

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.SAVE)
    content = models.JSONField(_("content"))
    schema = models.PositiveSmallIntegerField(default=1)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("saved by")
    )
    created_at = models.DateTimeField(_("saved at"), auto_now_add=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    # 字 that came and went since the version before it; unknown for the first one and for versions of older releases
    added = models.PositiveIntegerField(_("characters added"), null=True, editable=False)
    removed = models.PositiveIntegerField(_("characters removed"), null=True, editable=False)

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="revision_number_once")]

    def __str__(self):
        return f"{self.number}"
