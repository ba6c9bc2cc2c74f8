from django.core.management.base import BaseCommand, CommandError

from cms.disk import StoreAway
from media.sweep import sweep


class Command(BaseCommand):
    help = "Put staged files in their places and remove files without a row. Safe at any time."

    def handle(self, **options):
        try:
            counts = sweep()
        except StoreAway as error:
            raise CommandError(f"The store of pictures and files gives no answer: {error}") from error
        self.stdout.write(f"files: {counts['seen']}, placed: {counts['placed']}, removed: {counts['removed']}")
