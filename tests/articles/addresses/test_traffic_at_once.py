"""Counts of several processes in the same moment, and the thread that writes them, on real connections."""

import time

import pytest
from django.test import Client
from django.utils import timezone

from articles.addresses import traffic
from articles.models import MissingAddress
from tests.articles.racing import at_once, database  # noqa: F401 -- a database file of its own for the threads

pytestmark = pytest.mark.django_db(transaction=True)


def hits():
    return dict(MissingAddress.objects.values_list("path", "hits"))


def test_two_processes_that_write_at_once_lose_no_count():
    def one_process():
        traffic._write_missing({f"/{name}/": traffic.Count(1, timezone.now()) for name in "abcdef"})

    results = at_once(*[one_process] * 3)
    assert results == [None] * 3
    assert set(hits().values()) == {3}


def test_a_thread_of_the_process_writes_what_its_requests_counted(monkeypatch):
    traffic.counts.take()  # what other tests of this process asked for
    flusher = traffic.Flusher(seconds=0.05)
    monkeypatch.setattr(traffic, "flusher", flusher)
    Client().get("/nowhere/")
    deadline = time.monotonic() + 60
    while not hits() and time.monotonic() < deadline:
        time.sleep(0.02)
    flusher.ended.set()
    flusher.thread.join()
    assert hits() == {"/nowhere/": 1}
