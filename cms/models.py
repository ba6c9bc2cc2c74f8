"""What the site itself remembers: what was done, who is signed in, who tried to be, and second factors."""

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AuditEntry(models.Model):
    """
    One thing that was done: by whom, when, to what, and what was different before and after.

    ``kind`` is the label of the model (``articles.article``) and ``key`` its primary key as text: an entry outlives its
    row. ``part`` is the label of what belongs to that row and was changed, such as an attachment. ``network`` is where
    the request came from, without the last part of the address. The database refuses to change or delete an entry.
    """

    at = models.DateTimeField(_("time"), default=timezone.now)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("by"),
    )
    action = models.CharField(_("action"), max_length=40)
    kind = models.CharField(_("kind"), max_length=60)
    key = models.CharField(max_length=64)
    name = models.CharField(_("name"), max_length=200)
    part = models.CharField(max_length=60)
    before = models.JSONField(_("before"), default=dict, encoder=DjangoJSONEncoder)
    after = models.JSONField(_("after"), default=dict, encoder=DjangoJSONEncoder)
    network = models.CharField(_("network"), max_length=50)

    class Meta:
        verbose_name = _("audit record")
        verbose_name_plural = _("audit record")
        ordering = ["-at", "-pk"]
        default_permissions = ["view"]
        permissions = [("export_auditentry", _("Can export the audit record"))]
        indexes = [
            models.Index(fields=["-at", "-id"], name="audit_by_time"),
            models.Index(fields=["kind", "key", "-at"], name="audit_of_row"),
            models.Index(fields=["actor", "-at"], name="audit_by_actor"),
            models.Index(fields=["action", "-at"], name="audit_by_action"),
        ]

    def __str__(self):
        return self.name


class Session(AbstractBaseSession):
    """A login that is still open. Which account, device and network, so that its owner can tell it and end it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="sessions")
    started_at = models.DateTimeField()
    last_used_at = models.DateTimeField(db_index=True)
    device = models.CharField(max_length=100)
    network = models.CharField(max_length=50)


class SignInAttempt(models.Model):
    """
    A password or code that was wrong, or is being checked. Names and addresses are keyed hashes (``cms.attempts``).

    ``browser`` is that of a browser which this account has signed in with before, else empty.
    """

    account = models.CharField(max_length=64)
    browser = models.CharField(max_length=64)
    address = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        indexes = [
            models.Index(fields=["account", "browser", "at"], name="attempt_of_account"),
            models.Index(fields=["address", "at"], name="attempt_from_address"),
        ]


class SecondFactor(models.Model):
    """
    What an account signs in with beside its password (``cms.second_factor``).

    ``seed`` makes the secret only together with the site's own key. ``last_step`` is the time step of the newest code
    that was taken, so that none is taken twice. ``recovery`` holds keyed hashes of the codes for a lost phone.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="second_factor")
    seed = models.CharField(max_length=64)
    last_step = models.BigIntegerField(default=0)
    recovery = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)
