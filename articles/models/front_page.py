"""What chief editors say about the home page as a whole: one row."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles import clock
from cms.audit.rows import RecordedQuerySet


class FrontPageQuerySet(RecordedQuerySet):
    def current(self):
        """Return the home page's row; a plain one where nobody arranged anything yet."""
        return self.filter(pk=1).first() or FrontPage(pk=1)


class FrontPage(models.Model):
    """
    The notice above the lead, and the number of the arrangement.

    ``version`` grows with each change of what stands where, whichever screen it came from. A screen that was opened
    on an older one is told so instead of overwriting it.
    """

    version = models.PositiveBigIntegerField(default=0, editable=False)
    notice = models.CharField(_("notice"), max_length=120, blank=True)
    notice_url = models.CharField(_("link of the notice"), max_length=500, blank=True)
    notice_until = models.DateTimeField(_("notice until"), null=True, blank=True)

    objects = FrontPageQuerySet.as_manager()

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front page")
        default_permissions = ("change", "view")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="front_page_one_row")]

    def __str__(self):
        return str(self._meta.verbose_name)

    @property
    def notice_now(self):
        """The notice as readers see it at this moment, or ""."""
        return "" if self.notice_until and self.notice_until <= clock.now() else self.notice
