"""One import with everything that belongs around it, the same for the command and for the newsroom's screen."""

from contextlib import nullcontext
from typing import Any

from articles import related
from articles.models import SiteSettings
from cms.audit import record
from cms.statistics import look_at_tables

from .importer import Importer
from .report import Report


class Stopped(Exception):
    """Whoever watches the import wants no more of it. Raised by its ``progress``."""


def run_import(importer: Importer, *, actor: Any = None) -> Report:
    """
    Import, and return the report. ``actor`` is who asked for it, None for the command.

    What was written before ``Stopped`` stays, whole articles each, and is treated as a finished import is.
    """
    with nullcontext() if importer.dry_run else related.at_the_end():
        try:
            report = importer.run()
        except Stopped:
            report = importer.report
    if not importer.dry_run:
        look_at_tables()  # the first import makes a large site of an empty one
        record("imported", SiteSettings.objects.current(), after={"result": report.summary()}, actor=actor)
    return report
