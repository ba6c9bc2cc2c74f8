"""Four processes, many articles due in the same second, one process killed: everything comes exactly once."""

import datetime
import os
import random
import signal
import sys
import time
from urllib.parse import quote

import pytest
from django.db import connection
from django.utils import timezone

from bench.scheduler import judge, plan, start
from tests.articles.racing import database  # noqa: F401 -- a fixture
from tests.pace import slowness

pytestmark = pytest.mark.django_db(transaction=True)
ARTICLES, PROCESSES = 15, 4


def address_of_the_database():
    """Return what ``DATABASE_URL`` has to be for another process to use the database of this test."""
    values = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{values['NAME']}"
    secret = f":{quote(values['PASSWORD'])}" if values["PASSWORD"] else ""
    return f"postgres://{values['USER']}{secret}@{values['HOST']}:{values['PORT'] or 5432}/{values['NAME']}"


def test_what_is_due_is_done_exactly_once_by_four_processes_of_which_one_is_killed(tmp_path, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    environment = {
        **{name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ},
        "SECRET_KEY": "x" * 60,
        "VAR_DIR": str(tmp_path),
        "DATABASE_URL": address_of_the_database(),
        "DJANGO_SETTINGS_MODULE": "cms.settings",
    }
    far = timezone.now() + datetime.timedelta(hours=1)
    articles = plan(ARTICLES, far)
    connection.close()
    processes = [start(environment, worker=False) for _ in range(PROCESSES)]
    try:
        for process in processes:
            assert process.stdout.readline() == "ready\n"
        due = timezone.now()
        for article in articles:  # all at once, when everybody is awake
            article.plans.update(at=due)
        time.sleep(random.Random(seed).uniform(0, 0.3))
        processes[0].send_signal(signal.SIGKILL)
        ends = [process.wait(timeout=60) for process in processes]
    finally:
        for process in processes:
            process.kill()
            process.stdout.close()

    assert ends[1:] == [0] * (PROCESSES - 1), "a process died of it"
    found = judge(articles, due)
    assert found.faults == []
    assert len(found.late) == ARTICLES
    assert max(found.late) / slowness() < 20
    print(f"{ARTICLES} steps, the last {max(found.late):.2f} s late", file=sys.stderr)
