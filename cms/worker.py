"""
The worker: runs the tasks of the database's queue, one at a time, for ever.

To what django-tasks-db does it adds what a newsroom without an operator at hand needs: a task whose worker was killed
is taken up by another, a task that failed is tried again, and old results go away. So a task may run twice; each of
ours is written for that.
"""

import datetime
import logging
import os
import secrets
import socket
import threading
import time
from typing import Any

from django.db import OperationalError, close_old_connections, connection
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from cms.tasks import NIGHTLY, later

QUEUE, BACKEND = "default", "default"
PULSE = 10  # seconds between two signs of life of a running task
LEASE = datetime.timedelta(seconds=60)  # without one for so long, its worker is dead
TRIES = 5
FIRST_DELAY = 30  # seconds before the second try; four times as long before each next one
TIDY_EVERY = 3600  # seconds
NIGHT = datetime.time(3, 30)  # when nightly work is due, in the site's time zone
KEPT = {"SUCCESSFUL": datetime.timedelta(days=1), "FAILED": datetime.timedelta(days=30)}

logger = logging.getLogger(__name__)


class NewsroomWorker(Worker):
    """
    One worker process. ``once`` ends it when nothing is left to do.

    ``started_at`` of a running task is its last sign of life; it moves every ``PULSE`` seconds.
    """

    def __init__(self, *, once: bool = False, interval: float = 1.0) -> None:
        super().__init__(
            queue_names=[QUEUE],
            interval=interval,
            batch=once,
            backend_name=BACKEND,
            startup_delay=False,
            max_tasks=None,
            worker_id=f"{socket.gethostname()[:32]}-{os.getpid()}-{secrets.token_hex(4)}",
            excluded_queue_names=[],
        )
        self.tidied = 0.0
        self.night: datetime.datetime | None = None  # whose work this worker has seen begun

    def run(self) -> None:
        """Take one task after the other until a signal comes."""
        while self.running:
            close_old_connections()
            row = None
            try:
                self._tidy()
                self._begin_nightly()
                row = self._next()
            except OperationalError as error:  # locked, restarted, away: the next round finds it again or not
                logger.warning("The queue cannot be asked: %s", error)
                connection.close()
            if row is not None:
                self.run_task(row)
            elif self.batch:
                return
            elif self.running:
                time.sleep(self.interval)

    def run_task(self, db_task_result: DBTaskResult) -> None:
        """Run one task with a pulse, and put it back for another try when it failed."""
        ended = threading.Event()
        pulse = threading.Thread(target=self._beat, args=(db_task_result.pk, ended), daemon=True)
        pulse.start()
        try:
            super().run_task(db_task_result)
        finally:
            ended.set()
            pulse.join()
        tries = len(db_task_result.worker_ids)
        if db_task_result.status != "FAILED":
            return
        words = "Task %s (%s) failed, try %d of %d:\n%s"
        facts = (db_task_result.pk, db_task_result.task_path, tries, TRIES, db_task_result.traceback)
        if tries >= TRIES:
            logger.error(words, *facts)
            return
        logger.warning(words, *facts)
        delay = datetime.timedelta(seconds=FIRST_DELAY * 4 ** (tries - 1))
        DBTaskResult.objects.filter(pk=db_task_result.pk).update(status="READY", run_after=timezone.now() + delay)

    def _next(self) -> DBTaskResult | None:
        """Claim the next task that is due, or one whose worker is dead."""
        now = timezone.now()
        queue = DBTaskResult.objects.filter(backend_name=BACKEND, queue_name=QUEUE)
        abandoned = queue.running().filter(started_at__lt=now - LEASE)
        if not abandoned.exists() and not queue.ready().exists():  # no lock where there is nothing to do
            return None
        with exclusive_transaction():
            for row in abandoned.select_for_update(skip_locked=True):
                logger.warning("Task %s (%s) was left by worker %s.", row.pk, row.task_path, row.worker_ids[-1:])
                gone = len(row.worker_ids) >= TRIES  # it may be the task that kills them
                row.status, row.finished_at = ("FAILED", now) if gone else ("READY", None)
                row.save(update_fields=["status", "finished_at"])
            claimed = queue.ready().get_locked()
            if claimed is not None:
                claimed.claim(self.worker_id)
            return claimed

    def _beat(self, key: Any, ended: threading.Event) -> None:
        while not ended.wait(PULSE):
            try:
                DBTaskResult.objects.filter(pk=key, status="RUNNING").update(started_at=timezone.now())
            except OperationalError as error:
                logger.warning("A sign of life could not be written: %s", error)
        connection.close()  # this thread's own

    def _tidy(self) -> None:
        if self.tidied and time.monotonic() - self.tidied < TIDY_EVERY:
            return
        self.tidied = time.monotonic()
        for status, age in KEPT.items():
            DBTaskResult.objects.filter(status=status, finished_at__lt=timezone.now() - age).delete()

    def _begin_nightly(self) -> None:
        """Put the nightly work into the queue, unless this or another worker did so since it was due."""
        due = last_night(timezone.localtime())
        if self.night == due or not NIGHTLY:
            return
        for work in NIGHTLY:
            with exclusive_transaction():
                if not DBTaskResult.objects.filter(task_path=work.module_path, enqueued_at__gte=due).exists():
                    later(work)
        self.night = due


def last_night(now: datetime.datetime) -> datetime.datetime:
    """Return the last moment before ``now`` at which nightly work was due."""
    today = now.replace(hour=NIGHT.hour, minute=NIGHT.minute, second=0, microsecond=0)
    return today if today <= now else today - datetime.timedelta(days=1)
