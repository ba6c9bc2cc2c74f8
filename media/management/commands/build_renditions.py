from django.core.management.base import BaseCommand

from media.building import build
from media.models import Image


class Command(BaseCommand):
    help = "Build the renditions that are missing. Safe at any time, and to interrupt."

    def handle(self, *, verbosity, **options):
        images = Image.objects.order_by("pk")
        total, built, failed = images.count(), 0, 0
        for number, image in enumerate(images.iterator(), start=1):
            try:
                built += build(image)
            except OSError as error:
                failed += 1
                self.stderr.write(f"{image.name}: {error}")
            if verbosity and self.stdout.isatty():
                self.stdout.write(f"\r{number}/{total}", ending="")
        if verbosity and self.stdout.isatty():
            self.stdout.write("")
        self.stdout.write(f"images: {total}, renditions built: {built}, failed: {failed}")
        if failed:
            raise SystemExit(1)
