"""Where readers' texts lead, and what was found there: an address once, however many texts have it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.audit.rows import RecordedQuerySet

from .article import Article
from .page import StaticPage

LONGEST_ADDRESS = 2_000  # ASCII characters, or a path of at most 600 of any: what PostgreSQL's index can hold
LONGEST_NOTE = 300


class IgnoredAddress(models.Model):
    """An address that somebody does not want to hear of, and why: it is right for readers, whatever it answers us."""

    address = models.CharField(_("address"), max_length=LONGEST_ADDRESS, unique=True)
    note = models.CharField(_("note"), max_length=LONGEST_NOTE)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("since"), auto_now_add=True)

    objects = RecordedQuerySet.as_manager()

    class Meta:
        verbose_name = _("ignored address")
        verbose_name_plural = _("ignored addresses")

    def __str__(self):
        return self.address


class LinkedAddress(models.Model):
    """
    An address that a text of ours leads to. Written by ``held`` and ``checks`` of ``articles.links``.

    ``address`` is a path of this site, decoded and canonical, or an address of another site in ASCII, without a
    fragment; then ``host`` is its host. ``why`` is a key of ``articles.links.words``, with ``status`` where a server
    answered. ``failing_since`` is the first failure without a success after it.
    """

    class Verdict(models.TextChoices):
        WAITING = "waiting", _("Not checked yet")
        FINE = "fine", _("Opens")
        FAILING = "failing", _("Failed once")
        BROKEN = "broken", _("Broken")
        UNSURE = "unsure", _("Could not be checked")

    address = models.CharField(_("address"), max_length=LONGEST_ADDRESS, unique=True)
    host = models.CharField(max_length=255, blank=True, default="")
    verdict = models.CharField(_("status"), max_length=10, choices=Verdict, default=Verdict.WAITING)
    why = models.CharField(max_length=20, blank=True, default="")
    status = models.PositiveSmallIntegerField(null=True)
    checked_at = models.DateTimeField(_("last checked"), null=True)
    failing_since = models.DateTimeField(_("since"), null=True)
    next_at = models.DateTimeField(null=True)  # of other sites; None: nobody is to ask
    ignored = models.OneToOneField(IgnoredAddress, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("broken link")
        verbose_name_plural = _("broken links")
        ordering = ["-failing_since", "-pk"]
        default_permissions = ("view", "change")
        permissions = [("check_linkedaddress", _("Can start the link check"))]
        indexes = [
            models.Index(fields=["verdict", "-failing_since", "-id", "ignored"], name="linked_address_report"),
            models.Index(fields=["host", "next_at"], name="linked_address_due"),
        ]

    def __str__(self):
        return self.address

    @property
    def is_own(self):
        return not self.host


class Link(models.Model):
    """
    One address in one text that readers see, and the first line that has it; 0 where the source does not say.

    Made from the text, and there only as long as readers see it, or are to.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, null=True, related_name="links")
    page = models.ForeignKey(StaticPage, on_delete=models.CASCADE, null=True, related_name="links")
    address = models.ForeignKey(LinkedAddress, on_delete=models.CASCADE, related_name="links")
    line = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["address", "article"], name="link_once_in_article"),
            models.UniqueConstraint(fields=["address", "page"], name="link_once_on_page"),
            models.CheckConstraint(
                condition=Q(article=None, page__isnull=False) | Q(article__isnull=False, page=None),
                name="link_of_one_text",
            ),
        ]
