"""
Logins that are open: kept in the database with whose they are, so that they can be listed and ended.

Django's own way to do this: a session store with a table of its own (``SESSION_ENGINE``). A session ends 12 hours after
it was last used and 14 days after the login, whatever happens (security.md S7).
"""

import datetime
import re
from typing import Any, cast

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from cms.models import Session
from cms.proxies import network_of
from cms.tasks import nightly, task

IDLE = datetime.timedelta(hours=12)
LONGEST = datetime.timedelta(seconds=settings.SESSION_COOKIE_AGE)
NOTED_EVERY = datetime.timedelta(minutes=5)  # that a session is used, so that not every click writes

BROWSERS = {
    "微信": "MicroMessenger/",
    "Edge": "Edg",
    "Opera": "OPR/",
    "Firefox": "Firefox/|FxiOS/",
    "Chrome": "Chrome/|CriOS/",
    "Safari": "Safari/",
}
SYSTEMS = {
    "HarmonyOS": "HarmonyOS|OpenHarmony",
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "macOS": "Mac OS X",
    "Linux": "Linux|X11",
}


class SessionStore(DatabaseStore):
    """Django's store in the database, on our table."""

    started_at: datetime.datetime | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _get_session_from_db(self) -> Session | None:
        now = timezone.now()
        found: Session | None = super()._get_session_from_db()  # type: ignore[misc]  # its stubs leave it out
        if found is None or found.last_used_at <= now - IDLE or found.started_at <= now - LONGEST:
            self._session_key = None
            return None
        self.started_at = found.started_at
        if found.last_used_at <= now - NOTED_EVERY:
            Session.objects.filter(pk=found.pk).update(last_used_at=now)
        return found

    def create(self) -> None:
        self.started_at = None
        super().create()

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        now = timezone.now()
        session = cast(Session, super().create_model_instance(data))
        session.user_id = data.get(SESSION_KEY)
        session.started_at = self.started_at = self.started_at or now
        session.last_used_at = now
        session.device = data.get("device", "")
        session.network = data.get("network", "")
        return session


def note_device(sender: Any, request: HttpRequest, user: Any, **options: Any) -> None:
    """Keep with a new session what it was opened with. A receiver of ``user_logged_in``."""
    request.session["device"] = device_of(request.headers.get("User-Agent", ""))
    request.session["network"] = network_of(request)


def device_of(user_agent: str) -> str:
    """Return a browser and a system as people call them, ``Firefox · Windows``; "" where neither is known."""
    known = (
        next((name for name, sign in table.items() if re.search(sign, user_agent)), "") for table in (BROWSERS, SYSTEMS)
    )
    return " · ".join(filter(None, known))


def open_sessions(user: Any) -> QuerySet[Session]:
    """Return the logins of an account that are still good, the last used first."""
    now = timezone.now()
    sessions = Session.objects.filter(user=user, last_used_at__gt=now - IDLE, started_at__gt=now - LONGEST)
    return sessions.filter(expire_date__gt=now).order_by("-last_used_at")


def end_sessions(user: Any, *, but: str | None = None) -> int:
    """End the logins of an account, except the one whose key is ``but``; return how many were still good."""
    open_ones = open_sessions(user).exclude(session_key=but).count()
    Session.objects.filter(user=user).exclude(session_key=but).delete()
    return open_ones


@nightly
@task()
def forget_sessions() -> None:
    """Delete sessions that are over. Safe to run twice."""
    now = timezone.now()
    Session.objects.filter(last_used_at__lt=now - IDLE).delete()
    Session.objects.filter(started_at__lt=now - LONGEST).delete()
