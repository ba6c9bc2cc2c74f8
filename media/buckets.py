"""
Pictures and files in a bucket of an S3-compatible store, for ``media.files``. Needs the extra ``s3``.

A store may be away as no disk ever is. Every method says so with ``StoreAway`` (``cms.disk``). The server's few threads
are needed for the pages, so only half of them wait for a store at a time, and after a try that got no answer the next
ones fail at once for a few seconds.
"""

import errno
import logging
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import Any

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import File
from storages.backends.s3 import S3Storage

from cms.disk import StoreAway

from .encoding import FOR_EVER, TYPES
from .files import STAGING, meant_for

LOG = logging.getLogger(__name__)
CONNECT_SECONDS, ANSWER_SECONDS, TRIES = 2, 5, 2
PAUSE_SECONDS = 5  # without a new try after one that got no answer
AT_ONCE, TURN_SECONDS = 2, 1  # questions of this process that wait for an answer; how long another waits for its turn
IN_MEMORY = 2 * 1024 * 1024  # bytes of an open file; what is longer waits in a temporary file
ONE_REQUEST = 1024**3  # bytes; a file is sent whole or not at all, so a crash leaves no parts that nobody lists
NOT_THERE = {"404", "NoSuchKey", "NotFound"}

MAKING, SESSION = threading.Lock(), boto3.Session()
TURNS = threading.BoundedSemaphore(AT_ONCE)


class BucketStorage(S3Storage):
    """
    One bucket. ``bucket_name``, ``endpoint_url``, ``region_name``, ``access_key``, ``secret_key``: as django-storages
    has them. ``addressing_style``: ``path``, ``virtual`` (the bucket is part of the host), or ``auto``.
    """

    def __init__(self, *, addressing_style: str = "auto", **options: Any) -> None:
        super().__init__(
            **options,
            client_config=Config(
                connect_timeout=CONNECT_SECONDS,
                read_timeout=ANSWER_SECONDS,
                retries={"total_max_attempts": TRIES, "mode": "standard"},
                s3={"addressing_style": addressing_style},
                signature_version="s3v4",
                # The checksums of newer clients are unknown to many stores that are not Amazon's.
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
            transfer_config=TransferConfig(multipart_threshold=ONE_REQUEST, use_threads=False),
        )
        self.paused_until = 0.0
        self.shared: Any = None

    @property
    def connection(self) -> Any:
        """The one of this process. Threads may share it, and 13 MB for each of them and each bucket would be a lot."""
        with MAKING:
            if self.shared is None:
                self.shared = SESSION.resource(
                    "s3",
                    endpoint_url=self.endpoint_url,
                    region_name=self.region_name,
                    aws_access_key_id=self.access_key,
                    aws_secret_access_key=self.secret_key,
                    config=self.client_config,
                )
        return self.shared

    @contextmanager
    def asked(self, name: str) -> Iterator[None]:
        """Ask when it is our turn, and not in a pause. Raises ``FileNotFoundError`` and ``StoreAway``."""
        if not TURNS.acquire(timeout=TURN_SECONDS):
            raise StoreAway(f"{self.endpoint_url} keeps others waiting")
        try:
            self.mind_the_pause()
            with self.plainly(name):
                yield
        finally:
            TURNS.release()

    def mind_the_pause(self) -> None:
        now = time.monotonic()
        if now < self.paused_until:
            raise StoreAway(f"{self.endpoint_url} did not answer a moment ago")
        if self.paused_until:
            self.paused_until = now + PAUSE_SECONDS  # this one tries; the others still need not wait

    @contextmanager
    def plainly(self, name: str) -> Iterator[None]:
        """Turn what the client says into ``FileNotFoundError`` or ``StoreAway``."""
        try:
            yield
        except ClientError as error:
            self.paused_until = 0.0
            if error.response["Error"]["Code"] in NOT_THERE:
                raise FileNotFoundError(errno.ENOENT, "No such file in the bucket", name) from error
            raise self.away(error) from error
        except BotoCoreError as error:
            self.paused_until = time.monotonic() + PAUSE_SECONDS
            raise self.away(error) from error
        self.paused_until = 0.0

    def away(self, error: Exception) -> StoreAway:
        """Return the exception for what the client reports, and tell the log why."""
        LOG.error("The store of pictures and files: %s, bucket %s: %s", self.endpoint_url, self.bucket_name, error)
        return StoreAway(str(error))

    def get_object_parameters(self, name: str) -> dict[str, str]:
        """Say what a file is also to those who fetch it from the bucket itself."""
        target = meant_for(name) if name.startswith(f"{STAGING}/") else name
        kind = TYPES.get(target.rpartition(".")[2])
        return {"ContentType": kind, "CacheControl": FOR_EVER} if kind else {"ContentType": self.default_content_type}

    def move(self, old: str, new: str) -> None:
        """Give a file another name, replacing what has it. The bytes stay in the store."""
        with self.asked(old):
            self.bucket.Object(new).copy_from(CopySource={"Bucket": self.bucket_name, "Key": old})
            self.bucket.Object(old).delete()

    def names(self, folder: str = "") -> Iterator[str]:
        """Yield the name of every file below ``folder``, a thousand to a request."""
        pages = iter(self.bucket.objects.filter(Prefix=f"{folder}/" if folder else "").pages())
        while True:
            with self.asked(folder):
                page = next(pages, None)
            if page is None:
                return
            # a key with a slash at its end is a "folder" that somebody made in the store's own console
            yield from (found.key for found in page if not found.key.endswith("/"))

    def _open(self, name: str, mode: str = "rb") -> File:
        """Fetch the whole file at once: a store that goes away is noticed here, and not in the middle of an answer."""
        fetched: Any = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 -- whoever asked for the file closes it
        try:
            with self.asked(name):
                found = self.bucket.Object(name).get()
            with self.plainly(name):  # a long file on its way keeps nobody from asking
                shutil.copyfileobj(found["Body"], fetched)
        except OSError:
            fetched.close()
            raise
        fetched.seek(0)
        return File(fetched, name)

    def _save(self, name: str, content: File) -> str:
        with self.asked(name):
            return super()._save(name, content)

    def delete(self, name: str) -> None:
        with self.asked(name):
            super().delete(name)

    def exists(self, name: str) -> bool:
        with self.asked(name):
            return super().exists(name)

    def size(self, name: str) -> int:
        with self.asked(name):
            return self.bucket.Object(name).content_length

    def get_modified_time(self, name: str) -> datetime:
        with self.asked(name):
            return super().get_modified_time(name)
