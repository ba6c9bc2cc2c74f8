"""
The second factor: six digits of an authenticator app, or a recovery code (RFC 6238, RFC 4226).

The secret that the app shares with the site is made of a random seed, which the database keeps, and the site's key,
which it does not: a copy of the database makes no code. Another ``SECRET_KEY`` makes all of them void.
"""

import base64
import hmac
import re
import secrets
import time
from typing import Any
from urllib.parse import quote, urlencode

from django.db import transaction
from django.utils.crypto import salted_hmac

from cms.models import SecondFactor

STEP = 30  # seconds that a code is shown
DIGITS = 6
LATE = 1  # steps by which a phone's clock may differ
RECOVERY_CODES = 10
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is read for something else
SPACES = re.compile(r"[\s-]+")


def new_seed() -> str:
    return secrets.token_hex(32)


def secret_of(seed: str) -> bytes:
    """Return the 20 bytes that the site and the app have in common."""
    return salted_hmac("cms.second_factor.secret", seed, algorithm="sha1").digest()


def shown_secret(seed: str) -> str:
    """Return the secret as one types it into an app that cannot scan."""
    return base64.b32encode(secret_of(seed)).decode()


def app_address(seed: str, *, issuer: str, account: str) -> str:
    """Return what the QR code says to an authenticator app."""
    label = quote(f"{issuer}:{account}")
    return f"otpauth://totp/{label}?{urlencode({'secret': shown_secret(seed), 'issuer': issuer})}"


def code_at(secret: bytes, step: int) -> str:
    """Return the code of one time step."""
    digest = hmac.digest(secret, step.to_bytes(8, "big"), "sha1")
    start = digest[-1] & 15
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def step_of(seed: str, typed: str, *, now: float | None = None) -> int | None:
    """Return the time step whose code was typed, None where it is none of the present ones."""
    current = int((time.time() if now is None else now) // STEP)
    code, secret = SPACES.sub("", typed), secret_of(seed)
    for step in range(current - LATE, current + LATE + 1):
        if hmac.compare_digest(code_at(secret, step).encode(), code.encode()):
            return step
    return None


def of(user: Any) -> SecondFactor | None:
    """Return an account's second factor, None where it has none."""
    return SecondFactor.objects.filter(user=user).first()


@transaction.atomic
def set_up(user: Any, seed: str, step: int) -> list[str]:
    """Give an account the factor whose code of ``step`` was typed; return the recovery codes, which are shown once."""
    codes = ["".join(secrets.choice(ALPHABET) for _ in range(10)) for _ in range(RECOVERY_CODES)]
    values = {"seed": seed, "last_step": step, "recovery": [_hash(code) for code in codes]}
    SecondFactor.objects.update_or_create(user=user, defaults=values)
    return [f"{code[:5]}-{code[5:]}" for code in codes]


@transaction.atomic
def check(user: Any, typed: str) -> str:
    """
    Take a code of an account's app or a recovery code; each works once.

    Returns ``code``, ``recovery``, or "" for a wrong one.
    """
    factor = SecondFactor.objects.select_for_update().filter(user=user).first()
    if factor is None:
        return ""
    step = step_of(factor.seed, typed)
    if step is not None and step > factor.last_step:
        factor.last_step = step
        factor.save(update_fields=["last_step"])
        return "code"
    hashed = _hash(SPACES.sub("", typed).lower())
    if hashed in factor.recovery:
        factor.recovery.remove(hashed)
        factor.save(update_fields=["recovery"])
        return "recovery"
    return ""


def remove(user: Any) -> bool:
    """Take the second factor from an account; return whether it had one."""
    return bool(SecondFactor.objects.filter(user=user).delete()[0])


def _hash(code: str) -> str:
    return salted_hmac("cms.second_factor.recovery", code, algorithm="sha256").hexdigest()
