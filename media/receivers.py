"""What happens to a picture's files when its row changes. All of it after the commit."""

from functools import partial

from django.core.files.storage import default_storage, storages
from django.db import transaction

from . import files
from .building import build
from .claims import claimed
from .models import Image
from .renditions import FOLDER


def build_new_renditions(sender, instance, created, raw, **kwargs):
    """A moved focal point makes new addresses; intake itself builds those of a new picture."""
    if not created and not raw:
        transaction.on_commit(partial(build, instance), robust=True)


def remove_files(sender, instance, **kwargs):
    """A deleted picture is gone at once, unless another row shares its bytes."""
    transaction.on_commit(partial(_remove, instance), robust=True)


def _remove(image):
    def wanted():
        return Image.objects.filter(file=image.file).exists()

    copies = files.walk(default_storage, f"{FOLDER}/{image.digest[:2]}")
    for name in [image.file, *(copy for copy in copies if image.digest in copy)]:
        if not wanted():
            files.remove(default_storage, name, wanted=wanted)
    if not claimed([image.original]):
        files.remove(storages["originals"], image.original, wanted=lambda: bool(claimed([image.original])))
