"""What an administrator may say about the site as a whole: one row."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.audit.rows import RecordedQuerySet

from .taxonomy import Topic


class SiteSettingsQuerySet(RecordedQuerySet):
    def current(self):
        """Return the site's settings; the defaults where none were saved yet."""
        return self.select_related("share_image", "logo").filter(pk=1).first() or SiteSettings(pk=1)


class SiteSettings(models.Model):
    name = models.CharField(_("site name"), max_length=60, default="社区元宇宙")
    tagline = models.CharField(_("tagline"), max_length=120, blank=True, default="社区里的元宇宙新闻")
    description = models.TextField(_("description"), blank=True)
    nav_topics = models.ManyToManyField(
        Topic,
        blank=True,
        verbose_name=_("navigation topics"),
        help_text=_(
            "Up to 7, in the topics' own order. None chosen: those with the most articles in the last 180 days."
        ),
    )
    picks_label = models.CharField(_("name of the picks rail"), max_length=20, default="编辑推荐")
    focus_label = models.CharField(_("name of the focus rail"), max_length=20, default="焦点关注")
    icp_number = models.CharField(_("ICP number"), max_length=60, blank=True)
    police_number = models.CharField(_("police registration number"), max_length=60, blank=True)
    licence_number = models.CharField(_("licence number"), max_length=60, blank=True)
    copyright = models.CharField(_("copyright line"), max_length=120, blank=True)
    remote_image_hosts = models.TextField(_("sites whose pictures are shown"), blank=True)
    share_image = models.ForeignKey(
        "media.Image",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture for shared links"),
        help_text=_("Shown beside a link to a page that has no picture of its own. Best 1200 by 630 pixels."),
    )
    logo = models.ForeignKey(
        "media.Image", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("logo")
    )
    old_article_notice = models.BooleanField(_("notice on articles older than two years"), default=True)

    objects = SiteSettingsQuerySet.as_manager()

    class Meta:
        verbose_name = _("site settings")
        verbose_name_plural = _("site settings")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="site_settings_one_row")]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.pk = 1
        super().save(*args, **kwargs)
