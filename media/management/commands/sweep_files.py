from django.core.management.base import BaseCommand

from media.sweep import sweep


class Command(BaseCommand):
    help = "Put staged files in their places and remove files without a row. Safe at any time."

    def handle(self, **options):
        counts = sweep()
        self.stdout.write(f"files: {counts['seen']}, placed: {counts['placed']}, removed: {counts['removed']}")
