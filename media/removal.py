"""Taking away the files of a picture that is gone, or that got others. Never one that a row still names."""

import datetime

from django.core.files.storage import default_storage, storages
from django.utils import timezone

from cms.tasks import later, task

from . import files
from .claims import claimed
from .models import Image
from .renditions import FOLDER

KEPT = datetime.timedelta(hours=1)  # longer than any page that names an old address is kept by a cache


def remove_unowned(file: str, original: str) -> None:
    """Remove the master called ``file``, its renditions and the source bytes, unless another row has them."""

    def wanted() -> bool:
        return Image.objects.filter(file=file).exists()

    digest = file.rpartition("/")[2].partition(".")[0]
    copies = files.walk(default_storage, f"{FOLDER}/{digest[:2]}")
    for name in [file, *(copy for copy in copies if digest in copy)]:
        if not wanted():
            files.remove(default_storage, name, wanted=wanted)
    remove_unclaimed(original)


def remove_unclaimed(original: str) -> None:
    """Remove a file of the private storage, unless a row of any model names it."""
    if not claimed([original]):
        files.remove(storages["originals"], original, wanted=lambda: bool(claimed([original])))


@task()
def remove_unowned_files(file: str, original: str) -> None:
    """Do that as a task. Safe to run twice."""
    remove_unowned(file, original)


def remove_unowned_later(file: str, original: str) -> None:
    """
    Have them removed when no page that shows them is kept anywhere any more.

    Where the queue cannot wait, they are left to the sweep.
    """
    if remove_unowned_files.get_backend().supports_defer:
        later(remove_unowned_files.using(run_after=timezone.now() + KEPT), file, original)
