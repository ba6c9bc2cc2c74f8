"""静态页面: what stands at an address of its own and in no list, such as 关于我们."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.naming.terms import LONGEST_SLUG
from cms.audit.rows import RecordedQuerySet

from .article import ShowsBody


class StaticPage(ShowsBody, models.Model):
    """``body_html`` and ``version`` are written by ``articles.pages.static_pages``."""

    title = models.CharField(_("title"), max_length=100)
    slug = models.CharField(
        _("link"),
        max_length=LONGEST_SLUG,
        unique=True,
        blank=True,
        help_text=_("The address, such as about for /about/. Left empty, it is made from the title."),
    )
    body = models.TextField(_("body"), blank=True)
    is_public = models.BooleanField(_("public"), default=True, help_text=_("Readers can open it."))
    in_footer = models.BooleanField(_("link at the foot of every page"), default=True)
    position = models.PositiveIntegerField(_("order"), default=0, help_text=_("Smaller numbers come first."))
    body_html = models.TextField(editable=False, blank=True)
    version = models.PositiveIntegerField(editable=False, default=0)
    changed_at = models.DateTimeField(_("last changed"), default=timezone.now, editable=False)

    objects = RecordedQuerySet.as_manager()

    class Meta:
        verbose_name = _("static page")
        verbose_name_plural = _("static pages")
        ordering = ["position", "pk"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("articles:address", args=[f"{self.slug}/"])


class PageVersion(models.Model):
    """What a static page said, as it was saved. No code edits these rows."""

    page = models.ForeignKey(StaticPage, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=100)
    body = models.TextField(_("body"), blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("saved by")
    )
    created_at = models.DateTimeField(_("saved at"), auto_now_add=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["page", "number"], name="page_version_once")]


class PageImage(models.Model):
    """A picture that a static page shows; it cannot be deleted from the library."""

    page = models.ForeignKey(StaticPage, on_delete=models.CASCADE, related_name="images")
    image = models.ForeignKey("media.Image", on_delete=models.PROTECT, related_name="shown_on_pages")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["page", "image"], name="page_image_once")]
