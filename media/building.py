"""Make the files of a picture's renditions: one decoding, then step by step down."""

from collections import defaultdict
from collections.abc import Callable

from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from PIL import Image as PillowImage

from cms.tasks import later, task

from . import files
from .encoding import encoded
from .fingerprint import fingerprint
from .likeness import remember
from .models import Image
from .pixels import ONE_AT_A_TIME
from .refusals import shown
from .renditions import ROLES, Rendition, all_renditions, crop_box, crop_size

UNHURRIED = -50  # of priorities from -100 to 100; what an editor uploads has 0


@task()
def build_by_key(key: int) -> int:
    """Build what is missing of one picture; nothing when it was deleted meanwhile. Safe to run twice."""
    image = Image.objects.filter(pk=key).first()
    return build(image) if image else 0


def build_each_later(images: QuerySet[Image]) -> None:
    """Have the renditions of many pictures built, each as a task of its own, behind what editors wait for."""
    unhurried = build_by_key.using(priority=UNHURRIED)
    for key in images.order_by("pk").values_list("pk", flat=True):
        later(unhurried, key)


def build_later(image: Image) -> None:
    """Have the picture's renditions built by the worker, once the current transaction is committed."""
    later(build_by_key, image.pk)


def build(image: Image) -> int:
    """
    Make the renditions that are not there yet and return their number. Safe to repeat and to interrupt:
    each file appears whole or not at all. Raises ``FileNotFoundError`` when the master is missing.
    """
    missing = [copy for copy in all_renditions(image) if not default_storage.exists(copy.name)]
    if image.likeness is None:
        _take_fingerprint(image)
    if not missing:
        return 0
    by_role: dict[str, list[Rendition]] = defaultdict(list)
    for rendition in missing:
        by_role[rendition.role].append(rendition)
    with ONE_AT_A_TIME, files.opened(default_storage, image.file) as file, PillowImage.open(file) as master:
        _draft(master, image, list(by_role))
        for role, copies in by_role.items():
            left, top, right, bottom = crop_box(image, role)
            across, down = master.width / image.width, master.height / image.height
            _build_role(master, (left * across, top * down, right * across, bottom * down), copies)
    return len(missing)


def _take_fingerprint(image: Image) -> None:
    """Make up for a picture that came before fingerprints were taken."""
    with ONE_AT_A_TIME, files.opened(default_storage, image.file) as file, PillowImage.open(file) as master:
        image.likeness = fingerprint(master)
    Image.objects.filter(pk=image.pk).update(likeness=image.likeness)
    remember(image)


def build_missing(images: QuerySet[Image], progress: Callable[[int, int], None]) -> tuple[int, list[str]]:
    """
    Build what is missing of these pictures. ``progress`` is told how many of how many pictures are done.

    Returns the number of renditions made, and a line for each picture whose file could not be read.
    """
    total, built = images.count(), 0
    failed: list[str] = []
    for number, image in enumerate(images.order_by("pk").iterator(), start=1):
        try:
            built += build(image)
        except OSError as error:
            message = _("“%(name)s” cannot be read, and got no smaller copies: %(problem)s.")
            failed.append(message % {"name": shown(image.name), "problem": error})
        progress(number, total)
    return built, failed


def _draft(master: PillowImage.Image, image: Image, roles: list[str]) -> None:
    """Let a JPEG decode at a half, a quarter or an eighth when that is still enough for every copy."""
    need = max(min(1, max(ROLES[role].widths) / crop_size(image, role)[0]) for role in roles)
    master.draft(None, (round(image.width * need), round(image.height * need)))


def _build_role(master: PillowImage.Image, box: tuple[float, float, float, float], copies: list[Rendition]) -> None:
    source = master
    for width, height in sorted({(copy.width, copy.height) for copy in copies}, reverse=True):
        # the first step cuts and shrinks; each next one starts from the one before
        source = source.resize(
            (width, height), PillowImage.Resampling.LANCZOS, box=box if source is master else None, reducing_gap=3.0
        )
        for copy in copies:
            if copy.width == width:
                files.write(default_storage, copy.name, encoded(source, copy.extension))
