"""站内词库: the words that the newsroom itself watches, beside the checks that every newsroom has."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from cms.audit.rows import RecordedQuerySet


class HouseWord(models.Model):
    """
    A word that is not to be written, or only so.

    Latin letters are compared without case. ``right`` is what a mistake or a name is written as; the two sensitive
    kinds have none.
    """

    class Kind(models.TextChoices):
        MISTAKE = "mistake", _("Wrong character")
        NAME = "name", _("Name")
        STOP = "stop", _("Sensitive: stops publication")
        LOOK = "look", _("Sensitive: to confirm")

    word = models.CharField(_("watched word"), max_length=60)
    right = models.CharField(_("right form"), max_length=60, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.MISTAKE)
    note = models.CharField(
        _("why it is watched"), max_length=200, blank=True, help_text=_("Writers see it beside the word.")
    )
    changed_at = models.DateTimeField(_("last changed"), auto_now=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = RecordedQuerySet.as_manager()

    class Meta:
        verbose_name = _("house word")
        verbose_name_plural = _("house words")
        ordering = ["word"]
        constraints = [
            models.UniqueConstraint(
                Lower("word"), name="house_word_once", violation_error_message=_("This word is in the list already.")
            )
        ]

    def __str__(self):
        return f"{self.word} → {self.right}" if self.right else self.word
