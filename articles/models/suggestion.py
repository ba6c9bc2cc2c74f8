"""What a writer would change in an article of their own that is published (brief §11.1)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.audit.rows import RecordedQuerySet

from .article import Article
from .revision import Revision


class SuggestionQuerySet(RecordedQuerySet):
    def waiting(self):
        return self.filter(state=Suggestion.State.WAITING)


class Suggestion(models.Model):
    """
    A version that waits for an editor. It is never the newest by itself: ``articles.suggestions`` says what becomes of
    it. ``base`` is the version that the writer had before them.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting for an editor")
        TAKEN = "taken", _("Taken over")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn by the author")
        REPLACED = "replaced", _("Replaced by a later suggestion")

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="suggestions")
    revision = models.OneToOneField(Revision, on_delete=models.CASCADE, related_name="suggestion")
    base = models.ForeignKey(Revision, on_delete=models.SET_NULL, null=True, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(_("note to the editors"), blank=True)
    created_at = models.DateTimeField(_("time"), auto_now_add=True)
    state = models.CharField(_("status"), max_length=20, choices=State, default=State.WAITING)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = models.TextField(_("answer"), blank=True)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "author"], condition=models.Q(state="waiting"), name="suggestion_one_waiting"
            )
        ]
        indexes = [models.Index(fields=["state", "article"], name="suggestion_waiting")]
