from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from articles import search
from articles.models import Article


class Command(BaseCommand):
    help = _("Bring the search index in line with the articles. Safe at any time, and to interrupt.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--missing", action="store_true", help=_("only articles that the index has not, or should not have")
        )

    def handle(self, *, missing: bool, verbosity: int, **options: Any) -> None:
        self.shows_progress = bool(verbosity) and self.stdout.isatty()
        seen, changed = search.rebuild(search.missing() if missing else Article.objects.all(), self.tell)
        if verbosity and (seen or not missing):
            words = _("%(seen)d articles: %(changed)d entries of the search index changed.")
            self.stdout.write(words % {"seen": seen, "changed": changed})

    def tell(self, done: int, total: int) -> None:
        if self.shows_progress:
            self.stdout.write(f"\r{done}/{total} ", ending="\r" if done == total else "")
            self.stdout.flush()
