"""What every test may ask for: a place for files of its own, the shared test data, a browser's path."""

import importlib
import os
import shutil
from pathlib import Path

import pytest
from django.db import connection
from django.test import TransactionTestCase
from hypothesis import settings as hypothesis_settings
from xdist.scheduler import LoadScopeScheduling

from media.encoding import RECIPES

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("SHARED_DIR", ROOT.parent / "shared"))
# The one without windows first: it is a quarter faster.
CHROMIUM_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "chrome")

hypothesis_settings.register_profile("short", deadline=None, max_examples=50)
hypothesis_settings.register_profile("full", deadline=None, max_examples=2_000)


def pytest_addoption(parser):
    parser.addoption("--full", action="store_true", help="many more examples for each property")


def pytest_configure(config):
    hypothesis_settings.load_profile("full" if config.getoption("--full") else "short")
    RECIPES["avif"][1]["speed"] = 10  # a sixth of the time; a copy's size in pixels and its format are the same


def asks_a_database(item):
    """Tell whether a test's outcome may depend on which database it runs on."""
    has_database = {"db", "transactional_db"} & set(item.fixturenames) or item.get_closest_marker("django_db")
    return has_database or item.get_closest_marker("database_of_its_own")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Give a whole module of browser tests to one process: it has a site of its own, which takes seconds to start."""

    class BrowserModulesWhole(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            return nodeid.partition("::")[0] if "/browser/" in nodeid else nodeid

    return BrowserModulesWhole(config, log)


def pytest_collection_modifyitems(config, items):
    """
    Run once, with SQLite, what asks no database; on PostgreSQL leave it out, unless everything is wanted (``--full``).

    Browser tests are about scripts and styles, to which every database looks the same. The few that walk through the
    whole house are marked ``database_of_its_own`` and run on both.
    """
    if os.environ.get("TEST_DATABASE_URL") and not config.getoption("--full"):
        again = [item for item in items if not asks_a_database(item)]
        config.hook.pytest_deselected(items=again)
        items[:] = [item for item in items if asks_a_database(item)]


def pytest_make_parametrize_id(val, argname):
    """Name a file by its length: an archive made on the spot has the time in it, and every process its own."""
    return f"{argname}-of-{len(val)}-bytes" if isinstance(val, bytes) and len(val) > 20 else None


def absent(what):
    """Skip the test by name, or fail it where the run promised to have everything."""
    if os.environ.get("REQUIRE_ALL") == "1":
        pytest.fail(f"REQUIRE_ALL=1, and {what} is missing")
    pytest.skip(f"{what} is missing")


@pytest.fixture(scope="session")
def shared():
    """Return a path inside the shared test data: ``shared("attack/xss_payloads.txt")``."""

    def path(relative: str) -> Path:
        found = SHARED / relative
        return found if found.exists() else absent(f"shared data {relative}")

    return path


def find_chromium():
    """Return the path of a Chromium browser: the one that ``CHROMIUM`` names, or what this machine has, or None."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


@pytest.fixture(scope="session")
def chromium():
    """Return the path of a Chromium browser."""
    return find_chromium() or absent("a Chromium browser")


@pytest.fixture(autouse=True)
def isolated_storage(settings, tmp_path):
    """Uploads and originals of one test lie in its own folder, whatever ``.env`` says."""
    settings.VAR_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "uploads"
    settings.MEDIA_PUBLIC_URL = ""
    folder = "django.core.files.storage.FileSystemStorage"
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": folder},
        "originals": {"BACKEND": folder, "OPTIONS": {"location": tmp_path / "originals", "base_url": None}},
    }


@pytest.fixture(scope="session", autouse=True)
def emptied_record():
    """Let a test run empty the audit record between tests that commit, which the database refuses everybody else."""
    kept = importlib.import_module("cms.migrations.0001_accounts")
    name = connection.vendor.upper()
    drop, create = getattr(kept, f"{name}_BACK"), getattr(kept, name)
    flush = TransactionTestCase._fixture_teardown

    def run(statements):
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)

    def emptied(case):
        run(drop)
        flush(case)
        run(create)

    TransactionTestCase._fixture_teardown = emptied
    yield
    TransactionTestCase._fixture_teardown = flush
