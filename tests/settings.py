"""The site's own settings, with what a test run needs: another database, fast passwords, no manifest."""

import os

os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "0" * 50)
os.environ["DEBUG"] = ""
os.environ.setdefault("SITE_URL", "http://testserver")

from cms.env import Environment
from cms.settings import *  # noqa: F403 -- the one star import of the project
from cms.settings import STORAGES, VAR_DIR

DATABASES = {"default": Environment().database("TEST_DATABASE_URL", f"sqlite:///{VAR_DIR / 'test.sqlite3'}")}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_AUTOREFRESH = True
TRAFFIC_SECONDS = 0  # no thread beside a test; tests/articles/addresses/test_traffic.py starts one of its own
LINK_CHECK = False  # no test asks the world; tests/articles/links/test_checks.py plays it
SEARCHES_PER_MINUTE = 1_000_000  # all tests search from one address
# Forgotten; tests/media does them at once, and tests/cms/test_worker.py is about the real queue.
TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
