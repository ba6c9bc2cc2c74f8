"""
Whether this installation works: what ``/readyz`` answers from, and the page of it for administrators.

Pages are served while any of this is out of order, as long as the database answers.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task_backends
from django_tasks_db.backend import DatabaseBackend
from django_tasks_db.models import DBTaskResult

from articles.links import checks
from articles.models import PlannedStep
from articles.schedule.coming import SCHEDULER, SILENT, WORKER, is_silent, last_beat

WAITING = datetime.timedelta(minutes=10)  # a task that is due for so long, while no worker lives, is nobody's


@dataclass(frozen=True)
class Part:
    """One thing that has to work. ``name`` is for machines and says nothing else; ``words`` are for administrators."""

    name: str
    label: str
    works: bool
    words: str


def parts(*, with_links: bool = False) -> Iterator[Part]:
    """
    Yield the parts, the first thing to mend first; those that need the database are left out without it.

    ``with_links`` tells of the check of links to other sites as well, which counts them.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:  # noqa: BLE001 -- whatever the reason, there is no database
        yield Part("database", _("Database"), False, _("It does not answer."))
        return
    yield Part("database", _("Database"), True, _("It answers."))
    missing = missing_migrations()
    words = _("Missing: %(names)s. Run manage.py migrate.") % {"names": ", ".join(missing)}
    yield Part("migrations", _("Migrations"), not missing, words if missing else _("All are applied."))
    if missing:
        return  # what follows asks tables that may not be there
    yield scheduler()
    yield worker()
    if with_links:
        yield outgoing_links()


def scheduler() -> Part:
    """Say whether somebody takes the planned steps."""
    last = last_beat(SCHEDULER)
    waiting = PlannedStep.objects.due(timezone.now() - SILENT).count()
    words = _("Last run: %(time)s.") % {"time": in_words(last)}
    if waiting:
        words += " " + _("Overdue: %(n)d.") % {"n": waiting}
    return Part("scheduler", _("Scheduler"), not (is_silent(last) or waiting), words)


def worker() -> Part:
    """Say whether somebody does the tasks of the queue. Another queue than the database's has its own watch."""
    backend: Any = task_backends["default"]
    if not isinstance(backend, DatabaseBackend):
        return Part("tasks", _("Tasks"), True, _("They are in a queue of their own."))
    last = last_beat(WORKER)
    waiting = DBTaskResult.objects.ready().filter(enqueued_at__lt=timezone.now() - WAITING).count()
    words = _("The worker's last sign of life: %(time)s. Waiting for over 10 minutes: %(n)d.")
    return Part("tasks", _("Tasks"), not (is_silent(last) and waiting), words % {"time": in_words(last), "n": waiting})


def outgoing_links() -> Part:
    """Tell whether links to other sites are checked. The site works without, so nobody has to be woken up for it."""
    label = _("Links to other sites")
    if not settings.LINK_CHECK:
        return Part("links", label, True, _("They are not checked (LINK_CHECK=0)."))
    if since := checks.cut_off_since():
        words = _("No other site could be reached since %(time)s. Links are not judged until one answers.")
        return Part("links", label, True, words % {"time": in_words(since)})
    return Part("links", label, True, _("Waiting for a check: %(n)d.") % {"n": checks.waiting()})


def in_words(moment: datetime.datetime | None) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M:%S}" if moment else _("never")


@cache
def migrations_of_the_code() -> frozenset[tuple[str, str]]:
    """Return app and name of every migration on the disk; a running process gets no new ones."""
    return frozenset(MigrationLoader(None).disk_migrations or {})


def missing_migrations() -> list[str]:
    """Return the migrations that this code has and this database has not."""
    missing = migrations_of_the_code() - set(MigrationRecorder(connection).applied_migrations())
    return sorted(f"{app}.{name}" for app, name in missing)
