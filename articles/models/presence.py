"""Who has an article open in the newsroom, and whether they are writing."""

from django.conf import settings
from django.db import models

from .article import Article


class Presence(models.Model):
    """The last sign of life of one member of staff on one article's form."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(db_index=True)
    is_editing = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "user"], name="presence_once")]

    def __str__(self):
        return f"{self.user} · {self.article}"
