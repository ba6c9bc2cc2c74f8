from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from media.building import build_missing
from media.models import Image


class Command(BaseCommand):
    help = _("Make the smaller copies of pictures that are missing. Safe at any time, and to interrupt.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--after", type=int, default=0, metavar="ID", help=_("only pictures newer than this one"))

    def handle(self, *, after: int, verbosity: int, **options: Any) -> None:
        self.shows_progress = bool(verbosity) and self.stdout.isatty()
        images = Image.objects.filter(pk__gt=after)
        built, failed = build_missing(images, self.tell)
        for line in failed:
            self.stderr.write(line)
        if verbosity:
            words = _("%(images)d pictures: %(built)d smaller copies made, %(failed)d pictures failed.")
            self.stdout.write(words % {"images": images.count(), "built": built, "failed": len(failed)})
        if failed:
            raise SystemExit(1)

    def tell(self, done: int, total: int) -> None:
        if self.shows_progress:
            self.stdout.write(f"\r{done}/{total} ", ending="\r" if done == total else "")
            self.stdout.flush()
