"""What came with an article from the old site: its source file, its pictures and its other files."""

from urllib.parse import quote

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.audit.rows import RecordedQuerySet

from .article import Article

LONGEST_ENDING = 8  # characters; more is a part of the name
UGLY = ".html"  # how a page's address ends where the old site had it so


def folder_of(path):
    """Return where the files of the article at ``path`` lie: below it, as Hugo has them beside ``a.html`` in ``a/``."""
    return path if path.endswith("/") else f"{path.removesuffix(UGLY)}/"


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
    """
    A file that readers may download, never shown inline (decisions 6.19).

    ``name`` is its place below the article's own folder, or, with a slash in front, the whole path that it had on the
    old site.
    """

    already_there = False  # set where a second upload of the same bytes finds it

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(_("file name"), max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(_("size"))
    stored_as = models.CharField(max_length=200)

    objects = RecordedQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["article", "name"], name="attachment_name_once")]

    def __str__(self):
        return self.name

    @property
    def has_old_address(self):
        return self.name.startswith("/")

    @property
    def short_name(self):
        """Return the name under which readers save the file."""
        return self.name.rpartition("/")[2]

    @property
    def kind(self):
        """Return the kind of file in a word, by its ending: ``PDF``; empty without one."""
        _stem, dot, ending = self.short_name.rpartition(".")
        return ending.upper() if dot and len(ending) <= LONGEST_ENDING else ""

    @property
    def path(self):
        """Return the path of its address, decoded."""
        return self.name if self.has_old_address else folder_of(self.article.path) + self.name

    @property
    def href(self):
        """
        Return its address as the article's own page and text give it: relative, so that it holds for a draft's preview
        and after the article has moved.
        """
        if self.has_old_address:
            return quote(self.name)
        below = self.path.removeprefix(self.article.path.rpartition("/")[0] + "/")
        return quote(below)
