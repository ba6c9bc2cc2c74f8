"""Many articles due in the same second, several workers, one of them killed: what comes once, what late, what twice?"""

import argparse
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
AHEAD = 3  # seconds from the last plan to the moment that all are due
START = 15  # seconds that workers get to start
LONGEST = 180  # seconds that a round may take
# What a process of the test does: it says that it is there, and ticks until nothing is left.
TICK = """
import django, sys, time
django.setup()
from articles import clockwork
from articles.models import PlannedStep
print("ready", flush=True)
while PlannedStep.objects.exists():
    clockwork.tick()
    time.sleep(0.02)
"""


@dataclass
class Round:
    """What came of one round: seconds from each moment to its step, and ``faults``, what must not be, in words."""

    late: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def start(environment: dict[str, str], *, worker: bool) -> subprocess.Popen[str]:
    """Start a process that takes what is due: ``manage.py worker``, or one that does nothing else."""
    command = [sys.executable, *(["manage.py", "worker"] if worker else ["-c", TICK])]
    output = subprocess.DEVNULL if worker else subprocess.PIPE
    return subprocess.Popen(command, cwd=ROOT, env=environment, text=True, stdout=output, stderr=subprocess.DEVNULL)


def plan(count: int, at: Any) -> list[Any]:
    """Plan changes of ``count`` new live articles for the moment ``at``; every fifth is taken down then instead."""
    from articles import publishing, workflow  # noqa: PLC0415 -- after django.setup
    from articles.models import Article, Category  # noqa: PLC0415 -- the same
    from articles.versions.content import Content  # noqa: PLC0415 -- the same

    section = Category.objects.get_or_create(name="新闻")[0].pk
    articles = []
    for number in range(count):
        article, content = Article(), Content(title="旧的", body="正文，写给住在这里的人。", categories=(section,))
        publishing.save_revision(article, content, author=None)
        workflow.apply(article, "publish", actor=None)
        if number % 5 == 4:
            workflow.apply(article, "schedule_withdrawal", actor=None, at=at)
        else:
            changed = Content(**{**vars(Content.of_revision(article.latest_revision)), "title": "新的"})
            publishing.save_revision(article, changed, author=None)
            workflow.apply(article, "schedule_update", actor=None, at=at)
        articles.append(article)
    return articles


def judge(articles: list[Any], at: Any) -> Round:
    """Look at what was done to the articles that were planned for ``at``."""
    from django_tasks_db.models import DBTaskResult  # noqa: PLC0415 -- after django.setup

    from articles.models import SearchEntry, StateChange  # noqa: PLC0415 -- the same

    found = Round()
    related = [
        row.args_kwargs["args"][0] for row in DBTaskResult.objects.filter(task_path__endswith="relate_published")
    ]
    for number, article in enumerate(articles):
        article.refresh_from_db()
        step = "unpublish" if number % 5 == 4 else "update"
        changes = StateChange.objects.filter(article=article, transition=step)
        found.late += [(change.at - at).total_seconds() for change in changes]
        state, title = ("unpublished", "旧的") if step == "unpublish" else ("published", "新的")
        words = list(SearchEntry.objects.filter(article=article).values_list("title", flat=True))
        expected = {
            "steps": (changes.count(), 1),
            "row": ((article.state, article.title), (state, title)),
            "plans": (article.plans.count(), 0),
            "search entry": (words, [] if step == "unpublish" else ["新的"]),
            "tasks since": (related.count(article.pk), 1 + (step == "update")),  # one of its publication
        }
        found.faults += [f"{article.pk} {name}: {one} for {two}" for name, (one, two) in expected.items() if one != two]
    found.faults += [f"early by {-seconds:.3f} s" for seconds in found.late if seconds < 0]
    return found


def play(articles: int, workers: list[subprocess.Popen[str]], kill_after: float | None) -> Round:
    """Plan, let the workers take it, kill the first of them ``kill_after`` seconds after the moment, and judge."""
    import datetime  # noqa: PLC0415 -- beside what needs django.setup

    from django.utils import timezone  # noqa: PLC0415 -- after django.setup

    from articles.models import PlannedStep  # noqa: PLC0415 -- the same

    planned = plan(articles, timezone.now() + datetime.timedelta(days=1))
    at = timezone.now() + datetime.timedelta(seconds=AHEAD)
    PlannedStep.objects.update(at=at)
    time.sleep(AHEAD + (kill_after or 0))
    if kill_after is not None:
        workers[0].send_signal(signal.SIGKILL)
    deadline = time.monotonic() + LONGEST
    while PlannedStep.objects.exists() and time.monotonic() < deadline:
        time.sleep(0.2)
    return judge(planned, at)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))  # noqa: S311 -- moments of kills
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3")
        os.environ |= {"VAR_DIR": folder, "SECRET_KEY": "x" * 60, "DJANGO_SETTINGS_MODULE": "cms.settings"}
        import django  # noqa: PLC0415 -- the settings read the environment

        django.setup()
        from django.core.management import call_command  # noqa: PLC0415 -- the same

        call_command("migrate", verbosity=0)
        chance, late, faults = random.Random(options.seed), [], []  # noqa: S311 -- the same
        workers: list[subprocess.Popen[str]] = []
        try:
            for number in range(options.rounds):
                missing = options.workers - sum(worker.poll() is None for worker in workers)
                workers = [worker for worker in workers if worker.poll() is None]
                workers += [start(dict(os.environ), worker=True) for _ in range(missing)]
                time.sleep(START if missing else 0)
                found = play(options.articles, workers, chance.uniform(0, 1.5) if number % 2 else None)
                late += found.late
                faults += found.faults
                steps, last = len(found.late), max(found.late)
                print(f"round {number + 1}: {steps} steps, {len(found.faults)} faults, last {last:.1f} s", flush=True)
        finally:
            for worker in workers:
                worker.kill()
                worker.wait()
    p99 = statistics.quantiles(late, n=100)[98]
    print(f"seed {options.seed}: {len(late)} steps, median {statistics.median(late):.2f} s, p99 {p99:.2f} s late")
    print(f"{len(faults)} faults {faults[:5]}")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
