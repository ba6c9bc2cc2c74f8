"""How often one reader may search: generous, forgetful, the same for all processes, and answered in words."""

import shutil
import subprocess
import sys
from importlib import import_module
from importlib.util import find_spec
from time import sleep

import pytest
from django.conf import settings as project
from django.core.cache import caches

from cms.env import Environment
from cms.rate_limit import AWAY, OWN, SHARED, RateLimit, TooFast
from tests.browser.conftest import free_port
from tests.conftest import absent

HOME, OFFICE = "203.0.113.7", "203.0.113.8"
NOWHERE = "redis://127.0.0.1:9/0"  # a port that nobody listens on


@pytest.fixture(autouse=True)
def nobody_was_here():
    caches[OWN].clear()
    yield
    caches[OWN].clear()


@pytest.fixture
def wait(monkeypatch):
    """Let so many seconds pass."""
    passed = [6000.0]
    for clock in ("time", "monotonic"):
        monkeypatch.setattr(f"cms.rate_limit.{clock}", lambda: passed[0])

    def so_many(seconds):
        passed[0] += seconds

    return so_many


def refused(limit, reader=HOME):
    """Step once too often, and return how long the reader has to wait."""
    with pytest.raises(TooFast) as told:
        limit.count(reader)
    return told.value.seconds


def test_a_reader_has_so_many_steps_and_then_waits_for_the_next_stretch(wait):
    limit = RateLimit("searches", most=3, seconds=60)
    wait(until_the_next_stretch(limit))
    for _ in range(3):
        limit.count(HOME)
    wait(20.5)

    assert refused(limit) == 40
    limit.count(OFFICE)
    wait(39.5)
    limit.count(HOME)


def until_the_next_stretch(limit):
    """Return how many seconds it is until a stretch of ``HOME`` begins."""
    return refused(RateLimit("nothing", most=0, seconds=limit.seconds))


def test_waiting_ends_with_the_stretch_however_often_somebody_tries(wait):
    limit = RateLimit("searches", most=1, seconds=60)
    wait(until_the_next_stretch(limit))
    limit.count(HOME)
    for left in (60, 50, 40, 30, 20, 10):
        assert refused(limit) == left
        wait(10)

    limit.count(HOME)


def test_stretches_of_different_readers_do_not_begin_all_at_once(wait):
    limit = RateLimit("searches", most=0, seconds=60)

    assert len({refused(limit, f"203.0.113.{number}") for number in range(50)}) > 20


def test_what_is_counted_of_one_thing_is_not_counted_of_another(wait):
    RateLimit("searches", most=1, seconds=60).count(HOME)

    RateLimit("uploads", most=1, seconds=60).count(HOME)


def test_memory_holds_only_so_many_readers_and_no_address(wait, settings):
    settings.CACHES = {**settings.CACHES, SHARED: few(20), OWN: few(20)}
    limit = RateLimit("searches", most=1, seconds=60)
    for number in range(100):
        limit.count(f"203.0.113.{number}")

    kept = caches[SHARED]._cache
    assert 0 < len(kept) <= 20
    assert "203.0.113" not in str(kept)


def few(most):
    own = Environment({}).caches("CACHE_URL")[OWN]
    return {**own, "LOCATION": "few", "OPTIONS": {"MAX_ENTRIES": most}}


@pytest.mark.django_db
def test_a_search_in_a_hurry_is_told_when_to_come_again(client, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(
        import_module("articles.views.search_page"), "LIMIT", RateLimit("searches", most=1, seconds=3600)
    )
    assert client.get("/search/?q=社区").status_code == 200

    with django_assert_num_queries(0):
        answer = client.get("/search/?q=社区")

    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 3600
    assert answer["Cache-Control"] == "no-store"
    assert "访问太频繁，请稍后再试" in answer.text
    assert f"{answer['Retry-After']} 秒后" in answer.text
    assert client.get("/search/").status_code == 200
    assert client.get("/search/?q=社区", REMOTE_ADDR=OFFICE).status_code == 200


# --- a cache that processes share


@pytest.fixture
def redis(tmp_path):
    """Return the address of a Redis of this test's own."""
    program = shutil.which("redis-server") or absent("a Redis server")
    if find_spec("redis") is None:
        absent("the package redis")
    port = free_port()
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(tmp_path)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        client = import_module("redis").Redis(port=port)
        for _ in range(1200):
            try:
                client.ping()
                break
            except import_module("redis").ConnectionError:
                sleep(0.05)
        client.close()
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.terminate()
        server.wait(timeout=10)


def test_processes_count_together(redis, settings):
    settings.CACHES = Environment({"CACHE_URL": redis}).caches("CACHE_URL")
    limit = RateLimit("searches", most=3, seconds=3600)
    limit.count(HOME)
    step = f"from cms.rate_limit import RateLimit; RateLimit('searches', 3, 3600).count({HOME!r})"
    environment = {"CACHE_URL": redis, "SECRET_KEY": project.SECRET_KEY, "PYTHONPATH": ":".join(sys.path)}
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", f"{step}\n{step}"]
    subprocess.run(command, cwd=project.BASE_DIR, env=environment, check=True, capture_output=True)

    assert refused(limit) > 0

    store = caches[SHARED]
    assert store._cache.get_client(write=True).dbsize() == 1
    (key,) = store._cache.get_client().keys()
    assert HOME.encode() not in key
    assert 0 < store._cache.get_client().ttl(key) <= 3600, "it forgets by itself"
    store.close()


def test_readers_search_while_the_shared_cache_is_away_and_each_process_counts_for_itself(wait, settings, caplog):
    if find_spec("redis") is None:
        absent("the package redis")
    settings.CACHES = Environment({"CACHE_URL": NOWHERE}).caches("CACHE_URL")
    limit = RateLimit("searches", most=2, seconds=3600)

    limit.count(HOME)
    limit.count(HOME)
    assert refused(limit) > 0
    assert len(caplog.messages) == 1
    assert "127.0.0.1" not in caplog.text

    wait(AWAY)
    refused(limit)
    assert len(caplog.messages) == 2


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("memcached://127.0.0.1", "CACHE_URL cannot be read; write redis://user:password@host:6379/0"),
        ("redis://", "CACHE_URL cannot be read"),
    ],
)
def test_an_address_that_cannot_be_read_is_said(url, words):
    env = Environment({"CACHE_URL": url})
    env.caches("CACHE_URL")

    assert words in "\n".join(env.mistakes)


def test_a_package_that_is_not_installed_is_said_with_the_command_that_installs_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "redis", None)  # as import sees a package that is not there
    env = Environment({"CACHE_URL": "redis://:secret@cache.example.cn"})
    env.caches("CACHE_URL")

    assert "pip install --require-hashes -r requirements/redis.txt" in env.mistakes[0]
    assert "secret" not in env.mistakes[0]
