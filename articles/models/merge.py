"""What came of terms that were merged: for the versions that still name them, and to undo it."""

from functools import reduce
from operator import or_

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class TermMerge(models.Model):
    """One merge: which terms went into which, and all that is needed to undo it. Written by ``taxonomy.merging``."""

    kind = models.CharField(max_length=20)  # the model of the terms, such as ``tag``
    kept = models.PositiveBigIntegerField()  # its key
    kept_name = models.CharField(max_length=100)
    names = models.JSONField()  # of the terms that went
    articles = models.PositiveIntegerField()  # that got the kept term instead
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("time"), auto_now_add=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    record = models.JSONField()  # what was there before; ``articles.taxonomy.merging`` knows its form

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["kind", "-at"], name="term_merge_by_kind")]

    def __str__(self):
        return self.kept_name


class MergedTermQuerySet(models.QuerySet):
    def kept(self, keys_by_kind):
        """Return the same keys, each once, those of terms that were merged replaced by what has their articles now."""
        asked = [models.Q(kind=kind, key__in=keys) for kind, keys in keys_by_kind.items() if keys]
        found = self.filter(reduce(or_, asked)) if asked else ()
        merged = {(row.kind, row.key): row.into for row in found}
        return {
            kind: tuple(dict.fromkeys(merged.get((kind, key), key) for key in keys))
            for kind, keys in keys_by_kind.items()
        }


class MergedTerm(models.Model):
    """
    A section, topic or author that went into another: versions of articles name them by key.

    Tags are named by name, so what was merged is an alias.
    """

    merge = models.ForeignKey(TermMerge, on_delete=models.CASCADE, related_name="terms")
    kind = models.CharField(max_length=20)
    key = models.PositiveBigIntegerField()  # of the term that went
    into = models.PositiveBigIntegerField()  # where its articles are, also after a further merge

    objects = MergedTermQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="merged_term_once")]


class KeptApart(models.Model):
    """Two terms that look alike and are not the same, as somebody said. ``one`` is the smaller key."""

    kind = models.CharField(max_length=20)
    one = models.PositiveBigIntegerField()
    other = models.PositiveBigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "one", "other"], name="kept_apart_once")]
