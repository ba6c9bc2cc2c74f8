"""
Files that stay together with their rows.

A file is written whole under a staging name, flushed to the disk, and moved to its place once the row
that names it is committed. A crash leaves at worst a staged file, which ``opened`` still finds and the
sweep later puts in its place or removes. A file is never removed while a row may be about to name it:
``remove`` takes it out of its place first, asks again, and puts it back if need be.

A storage is a folder of this machine, where the move is one rename, or a bucket (``media.buckets``), where the store
itself copies; on both, what has the name before is replaced in one step.
"""

import os
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol, cast

from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, Storage

STAGING = "staging"


class Bucket(Protocol):
    """What a storage knows of itself that is no folder of this machine."""

    def move(self, old: str, new: str) -> None: ...

    def names(self, folder: str) -> Iterator[str]: ...


def write(storage: Storage, name: str, data: bytes) -> None:
    """Put ``data`` in its place at once; nobody ever sees a part of it."""
    if isinstance(storage, FileSystemStorage):
        place(storage, stage(storage, name, data), name)
    else:
        storage.save(name, ContentFile(data))


def stage(storage: Storage, name: str, data: bytes) -> str:
    """Keep ``data``, meant for ``name``, safe in the storage under a name of its own, and return that."""
    staged = f"{STAGING}/{name.replace('/', '~')}~{secrets.token_hex(8)}"
    if not isinstance(storage, FileSystemStorage):
        return storage.save(staged, ContentFile(data))
    path = Path(storage.path(staged))
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if storage.file_permissions_mode is not None:
            path.chmod(storage.file_permissions_mode)
    except OSError:
        path.unlink(missing_ok=True)
        raise
    return staged


def meant_for(staged: str) -> str:
    """Return the name for which a staged file is kept."""
    return staged.removeprefix(f"{STAGING}/").rpartition("~")[0].replace("~", "/")


def place(storage: Storage, staged: str, name: str) -> None:
    """Move a staged file to its place, over what is there. Harmless when the sweep did it already."""
    try:
        move(storage, staged, name)
    except FileNotFoundError:
        if not storage.exists(name):
            raise


def move(storage: Storage, old: str, new: str) -> None:
    """Give a file another name, replacing what has it. Raises ``FileNotFoundError``."""
    if isinstance(storage, FileSystemStorage):
        source, target = Path(storage.path(old)), Path(storage.path(new))
        target.parent.mkdir(parents=True, exist_ok=True)
        source.replace(target)
        _flush_folder(target.parent)
        return
    cast("Bucket", storage).move(old, new)


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove(storage: Storage, name: str, *, wanted: Callable[[], bool]) -> bool:
    """
    Remove a file unless ``wanted`` says, once it is out of its place, that a row names it again.

    Whoever is just bringing the same file has a staged copy and moves that in after its commit, so no
    order of events loses a file that a row names. Return whether it is gone.
    """
    aside = f"{STAGING}/{name.replace('/', '~')}~{secrets.token_hex(8)}"
    try:
        if isinstance(storage, FileSystemStorage):
            Path(storage.path(aside)).parent.mkdir(parents=True, exist_ok=True)
        move(storage, name, aside)
    except FileNotFoundError:
        return False
    if wanted():
        place(storage, aside, name)
        return False
    storage.delete(aside)
    return True


def opened(storage: Storage, name: str) -> File:
    """Open a file for reading, also in the moment between commit and move. Raises ``FileNotFoundError``."""
    try:
        return storage.open(name)
    except FileNotFoundError:
        for staged in staged_for(storage, name):
            return storage.open(staged)
        raise


def staged_for(storage: Storage, name: str) -> Iterator[str]:
    """Yield the staged files that are kept for ``name``."""
    return (staged for staged in walk(storage, STAGING) if meant_for(staged) == name)


def walk(storage: Storage, folder: str = "") -> Iterator[str]:
    """Yield the name of every file below ``folder``; nothing when there is no such folder."""
    if not isinstance(storage, FileSystemStorage):
        yield from cast("Bucket", storage).names(folder)
        return
    try:
        folders, names = storage.listdir(folder)
    except FileNotFoundError:
        return
    prefix = f"{folder}/" if folder else ""
    for name in sorted(names):
        yield f"{prefix}{name}"
    for name in sorted(folders):
        yield from walk(storage, f"{prefix}{name}")
