"""The pictures of the newsroom. One row per picture; its smaller copies are values, not rows."""

from pathlib import PurePosixPath

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.audit.rows import RecordedQuerySet

PERCENT = [MinValueValidator(0), MaxValueValidator(100)]


class Image(models.Model):
    """
    A picture: the cleaned master that readers may fetch, and what is known about it.

    ``name`` is how Markdown refers to it (``2026/11/会场合影.jpg``) and never changes. ``file`` is the
    master's public name, the hash of the served bytes. ``source_sha256`` is the hash of the bytes as
    uploaded, by which a second upload of the same file is recognised; the bytes themselves lie in the
    private ``originals`` storage as ``original``. Two rows may share one master, when two uploads
    differ only in what intake drops.

    ``width``, ``height``, ``size`` (bytes), ``format`` and ``transparent`` describe the master, so that
    a page never opens a file. ``likeness`` is its fingerprint (``media.fingerprint``), None while nobody took it.
    Pictures that look alike have one ``look`` in common: the fingerprint of the first of them; None for a picture
    whose fingerprint says nothing. ``import_batch`` names the import that brought the picture, "" for an upload.
    ``already_there`` is set by intake on a row that was found, not made.
    """

    already_there = False

    name = models.CharField(_("name"), max_length=255, unique=True)
    file = models.CharField(max_length=100, editable=False)
    original = models.CharField(max_length=100, editable=False)
    original_name = models.CharField(_("file name"), max_length=255, editable=False)
    source_sha256 = models.CharField(max_length=64, unique=True, editable=False)
    format = models.CharField(_("format"), max_length=10, editable=False)
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    size = models.PositiveBigIntegerField(_("size"), editable=False)
    transparent = models.BooleanField(default=False, editable=False)
    likeness = models.BigIntegerField(null=True, editable=False)
    look = models.BigIntegerField(null=True, editable=False, db_index=True)
    import_batch = models.CharField(_("import batch"), max_length=100, blank=True, editable=False, db_index=True)
    focal_x = models.PositiveSmallIntegerField(_("focal point, percent from the left"), default=50, validators=PERCENT)
    focal_y = models.PositiveSmallIntegerField(_("focal point, percent from the top"), default=50, validators=PERCENT)
    alt = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("Say what the picture shows, for those who cannot see it."),
    )
    caption = models.CharField(_("caption"), max_length=300, blank=True)
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    licence = models.CharField(_("licence"), max_length=200, blank=True)
    decorative = models.BooleanField(_("decorative image"), default=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)

    objects = RecordedQuerySet.as_manager()

    class Meta:
        verbose_name = _("image")
        verbose_name_plural = _("images")
        ordering = ["-uploaded_at", "-pk"]
        indexes = [
            models.Index(fields=["file"], name="image_file"),
            models.Index(fields=["-uploaded_at", "-id"], name="image_newest"),
        ]
        permissions = [("change_any_image", _("Can change everyone's images"))]

    def __str__(self):
        return self.name

    @property
    def url(self) -> str:
        """The master's public address."""
        return f"{settings.MEDIA_URL}{self.file}"

    @property
    def digest(self) -> str:
        """The hash in the master's name: 32 hexadecimal digits."""
        return PurePosixPath(self.file).stem

    @property
    def is_animated(self) -> bool:
        """Whether the picture moves; it is then shown as its master only. Intake keeps no other GIF."""
        return self.format == "GIF"


class LikenessKey(models.Model):
    """A part of a picture's fingerprint, by which pictures that look like it are found (``media.likeness``)."""

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="likeness_keys")
    key = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["key"], name="likeness_key")]
