from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from articles.models import Article
from articles.rerendering import rerender


class Command(BaseCommand):
    help = _("Make the HTML of every article again from its text. Safe at any time, and to interrupt.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--after", type=int, default=0, metavar="ID", help=_("only articles newer than this one"))

    def handle(self, *, after: int, verbosity: int, **options: Any) -> None:
        self.shows_progress = bool(verbosity) and self.stdout.isatty()
        result = rerender(Article.objects.filter(pk__gt=after), self.tell)
        for line in result.failed:
            self.stderr.write(line)
        if verbosity:
            words = _("%(seen)d articles: %(changed)d changed, %(failed)d failed.")
            counts = {"seen": result.seen, "changed": result.changed, "failed": len(result.failed)}
            self.stdout.write(words % counts)
        if result.failed:
            raise SystemExit(1)

    def tell(self, done: int, total: int) -> None:
        if self.shows_progress:
            self.stdout.write(f"\r{done}/{total} ", ending="\r" if done == total else "")
            self.stdout.flush()
