"""
Work that nobody waits for, through one door: Django's tasks.

``@task()`` marks a function that may run later and twice; ``later`` hands it to the queue. Which queue is a setting
(``TASKS``): the database's own, run by ``manage.py worker``, or another one. ``nightly`` tasks are begun by the
database's worker; with another queue, its own scheduler begins them. With Django 6 the first import becomes
``django.tasks``, and nothing else changes.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import transaction
from django_tasks import task
from django_tasks_db.backend import DatabaseBackend

__all__ = ["NIGHTLY", "after_commit", "later", "nightly", "task"]

NIGHTLY: list[Any] = []


def after_commit(work: Callable[..., Any], *args: Any, **options: Any) -> None:
    """
    Call ``work`` once the current transaction is committed. When it fails, the log has the reason, and whoever waits
    for an answer notices nothing: what was committed stays.
    """

    @wraps(work)  # Django's log wants the name of a function; a partial has none, and its error would come through
    def called() -> None:
        work(*args, **options)

    transaction.on_commit(called, robust=True)


def nightly(work: Any) -> Any:
    """Mark a task without arguments that a worker begins once a night, and when it is started for the first time."""
    NIGHTLY.append(work)
    return work


def later(work: Any, *args: Any) -> None:
    """
    Have ``work`` run with ``args`` (what JSON can hold) once the current transaction is committed.

    The database's queue takes part in the transaction, so there is no moment in which the one is kept and the other is
    not. Another queue hears of it after the commit.
    """
    if isinstance(work.get_backend(), DatabaseBackend):
        work.enqueue(*args)
    else:
        after_commit(work.enqueue, *args)
