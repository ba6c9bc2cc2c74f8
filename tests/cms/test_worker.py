"""The queue and its worker: done once, tried again, taken over from the dead."""

import datetime
import os
import signal
import subprocess
import sys
import time

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cms import worker
from cms.tasks import later, task
from tests.browser.conftest import ROOT, Site, database_url

done = []


@task()
def remember(word):
    done.append(word)


@task()
def fail(word):
    done.append(word)
    raise LookupError(word)


@task()
def tidy_up():
    done.append("tidied")


@pytest.fixture
def queue(settings, transactional_db, monkeypatch):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    monkeypatch.setattr(worker, "NIGHTLY", [])
    done.clear()
    return DBTaskResult.objects


def work():
    worker.NewsroomWorker(once=True).run()


def test_work_is_done_once_in_the_order_of_its_priority(queue):
    later(remember.using(priority=-50), "an import's")
    later(remember, "an editor's")

    work()
    work()

    assert done == ["an editor's", "an import's"]
    assert set(queue.values_list("status", flat=True)) == {"SUCCESSFUL"}


def test_work_of_a_transaction_that_is_rolled_back_is_forgotten(queue):
    with transaction.atomic():
        later(remember, "never")
        transaction.set_rollback(True)

    work()

    assert done == []


def test_another_queue_hears_of_it_after_the_commit(settings, db, django_capture_on_commit_callbacks):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    done.clear()
    with django_capture_on_commit_callbacks(execute=True):
        later(remember, "now")
        assert done == []

    assert done == ["now"]


def test_failed_work_is_tried_again_later_and_given_up_in_the_end(queue, caplog):
    later(fail, "broken")

    for number in range(1, worker.TRIES + 3):
        work()
        row = queue.get()
        assert len(done) == min(number, worker.TRIES)
        if number < worker.TRIES:
            assert row.status == "READY"
            assert row.run_after > timezone.now() + datetime.timedelta(seconds=20)
            queue.update(run_after=timezone.now())

    assert row.status == "FAILED"
    assert "LookupError: broken" in row.traceback
    assert "try 5 of 5" in caplog.text


def test_failed_work_stops_no_other(queue):
    later(fail, "broken")
    later(remember, "whole")

    work()

    assert done == ["broken", "whole"]


@pytest.mark.parametrize(("silence", "expected"), [(10, []), (120, ["left behind"])])
def test_work_of_a_silent_worker_is_taken_over_and_of_a_busy_one_is_not(queue, silence, expected):
    later(remember, "left behind")
    life = timezone.now() - datetime.timedelta(seconds=silence)
    queue.update(status="RUNNING", started_at=life, worker_ids=["another"])

    work()

    assert done == expected


def test_work_that_kills_its_workers_is_given_up(queue):
    later(remember, "poison")
    long_ago = timezone.now() - datetime.timedelta(hours=1)
    queue.update(status="RUNNING", started_at=long_ago, worker_ids=[str(n) for n in range(worker.TRIES)])

    work()

    assert done == []
    assert queue.get().status == "FAILED"


def test_old_results_go_away(queue):
    later(remember, "old")
    work()
    queue.update(finished_at=timezone.now() - datetime.timedelta(days=2))

    work()

    assert not queue.exists()


def test_nightly_work_is_begun_once_a_night_by_whichever_worker_comes_first(queue, monkeypatch, time_machine):
    tonight = timezone.make_aware(datetime.datetime(2026, 11, 28, 3, 30))
    monkeypatch.setattr(worker, "NIGHTLY", [tidy_up])
    counts = []
    for minutes in (-1, 0, 5, 24 * 60 - 1, 24 * 60, 24 * 60 + 1):
        time_machine.move_to(tonight + datetime.timedelta(minutes=minutes), tick=False)
        work()
        counts.append(len(done))

    assert counts == [1, 2, 2, 2, 3, 3]


def test_nightly_work_that_another_worker_has_put_there_is_not_put_there_again(queue, monkeypatch):
    monkeypatch.setattr(worker, "NIGHTLY", [tidy_up])
    later(tidy_up)
    queue.update(status="RUNNING", started_at=timezone.now(), worker_ids=["another"])

    work()

    assert (done, queue.count()) == ([], 1)


def test_the_command_ends_when_nothing_is_left(queue):
    later(remember, "last")
    call_command("worker", "--once")
    assert done == ["last"]


UPLOAD = """
from tests.factories import image_bytes
from media.intake import accept
accept(image_bytes(width=4000, height=3000), name="large.jpg")
"""
STATE = """
from django_tasks_db.models import DBTaskResult
from django.core.files.storage import default_storage as storage
from media.models import Image
from media.files import walk
from media.renditions import all_renditions
row, image = DBTaskResult.objects.get(task_path='media.building.build_by_key'), Image.objects.get()
wanted = {copy.name for copy in all_renditions(image)}
there = set(walk(storage, "r1"))
print(row.status, len(row.worker_ids), wanted <= there, len(there - wanted))
"""


@pytest.mark.database_of_its_own
def test_a_killed_worker_leaves_its_work_to_the_next(tmp_path):
    with database_url(tmp_path) as database:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        site = Site("", {**kept, "SECRET_KEY": "x" * 60, "VAR_DIR": str(tmp_path), "DATABASE_URL": database})

        def shell(code):
            return site.manage("shell", "--no-imports", "-c", code)

        site.manage("migrate", "--verbosity=0")
        shell(UPLOAD)
        assert shell(STATE).split() == ["READY", "0", "False", "0"]
        first = subprocess.Popen([sys.executable, "manage.py", "worker"], cwd=ROOT, env=site.environment)
        built = tmp_path / "uploads" / "r1"
        for _attempt in range(600):
            if len(list(built.rglob("*.avif"))) + len(list(built.rglob("*.webp"))) > 1:
                break
            time.sleep(0.05)
        first.send_signal(signal.SIGKILL)
        first.wait()
        assert shell(STATE).split()[:3] == ["RUNNING", "1", "False"]

        shell("from django_tasks_db.models import DBTaskResult as R; R.objects.update(started_at='2020-01-01T00:00Z')")
        site.manage("worker", "--once")

        assert shell(STATE).split() == ["SUCCESSFUL", "2", "True", "0"]
