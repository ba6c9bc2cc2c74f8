"""Bring this installation up to date: what ``dev.py up`` and a deployment run before the server starts."""

import hashlib
import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from cms.statistics import look_at_tables


class Command(BaseCommand):
    help = (
        "Migrate the database, collect static files where they changed, and fill a newsroom that has "
        "no accounts with the sample. Safe to repeat; asks the database itself what is missing."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--empty", action="store_true", help="only an admin account, no sample newsroom")
        parser.add_argument("--no-renditions", action="store_true", help="leave smaller pictures to the worker")
        parser.add_argument("--no-static", action="store_true", help="leave the static files alone")

    def handle(self, *, empty: bool, no_static: bool, no_renditions: bool, **options: Any) -> None:
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", interactive=False, verbosity=0, stdout=self.stdout)
            self.stdout.write("Database: migrated.")
        call_command("rebuild_search", missing=True, stdout=self.stdout)
        look_at_tables()
        if not no_static:
            self.collect_static()
        if not get_user_model().objects.exists():
            call_command("demo", empty=empty, no_renditions=no_renditions, stdout=self.stdout, stderr=self.stderr)

    def collect_static(self) -> None:
        """Collect the static files unless the last collection was of exactly these."""
        root = Path(settings.STATIC_ROOT)
        stamp, manifest = settings.VAR_DIR / "static.stamp", root / "staticfiles.json"
        contents = static_contents()
        found = [django.__version__, settings.STORAGES["staticfiles"], contents]
        now = hashlib.sha256(json.dumps(found).encode()).hexdigest()
        if manifest.is_file() and stamp.is_file() and stamp.read_text() == now:
            return
        stamp.unlink(missing_ok=True)
        for name, digest in contents.items():  # collectstatic compares only times, and a package's may be old
            file = root / name
            if file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest() != digest:
                file.unlink()
        call_command("collectstatic", interactive=False, verbosity=0, stdout=self.stdout)
        stamp.write_text(now)
        self.stdout.write("Static files: collected.")


def static_contents() -> dict[str, str]:
    """Return the SHA-256 of every static file that the site serves, by name; the first of a name counts."""
    contents: dict[str, str] = {}
    for finder in get_finders():
        for name, storage in finder.list([]):
            if name not in contents:
                with storage.open(name) as file:
                    contents[name] = hashlib.sha256(file.read()).hexdigest()
    return contents
