"""Preview links: one version of an article for somebody without an account, for a few days (brief §11.5)."""

import datetime
import re
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from cms.audit.rows import RecordedQuerySet

from .article import Article
from .revision import Revision

SALT = "articles.preview_link"
IDENTIFIER = re.compile(r"[1-9][0-9]{0,17}")


def signature_of(key: str) -> str:
    """Return the signature of a link's number: 40 hexadecimal digits, as addresses here know no capitals."""
    return salted_hmac(SALT, key, algorithm="sha256").hexdigest()[:40]


class PreviewLinkQuerySet(RecordedQuerySet["PreviewLink"]):
    def valid(self) -> Self:
        """Keep those that still open: not run out, not revoked, of an article that is not in the trash."""
        return self.filter(expires_at__gt=timezone.now(), revoked_at=None).exclude(article__state=Article.State.TRASHED)

    def by_token(self, token: str) -> "PreviewLink | None":
        """Return the valid link of ``token``, or None: a forged one and one that ran out look the same."""
        key, _hyphen, signature = token.partition("-")
        if not (IDENTIFIER.fullmatch(key) and constant_time_compare(signature, signature_of(key))):
            return None
        return self.valid().select_related("article", "revision").filter(pk=key).first()


class PreviewLink(models.Model):
    """
    The right to read one version, for whoever holds the address.

    The token is the row's number, signed: the database holds nothing that opens a page.
    """

    LASTS = datetime.timedelta(days=7)

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="preview_links")
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="+")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return f"{self.article} · {self.revision}"

    @property
    def token(self) -> str:
        return f"{self.pk}-{signature_of(str(self.pk))}"
