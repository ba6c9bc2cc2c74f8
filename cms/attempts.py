"""
Limits on guessing passwords and codes: per account and per address, counted in the database.

The database, because there may be several processes and the usual cache is each one's own. An attempt is written down
before the password is looked at, so that many at once cannot slip through together, and taken away when it was right.
What is refused is not written down: a stranger's guesses close an account to strangers, and no longer than ``WINDOW``
after they end. A browser that has signed in to the account before is counted by itself, so its owner still gets in
(security.md S6). Names and addresses are kept as keyed hashes; a password typed into the wrong field is not kept.
"""

import datetime
import math
import secrets
import unicodedata
from typing import Any

from django.conf import settings
from django.core import signing
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from cms.models import SignInAttempt
from cms.proxies import household_of
from cms.tasks import nightly, task

WINDOW = datetime.timedelta(minutes=15)
PER_ACCOUNT = 10  # wrong tries within the window
PER_ADDRESS = 20  # an office may share one; 80 an hour
BROWSER_COOKIE = "known_browser"
BROWSER_REMEMBERED = datetime.timedelta(days=365)


class TooManyAttempts(Exception):
    """Nothing is looked at for ``minutes`` minutes."""

    def __init__(self, minutes: int) -> None:
        super().__init__(f"again in {minutes} minutes")
        self.minutes = minutes


def begin(username: str, request: HttpRequest) -> SignInAttempt:
    """
    Write down that somebody tries to sign in as ``username``. Raises ``TooManyAttempts``.

    Whether there is such an account makes no difference here.
    """
    account, browser = _account(username), _known_browser(username, request)
    attempt = SignInAttempt(account=account, browser=browser, address=_origin(request))
    of_account = Q(account=account, browser=browser)
    limits = [(of_account, PER_ACCOUNT)]
    if not browser:
        limits.append((Q(address=attempt.address), PER_ADDRESS))
    for which, most in limits:
        _refuse_beyond(which, most - 1)
    attempt.save()
    try:
        for which, most in limits:
            _refuse_beyond(which & Q(pk__lte=attempt.pk), most)
    except TooManyAttempts:
        attempt.delete()
        raise
    return attempt


def succeed(attempt: SignInAttempt) -> None:
    """Forget the wrong tries before one that was right: its own, not what a stranger has tried meanwhile."""
    SignInAttempt.objects.filter(account=attempt.account, browser=attempt.browser, address=attempt.address).delete()


def unlock(user: Any) -> bool:
    """Forget all wrong tries at an account; return whether there were any."""
    return bool(SignInAttempt.objects.filter(account=_account(user.get_username())).delete()[0])


def is_locked(user: Any) -> bool:
    """Say whether strangers' browsers are refused for this account now."""
    recent = SignInAttempt.objects.filter(account=_account(user.get_username()), at__gt=timezone.now() - WINDOW)
    return recent.filter(browser="").count() >= PER_ACCOUNT


def remember_browser(request: HttpRequest, response: HttpResponse, user: Any) -> None:
    """Let this browser be known as one that has signed in to the account."""
    value = signing.dumps([_account(user.get_username()), secrets.token_hex(16)], salt=BROWSER_COOKIE)
    response.set_cookie(
        BROWSER_COOKIE,
        value,
        max_age=BROWSER_REMEMBERED,
        path=f"/{settings.ADMIN_PATH}/login/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _known_browser(username: str, request: HttpRequest) -> str:
    try:
        account, browser = signing.loads(
            request.COOKIES.get(BROWSER_COOKIE, ""), salt=BROWSER_COOKIE, max_age=BROWSER_REMEMBERED
        )
    except signing.BadSignature:
        return ""
    return browser if account == _account(username) else ""


def _refuse_beyond(which: Q, most: int) -> None:
    """Raise ``TooManyAttempts`` where there are more than ``most`` recent ones."""
    now = timezone.now()
    times = SignInAttempt.objects.filter(which, at__gt=now - WINDOW).order_by("-at").values_list("at", flat=True)
    if beyond := list(times[most : most + 1]):
        raise TooManyAttempts(max(1, math.ceil((beyond[0] + WINDOW - now).total_seconds() / 60)))


def _account(username: str) -> str:
    return _hash("account", unicodedata.normalize("NFKC", username).casefold())


def _origin(request: HttpRequest) -> str:
    return _hash("address", household_of(request))


def _hash(what: str, value: str) -> str:
    return salted_hmac(f"cms.attempts.{what}", value, algorithm="sha256").hexdigest()


@nightly
@task()
def forget_attempts() -> None:
    """Delete attempts that count no more. Safe to run twice."""
    SignInAttempt.objects.filter(at__lt=timezone.now() - WINDOW).delete()
