"""The pictures of the newsroom. One row per picture; its smaller copies are values, not rows."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

PERCENT = [MinValueValidator(0), MaxValueValidator(100)]


class Image(models.Model):
    """
    A picture: the cleaned master that readers may fetch, and what is known about it.

    ``name`` is how Markdown refers to it (``2026/11/会场合影.jpg``) and never changes. ``file`` is the
    master's public name, the hash of the served bytes. ``source_sha256`` is the hash of the bytes as
    uploaded, by which a second upload of the same file is recognised; the bytes themselves lie in the
    private ``originals`` storage as ``original``.
    """

    name = models.CharField(_("name"), max_length=255, unique=True)
    file = models.CharField(max_length=100, editable=False)
    original = models.CharField(max_length=100, editable=False)
    original_name = models.CharField(_("file name"), max_length=255, editable=False)
    source_sha256 = models.CharField(max_length=64, unique=True, editable=False)
    format = models.CharField(_("format"), max_length=10, editable=False)
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    size = models.PositiveBigIntegerField(_("size"), editable=False)
    focal_x = models.PositiveSmallIntegerField(_("focal point, % from the left"), default=50, validators=PERCENT)
    focal_y = models.PositiveSmallIntegerField(_("focal point, % from the top"), default=50, validators=PERCENT)
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

    class Meta:
        verbose_name = _("image")
        verbose_name_plural = _("images")
        ordering = ["-uploaded_at", "-pk"]
        permissions = [("change_any_image", _("Can change everyone's images"))]

    def __str__(self):
        return self.name
