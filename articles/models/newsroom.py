"""What the newsroom keeps beside the articles: an editor's own tabs, and bulk actions that run in the background."""

import uuid

from django.conf import settings
from django.db import models

from .article import Article


class SavedTab(models.Model):
    """One editor's own tab above the list of articles: a name for a choice of filters (its query string)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_tabs")
    name = models.CharField(max_length=20)
    query = models.CharField(max_length=500)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="saved_tab_name_once")]

    def __str__(self):
        return self.name


class BulkRun(models.Model):
    """
    One bulk action on more articles than a request should do, and how far it has come.

    ``keys`` are the articles in their order, of which ``position`` are looked at and ``done`` were done; each of the
    others has a ``BulkRefusal``. ``words`` is what the confirming form was told.
    """

    token = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    action = models.CharField(max_length=30)
    words = models.JSONField(default=dict)
    keys = models.JSONField(default=list)
    position = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return f"{self.action} {self.position}/{self.total}"

    @property
    def total(self):
        return len(self.keys)

    @property
    def is_over(self):
        return self.position >= self.total


class BulkRefusal(models.Model):
    """An article that a bulk run left as it was, and why."""

    run = models.ForeignKey(BulkRun, on_delete=models.CASCADE, related_name="refusals")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    why = models.TextField()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.why
