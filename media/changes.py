"""
Telling the neighbours that pictures changed: their words, their focal point or their file.

The library does not know who shows its pictures; whoever keeps something made of them listens to ``picture_changed``.
"""

from collections.abc import Iterable

from django.dispatch import Signal

from cms.tasks import after_commit

from .models import Image

picture_changed = Signal()  # images: list[Image]


def announce(images: Iterable[Image]) -> None:
    """Tell once, after the commit, that these pictures are not what they were."""
    changed = list(images)
    if changed:
        after_commit(picture_changed.send_robust, sender=Image, images=changed)
