"""
The site is being worked on: 503 for everyone while the file ``maintenance`` lies in ``VAR_DIR``.

A file, so that it works without a restart and while the database is away. What it holds is when the site is expected
back, such as ``2026-11-28 22:30`` in the site's time zone, or nothing.
"""

import datetime
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from cms.headers import policy_of_page

FILE = "maintenance"
COME_AGAIN = 600  # seconds, where nobody said when
SOONEST = 60  # seconds
LONGEST = 100  # characters that are read of the file
# Read once, at the start: a page about trouble must not need the disk, the templates or the database.
PAGE = (settings.BASE_DIR / "templates" / "503.html").read_text(encoding="utf-8")
PLACE = "<!-- until -->"


class Maintenance:
    """Answer 503 while the file is there, to everything but the questions of a load balancer and static files."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.answered = ("/healthz", "/readyz", settings.STATIC_URL)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(self.answered):
            return self.get_response(request)
        said = notice()
        return self.get_response(request) if said is None else closed(expected(said))


def notice() -> str | None:
    """Return what the file says, None where there is none."""
    try:
        with Path(settings.VAR_DIR, FILE).open(encoding="utf-8", errors="replace") as file:
            return file.read(LONGEST)
    except FileNotFoundError:
        return None


def expected(said: str) -> datetime.datetime | None:
    """Return the moment at which the site is expected back, None where the file names none."""
    try:
        moment = parse_datetime(said.strip())
    except ValueError:
        return None
    return timezone.make_aware(moment) if moment and timezone.is_naive(moment) else moment


def closed(until: datetime.datetime | None) -> HttpResponse:
    """Return the page for readers, editors and robots alike; it is nobody's to keep."""
    wait, words = COME_AGAIN, ""
    if until and until > timezone.now():
        wait = max(SOONEST, int((until - timezone.now()).total_seconds()))
        local = timezone.localtime(until)
        words = f"<p>预计 {local.year}年{local.month}月{local.day}日 {local:%H:%M} 恢复。</p>"
    page = PAGE.replace(PLACE, words)
    headers = {"Retry-After": str(wait), "Cache-Control": "no-store", "Content-Security-Policy": policy_of_page(PAGE)}
    return HttpResponse(page, status=503, headers=headers)
