"""
How often redirects are followed, and which addresses readers ask for that there are not.

A request for a page writes nothing: it is counted in the memory of its process, and a thread of the process brings the
counts into the database once a minute. What is kept is a path, a number and two times; nobody who asked is in it. Both
the memory and the table are bounded, and what was asked for once goes first, so nobody fills them by guessing.
"""

import datetime
import logging
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import Error, connection, transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from articles.models import MissingAddress, Redirect
from cms.canonical import CONTROL

logger = logging.getLogger(__name__)

MOST_HELD = 500  # addresses of each kind in memory; more in one minute are not counted
MOST_KEPT = 2_000  # missing addresses in the database
KEPT_FOR = datetime.timedelta(days=90)  # after the last time that somebody asked
LONGEST = 500  # characters, the width of the columns
AT_A_TIME = 100  # rows in one statement

MOVED = {301, 302, 410}
MISSING = 404
# What scanners ask every site for, and no Hugo site ever had; and where part of the address is a secret.
NOT_COUNTED = re.compile(
    r"^/preview/|^/404/$|/\.|\.(?:php\d?|aspx?|jsp|cgi|env|sql|bak|ini|ya?ml|sh)/?$|/(?:wp-|cgi-bin)", re.IGNORECASE
)


@dataclass(frozen=True)
class Count:
    """How often an address was asked for, when last, and from which page of ours."""

    hits: int
    at: datetime.datetime
    linked_from: str = ""

    def and_one(self, at: datetime.datetime, linked_from: str) -> "Count":
        return Count(self.hits + 1, at, linked_from or self.linked_from)


class Counts:
    """What was asked for since the last flush, in the memory of this process."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.moved: dict[str, Count] = {}
        self.missing: dict[str, Count] = {}

    def note(self, status: int, path: str, linked_from: str = "") -> None:
        """Count one answer. Never raises, never waits for anything but another count."""
        if len(path) > LONGEST or CONTROL.search(path) or NOT_COUNTED.search(path):
            return
        counts, now = self.missing if status == MISSING else self.moved, timezone.now()
        with self.lock:
            if path in counts:
                counts[path] = counts[path].and_one(now, linked_from)
            elif len(counts) < MOST_HELD:
                counts[path] = Count(1, now, linked_from)

    def take(self) -> tuple[dict[str, Count], dict[str, Count]]:
        """Return what was counted, and begin anew."""
        with self.lock:
            taken = self.moved, self.missing
            self.moved, self.missing = {}, {}
        return taken


counts = Counts()


class Traffic:
    """Counts the answers to readers, after the address has its one form. Starts the thread with the first of them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.own = (f"/{settings.ADMIN_PATH}/", settings.MEDIA_URL, settings.STATIC_URL)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        status, path = response.status_code, request.path_info
        if (status == MISSING or status in MOVED) and request.method == "GET" and not path.startswith(self.own):
            counts.note(status, path, page_of_ours(request))
            flusher.begin()
        return response


def page_of_ours(request: HttpRequest) -> str:
    """Return the path of the page whose link was followed, where it is a page of this site that anybody may know."""
    try:
        parts = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return ""
    path = unquote(parts.path)
    private = path.startswith((f"/{settings.ADMIN_PATH}/", "/preview/"))
    if parts.netloc != request.get_host() or private or len(path) > LONGEST or CONTROL.search(path):
        return ""
    return path


class Flusher:
    """The thread that brings the counts of its process into the database."""

    def __init__(self, seconds: float | None = None) -> None:
        self.seconds = seconds
        self.thread: threading.Thread | None = None
        self.lock = threading.Lock()
        self.ended = threading.Event()

    def begin(self) -> None:
        """Start the thread, once; not at all where ``TRAFFIC_SECONDS`` is 0."""
        seconds = settings.TRAFFIC_SECONDS if self.seconds is None else self.seconds
        if self._runs() or not seconds:
            return
        with self.lock:
            if not self._runs():
                self.thread = threading.Thread(target=self._run, args=(seconds,), name="traffic", daemon=True)
                self.thread.start()

    def _runs(self) -> bool:
        return self.thread is not None and self.thread.is_alive()

    def _run(self, seconds: float) -> None:
        while not self.ended.wait(seconds):
            try:
                flush()
            except Error as error:  # locked, restarted, full: this minute is not counted
                logger.warning("The counts of a minute are lost: %s", error)
            finally:
                connection.close()  # this thread's own


flusher = Flusher()


def flush() -> None:
    """Bring what was counted into the database, in one transaction. Asks nothing where nothing was counted."""
    moved, missing = counts.take()
    if not (moved or missing):
        return
    with transaction.atomic():
        _write_hits(moved)
        _write_missing(missing)


def _write_hits(moved: dict[str, Count]) -> None:
    rows = list(Redirect.objects.filter(source__in=list(moved)).order_by("pk"))
    for row in rows:
        row.hits, row.last_hit_at = F("hits") + moved[row.source].hits, moved[row.source].at
    Redirect.objects.bulk_update(rows, ["hits", "last_hit_at"], batch_size=AT_A_TIME)


def _write_missing(missing: dict[str, Count]) -> None:
    """Add to the rows that there are, make those that are new, and keep the table small."""
    new = [
        MissingAddress(path=path, hits=0, first_seen_at=count.at, last_seen_at=count.at)
        for path, count in sorted(missing.items())
    ]
    MissingAddress.objects.bulk_create(new, ignore_conflicts=True, batch_size=AT_A_TIME)
    rows = list(MissingAddress.objects.filter(path__in=list(missing)).order_by("pk"))
    for row in rows:
        count = missing[row.path]
        row.hits, row.last_seen_at = F("hits") + count.hits, count.at
        row.linked_from = count.linked_from or row.linked_from
    MissingAddress.objects.bulk_update(rows, ["hits", "last_seen_at", "linked_from"], batch_size=AT_A_TIME)
    MissingAddress.objects.filter(last_seen_at__lt=timezone.now() - KEPT_FOR).delete()
    too_many = MissingAddress.objects.order_by("-hits", "-last_seen_at").values("pk")[MOST_KEPT:]
    MissingAddress.objects.filter(pk__in=list(too_many.values_list("pk", flat=True))).delete()
