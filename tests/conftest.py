"""What every test may ask for: a place for files of its own, the shared test data, a browser's path."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("SHARED_DIR", ROOT.parent / "shared"))
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")

hypothesis_settings.register_profile("short", deadline=None, max_examples=50)
hypothesis_settings.register_profile("full", deadline=None, max_examples=2_000)


def pytest_addoption(parser):
    parser.addoption("--full", action="store_true", help="many more examples for each property")


def pytest_configure(config):
    hypothesis_settings.load_profile("full" if config.getoption("--full") else "short")


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


@pytest.fixture(scope="session")
def chromium():
    """Return the path of a Chromium browser."""
    named = os.environ.get("CHROMIUM")
    found = named or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    return found or absent("a Chromium browser")


@pytest.fixture(autouse=True)
def isolated_storage(settings, tmp_path):
    """Uploads and originals of one test lie in its own folder."""
    settings.VAR_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "uploads"
    originals = {**settings.STORAGES["originals"], "OPTIONS": {"location": tmp_path / "originals", "base_url": None}}
    settings.STORAGES = {**settings.STORAGES, "originals": originals}
