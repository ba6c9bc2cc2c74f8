"""
Put right what a crash or a rollback left among the files. Safe at any time.

A file without a row goes once it is an hour old; a staged file whose row is there, but whose place is
empty, is moved in. Only names of our own making are touched.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import timedelta
from itertools import islice

from django.core.files.storage import Storage, default_storage, storages
from django.utils import timezone

from . import files
from .claims import claimed
from .models import Image
from .renditions import FOLDER, NAME, all_renditions

GRACE = timedelta(hours=1)  # longer than any transaction that keeps a picture
BATCH = 500  # names per query
MASTER = re.compile(r"o/[0-9a-f]{2}/([0-9a-f]{32})\.(?:jpg|png|gif)")
ORIGINAL = re.compile(r"[0-9a-f]{2}/([0-9a-f]{64})")

Wanted = Callable[[Collection[str]], set[str]]


def sweep() -> Counter[str]:
    """Sweep both storages and return how many files were ``seen``, ``placed`` and ``removed``."""
    counts: Counter[str] = Counter()
    originals = storages["originals"]
    for storage, wanted in [(default_storage, _public_wanted), (originals, claimed)]:
        counts += _sweep_staging(storage, wanted)
    counts += _sweep_places(default_storage, files.walk(default_storage, "o"), MASTER, _public_wanted)
    counts += _sweep_places(default_storage, files.walk(default_storage, FOLDER), NAME, _public_wanted)
    counts += _sweep_places(originals, files.walk(originals), ORIGINAL, claimed)
    return counts


def _public_wanted(names: Collection[str]) -> set[str]:
    """Return those of the masters' and renditions' names that a row stands for now."""
    digests = {name.rpartition("/")[2][:32] for name in names}
    masters = [f"o/{digest[:2]}/{digest}.{extension}" for digest in digests for extension in ("jpg", "png", "gif")]
    wanted = set()
    for image in Image.objects.filter(file__in=masters):
        wanted |= {image.file, *(copy.name for copy in all_renditions(image))}
    return wanted & set(names)


def _is_old(storage: Storage, name: str) -> bool:
    try:
        return timezone.now() - storage.get_modified_time(name) > GRACE
    except FileNotFoundError:
        return False  # somebody else took care of it


def _batches(names: Iterable[str]) -> Iterator[list[str]]:
    names = iter(names)
    while batch := list(islice(names, BATCH)):
        yield batch


def _sweep_places(storage: Storage, names: Iterable[str], ours: re.Pattern[str], wanted: Wanted) -> Counter[str]:
    counts: Counter[str] = Counter()
    for batch in _batches(name for name in names if ours.fullmatch(name)):
        counts["seen"] += len(batch)
        for name in sorted(set(batch) - wanted(batch)):

            def still_wanted(name: str = name) -> bool:
                return bool(wanted([name]))

            if _is_old(storage, name) and files.remove(storage, name, wanted=still_wanted):
                counts["removed"] += 1
    return counts


def _sweep_staging(storage: Storage, wanted: Wanted) -> Counter[str]:
    counts: Counter[str] = Counter()
    for staged in list(files.walk(storage, files.STAGING)):
        name = files.meant_for(staged)
        if wanted([name]) and not storage.exists(name) and _is_whole(storage, staged, name):
            files.place(storage, staged, name)
            counts["placed"] += 1  # and seen in its place
            continue
        counts["seen"] += 1
        if _is_old(storage, staged):
            storage.delete(staged)
            counts["removed"] += 1
    return counts


def _is_whole(storage: Storage, staged: str, name: str) -> bool:
    """Whether a staged file is what its name says. A rendition's name does not say: it is built anew instead."""
    match = MASTER.fullmatch(name) or ORIGINAL.fullmatch(name)
    if not match:
        return False
    try:
        with storage.open(staged) as file:
            return hashlib.sha256(file.read()).hexdigest().startswith(match[1])
    except FileNotFoundError:
        return False
