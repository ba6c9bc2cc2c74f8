"""What came with an article from the old site: its source file, its pictures and its other files."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .article import Article


class SourceFile(models.Model):
    """
    One file of an imported site, kept byte for byte in the private ``originals`` storage.

    ``path`` is its place below the site's folder. What the importer made of it is derived, and can
    be made again; a second import compares ``sha256`` and leaves what has not changed.
    """

    path = models.CharField(_("place in the old site"), max_length=500, unique=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(_("size"))
    stored_as = models.CharField(max_length=200)
    article = models.ForeignKey(Article, on_delete=models.SET_NULL, null=True, related_name="source_files")
    findings = models.JSONField(default=list)
    imported_at = models.DateTimeField(_("imported at"), auto_now=True)

    class Meta:
        verbose_name = _("source file")
        verbose_name_plural = _("source files")
        ordering = ["path"]

    def __str__(self):
        return self.path


class BundleImage(models.Model):
    """The name under which an article's own text refers to a picture of the library."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="bundle_images")
    name = models.CharField(_("name in the text"), max_length=500)
    image = models.ForeignKey("media.Image", on_delete=models.PROTECT, related_name="bundled_in")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["article", "name"], name="bundle_image_name_once")]


class ShownImage(models.Model):
    """A picture that an article's newest or public text shows; it cannot be deleted from the library."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="shown_images")
    image = models.ForeignKey("media.Image", on_delete=models.PROTECT, related_name="shown_in")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["article", "image"], name="shown_image_once")]


class Attachment(models.Model):
    """A file that readers may download, never shown inline (decisions 6.19)."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(_("file name"), max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(_("size"))
    stored_as = models.CharField(max_length=200)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["article", "name"], name="attachment_name_once")]

    def __str__(self):
        return self.name
