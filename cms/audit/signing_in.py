"""Entries about logins, tried and done. Receivers of Django's own signals, so every way to sign in is seen."""

import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.http import HttpRequest
from django.utils import timezone

from cms.audit import record
from cms.models import AuditEntry

FAILED = "sign_in_failed"
NOBODYS_AN_HOUR = 100  # entries about names that no account has: whoever has many addresses must not fill the table


def signed_in(sender: Any, request: HttpRequest, user: Any, **options: Any) -> None:
    record("signed_in", user, actor=user)


def signed_out(sender: Any, request: HttpRequest, user: Any, **options: Any) -> None:
    if user is not None:
        record("signed_out", user, actor=user)


def sign_in_failed(sender: Any, credentials: dict[str, Any], **options: Any) -> None:
    """
    Name the account if there is one. What else was typed may be somebody's password, and is not kept.

    The same is asked of the database for every name, so that the time of the answer tells nothing.
    """
    users = get_user_model()
    name = str(credentials.get(users.USERNAME_FIELD) or "")
    account = users._default_manager.filter(username=name).first()
    hour_ago = timezone.now() - datetime.timedelta(hours=1)
    nobodys = AuditEntry.objects.filter(action=FAILED, at__gt=hour_ago, key="").order_by()[:NOBODYS_AN_HOUR].count()
    if account is not None or nobodys < NOBODYS_AN_HOUR:
        record(FAILED, account or users(username=""))
