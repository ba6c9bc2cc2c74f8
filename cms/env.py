"""
What the environment says, read once and checked at once.

A wrong value stops the start with one message that names every wrong variable, so an operator
mends them in one go.
"""

import os
import re
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE, FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}
S3_NEEDED = ["S3_ENDPOINT", "S3_BUCKET", "S3_PRIVATE_BUCKET", "S3_ACCESS_KEY", "S3_SECRET_KEY"]
REMEMBERED = 10_000  # entries of a cache in memory; the oldest make room
CACHE_PATIENCE = 0.25  # seconds that a page waits for the shared cache
S3_FURTHER = ["S3_REGION", "S3_ADDRESSING", "S3_PUBLIC_URL"]
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
ADDRESSING = ["auto", "path", "virtual"]
PUBLIC_URL = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._~-]+)*")  # it becomes part of a header
SQLITE_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA journal_size_limit=67108864;"


class MailServer(NamedTuple):
    """Where mail is handed over; no ``host``: nowhere."""

    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    starts_tls: bool = False
    tls: bool = False
    sender: str = ""


def read_dotenv(path: Path) -> dict[str, str]:
    """Return the ``NAME=value`` lines of a ``.env`` file; comments and blank lines are skipped."""
    if not path.is_file():
        return {}
    pairs = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        name, equals, value = line.strip().partition("=")
        if equals and not name.startswith("#"):
            pairs[name.strip()] = value.strip().strip("\"'")
    return pairs


class Environment:
    """Typed access to the variables; collects mistakes until ``raise_mistakes()``."""

    def __init__(self, variables: Mapping[str, str] | None = None, dotenv: Path | None = None) -> None:
        real = os.environ if variables is None else variables
        self.variables = {**(read_dotenv(dotenv) if dotenv else {}), **real}
        self.mistakes: list[str] = []

    def text(self, name: str, default: str = "") -> str:
        return self.variables.get(name, "").strip() or default

    def secret(self, name: str, file: Path, default: str) -> str:
        """Return the variable, else the content of ``file`` (which ``dev.py up`` writes), else the default."""
        return self.text(name) or (file.read_text().strip() if file.is_file() else default)

    def flag(self, name: str, *, default: bool = False) -> bool:
        value = self.variables.get(name, "").strip().lower()
        if value not in TRUE | FALSE:
            self.mistakes.append(f"{name} is “{value}”; write 1 or 0.")
        return value in TRUE if value else default

    def count(self, name: str) -> int:
        """Return a small whole number, 0 where the variable is not set."""
        value = self.text(name, "0")
        if not (value.isascii() and value.isdigit() and len(value) < 3):
            self.mistakes.append(f"{name} is “{value}”; write a number, such as 1.")
            return 0
        return int(value)

    def words(self, name: str, default: str = "") -> list[str]:
        """Return a comma-separated list without blanks."""
        return [word.strip() for word in self.text(name, default).split(",") if word.strip()]

    def site_url(self, name: str, default: str) -> str:
        """Return ``https://host[:port]`` without a trailing slash."""
        value = self.text(name, default).rstrip("/")
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path:
            self.mistakes.append(f"{name} is “{value}”; write it like https://news.example.cn")
        return value

    def database(self, name: str, default: str) -> dict[str, object]:
        """Return Django's ``DATABASES`` entry for ``sqlite:///path`` or ``postgres://user@host/name``."""
        value = self.text(name, default)
        parts = urlsplit(value)
        path = unquote(parts.path)[1:]
        if parts.scheme == "sqlite":
            return {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": path,
                "OPTIONS": {
                    "init_command": SQLITE_PRAGMAS,
                    "transaction_mode": "IMMEDIATE",
                    "timeout": 20,
                },
            }
        if parts.scheme not in {"postgres", "postgresql"} or not path:
            self.mistakes.append(
                f"{name} cannot be read; write sqlite:////path/to/file or postgres://user:password@host/name"
            )
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": path,
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": parts.port or "",
            "OPTIONS": dict(parse_qsl(parts.query)),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }

    def mail(self, name: str) -> MailServer:
        """
        Return how mail goes out: ``smtp+tls://user:password@host:587?from=news@example.cn``.

        ``smtps`` speaks TLS from the start, ``smtp+tls`` after it was greeted, ``smtp`` never. Empty: no mail.
        """
        value = self.text(name)
        parts = urlsplit(value)
        server = MailServer()
        try:
            port = parts.port
        except ValueError:
            port = 0
        ports = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
        if value and (parts.scheme not in ports or not parts.hostname or port == 0 or parts.path.strip("/")):
            self.mistakes.append(f"{name} cannot be read; write smtp+tls://user:password@host:587?from=news@example.cn")
        elif value:
            sender = dict(parse_qsl(parts.query)).get("from", "")
            if parts.password and parts.scheme == "smtp" and parts.hostname not in LOOPBACK:
                self.mistakes.append(f"{name} would send the password in the open; write smtp+tls:// or smtps://")
            if "@" not in sender or len(sender.split()) != 1:
                self.mistakes.append(f"{name} names no sender; add ?from=news@example.cn")
            server = MailServer(
                host=parts.hostname or "",
                port=port or ports[parts.scheme],
                user=unquote(parts.username or ""),
                password=unquote(parts.password or ""),
                starts_tls=parts.scheme == "smtp+tls",
                tls=parts.scheme == "smtps",
                sender=sender,
            )
        return server

    def caches(self, name: str) -> dict[str, dict[str, Any]]:
        """Return ``CACHES``: ``process``, in this process's memory, and ``default``, shared where a Redis is named."""
        memory = "django.core.cache.backends.locmem.LocMemCache"
        own = {"BACKEND": memory, "LOCATION": "process", "OPTIONS": {"MAX_ENTRIES": REMEMBERED}}
        value = self.text(name)
        if not value:
            return {"default": own, "process": own}
        parts = urlsplit(value)
        if parts.scheme not in {"redis", "rediss"} or not parts.hostname:
            self.mistakes.append(f"{name} cannot be read; write redis://user:password@host:6379/0")
        elif find_spec("redis") is None:
            self.mistakes.append(
                f"{name} is set, but the package for it is not installed. `python3 dev.py up` installs it; by hand: "
                "pip install --require-hashes -r requirements/redis.txt"
            )
        patience = {"socket_connect_timeout": CACHE_PATIENCE, "socket_timeout": CACHE_PATIENCE}
        shared = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": value, "OPTIONS": patience}
        return {"default": {**shared, "KEY_PREFIX": "shequ"}, "process": own}

    def buckets(self) -> dict[str, dict[str, Any]]:
        """Return ``default`` and ``originals`` of ``STORAGES`` for S3; nothing when no variable asks for it."""
        if not any(map(self.text, S3_NEEDED + S3_FURTHER)):
            return {}
        if missing := [name for name in S3_NEEDED if not self.text(name)]:
            self.mistakes.append(
                f"{', '.join(missing)} missing: pictures and files in S3 need all of {', '.join(S3_NEEDED)}; "
                "without any S3_… variable they are kept in VAR_DIR."
            )
            return {}
        if find_spec("storages") is None or find_spec("boto3") is None:
            self.mistakes.append(
                "S3_… is set, but the packages for it are not installed. `python3 dev.py up` installs them; by hand: "
                "pip install --require-hashes -r requirements/s3.txt"
            )
        if self.text("S3_BUCKET") == self.text("S3_PRIVATE_BUCKET"):
            self.mistakes.append(
                "S3_PRIVATE_BUCKET is the same as S3_BUCKET; files as they came, with all that a camera wrote into "
                "them, need a bucket that nobody else reads."
            )
        if (addressing := self.text("S3_ADDRESSING", "auto")) not in ADDRESSING:
            self.mistakes.append(f"S3_ADDRESSING is “{addressing}”; write {', '.join(ADDRESSING)}.")
        options = {
            "endpoint_url": self.site_url("S3_ENDPOINT", ""),
            "region_name": self.text("S3_REGION", "us-east-1"),  # what stores expect that have no regions
            "access_key": self.text("S3_ACCESS_KEY"),
            "secret_key": self.text("S3_SECRET_KEY"),
            "addressing_style": addressing,
        }
        names = {"default": "S3_BUCKET", "originals": "S3_PRIVATE_BUCKET"}
        return {
            alias: {
                "BACKEND": "media.buckets.BucketStorage",
                "OPTIONS": {**options, "bucket_name": self.text(name)},
            }
            for alias, name in names.items()
        }

    def public_url(self, name: str) -> str:
        """Return ``https://host[/path]`` without a trailing slash, or nothing."""
        value = self.text(name).rstrip("/")
        if value and not PUBLIC_URL.fullmatch(value):
            self.mistakes.append(f"{name} is “{value}”; write it like https://pictures.example.cn")
        return value

    def raise_mistakes(self) -> None:
        """Raise ``ImproperlyConfigured`` naming every wrong variable, if there are any."""
        if self.mistakes:
            raise ImproperlyConfigured("The environment (or .env) needs mending:\n  - " + "\n  - ".join(self.mistakes))
