import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Max
from django.utils.translation import gettext as _

from articles.hugo.importer import Importer
from articles.hugo.report import FileReport, Outcome
from articles.hugo.running import run_import
from articles.hugo.settings_files import SiteUnusable
from articles.hugo.site import open_site
from media.building import build_each_later
from media.models import Image

REJECTED, UNUSABLE = 1, 2


class Command(BaseCommand):
    help = _("Import a Hugo site. Safe to run twice: what has not changed is left alone.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("site", type=Path, metavar="SITE", help=_("the site's folder"))
        parser.add_argument("--content", default="", metavar="DIR", help=_("the folder of texts inside it"))
        parser.add_argument("--dry-run", action="store_true", help=_("report, and write nothing"))
        parser.add_argument("--report", type=Path, metavar="FILE.json", help=_("write the report here as well"))
        parser.add_argument(
            "--timezone", default="", help=_("zone of dates without one (the site's, else Asia/Shanghai)")
        )
        parser.add_argument("--permalinks", default="", metavar="PATTERN", help=_("addresses, such as /posts/:slug/"))
        parser.add_argument("--fix-images", action="store_true", help=_("replace missing pictures as suggested"))
        parser.add_argument(
            "--no-renditions", action="store_true", help=_("leave the smaller copies of pictures to the worker")
        )
        parser.add_argument("--update", action="store_true", help=_("take newer versions of files imported before"))

    def handle(
        self,
        *,
        site: Path,
        content: str,
        dry_run: bool,
        report: Path | None,
        timezone: str,
        permalinks: str,
        fix_images: bool,
        update: bool,
        no_renditions: bool,
        **options: Any,
    ) -> None:
        try:
            found = open_site(site, content=content, timezone=timezone, permalinks=permalinks)
        except SiteUnusable as error:
            raise CommandError(str(error), returncode=UNUSABLE) from error
        if report:
            try:
                report.touch()  # now, and not after an import of an hour
            except OSError as error:
                message = _("%(file)s can not be written: %(problem)s.")
                problem = {"file": report, "problem": error.strerror}
                raise CommandError(message % problem, returncode=UNUSABLE) from error
        self.done = 0
        newest = Image.objects.aggregate(newest=Max("pk"))["newest"] or 0
        importer = Importer(found, dry_run=dry_run, update=update, fix_images=fix_images, progress=self.tell)
        result = run_import(importer)
        self.clear_line()
        if report:
            words = json.dumps(result.as_json(), ensure_ascii=False, indent=2)
            report.write_text(f"{words}\n", encoding="utf-8")
        for file in result.served:
            words = _("%(file)s: readers get it at %(address)s, because a text links to it.")
            self.stdout.write(words % {"file": file.path, "address": file.address})
        self.stdout.write(result.summary())
        if importer.named:
            words = _("The newsroom is called “%(name)s” now, as in the site's configuration.")
            self.stdout.write(words % {"name": importer.named})
        added = Image.objects.filter(pk__gt=newest)
        if no_renditions:
            build_each_later(added)
        elif added.exists():
            call_command("build_renditions", after=newest, stdout=self.stdout, stderr=self.stderr)
        if result.has_rejected:
            sys.exit(REJECTED)

    def tell(self, file: FileReport) -> None:
        """Print what there is to say about a file; on a terminal, count the files on the last line."""
        self.done += 1
        self.clear_line()
        style = self.style.ERROR if file.outcome is Outcome.REJECTED else self.style.WARNING
        for line in file.lines():
            self.stdout.write(style(line))
        if self.stdout.isatty():
            self.stdout.write(_("%(count)d files …") % {"count": self.done}, ending="")
            self.stdout.flush()

    def clear_line(self) -> None:
        if self.stdout.isatty():
            self.stdout.write("\r\x1b[K", ending="")
