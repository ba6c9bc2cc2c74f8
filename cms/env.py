"""
What the environment says, read once and checked at once.

A wrong value stops the start with one message that names every wrong variable, so an operator
mends them in one go.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE, FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}
SQLITE_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA journal_size_limit=67108864;"


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

    def raise_mistakes(self) -> None:
        """Raise ``ImproperlyConfigured`` naming every wrong variable, if there are any."""
        if self.mistakes:
            raise ImproperlyConfigured("The environment (or .env) needs mending:\n  - " + "\n  - ".join(self.mistakes))
