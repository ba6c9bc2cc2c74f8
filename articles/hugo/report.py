"""What an import says about every file of the old site: for a terminal, and as JSON."""

import enum
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext as _


class Level(enum.StrEnum):
    WARNING = "warning"
    ERROR = "error"


class Outcome(enum.StrEnum):
    """How one file ended."""

    IMPORTED = "imported"
    WARNED = "imported with warnings"
    REJECTED = "rejected"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """
    One thing to know about one file.

    ``code`` never changes, whatever the language of the message. ``line`` is the first line it is
    about, from 1; 0 when it is about the file as a whole. ``lines`` holds all of them where several
    findings of one kind are put together, and ``count`` says how many.
    """

    code: str
    message: str
    level: Level = Level.WARNING
    line: int = 0
    key: str = ""
    suggestion: str = ""
    count: int = 1
    lines: tuple[int, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "level": self.level.value, "lines": list(self.lines)}


class Rejected(Exception):
    """This file can not be imported; ``finding`` says why and what to do."""

    def __init__(self, finding: Finding):
        super().__init__(finding.message)
        self.finding = finding


def rejected(code: str, message: str, **details: Any) -> Rejected:
    """Return the exception for a file that is refused, to be raised by the caller."""
    return Rejected(Finding(code=code, message=message, level=Level.ERROR, **details))


@dataclass
class FileReport:
    """One file of the old site and how it ended. ``old`` is the path of the article there, ``address`` that here."""

    path: str
    findings: list[Finding] = field(default_factory=list)
    title: str = ""
    address: str = ""
    state: str = ""
    unchanged: bool = False
    is_served: bool = False
    old: str = ""

    @property
    def outcome(self) -> Outcome:
        if any(finding.level is Level.ERROR for finding in self.findings):
            return Outcome.REJECTED
        if self.unchanged:
            return Outcome.UNCHANGED
        return Outcome.WARNED if self.findings else Outcome.IMPORTED

    def add(self, findings: Iterable[Finding]) -> None:
        self.findings.extend(findings)

    def lines(self) -> Iterator[str]:
        """Yield one line per finding: ``path:line: [code] message. suggestion``."""
        for found in sorted(self.findings, key=lambda found: found.line):
            place = f"{self.path}:{found.line}" if found.line else self.path
            key = f" {found.key}:" if found.key else ""
            advice = f" → {found.suggestion}" if found.suggestion else ""
            yield f"{place}: [{found.code}]{key} {found.message}{advice}"

    def as_json(self) -> dict[str, Any]:
        return {
            "file": self.path,
            "outcome": self.outcome.value,
            "title": self.title,
            "address": self.address,
            "old_address": self.old,
            "state": self.state,
            "findings": [found.as_json() for found in self.findings],
        }


@dataclass
class Report:
    """One run of the import."""

    site: str
    dry_run: bool = False
    files: list[FileReport] = field(default_factory=list)
    kept: int = 0

    @property
    def counts(self) -> Counter[Outcome]:
        return Counter(file.outcome for file in self.files)

    @property
    def codes(self) -> Counter[str]:
        return Counter(found.code for file in self.files for found in file.findings)

    @property
    def served(self) -> list[FileReport]:
        """Return the files of ``static/`` that texts link to and that readers get at their old address."""
        return [file for file in self.files if file.is_served]

    @property
    def has_rejected(self) -> bool:
        return self.counts[Outcome.REJECTED] > 0

    def summary(self) -> str:
        """Return the last line of a run: how many files, and how they ended."""
        counts = self.counts
        words = _(
            "%(total)d files: %(imported)d imported, %(warned)d imported with warnings, "
            "%(unchanged)d unchanged, %(rejected)d rejected."
        ) % {
            "total": len(self.files),
            "imported": counts[Outcome.IMPORTED],
            "warned": counts[Outcome.WARNED],
            "unchanged": counts[Outcome.UNCHANGED],
            "rejected": counts[Outcome.REJECTED],
        }
        return f"{words} {_('This was a dry run: nothing was written.')}" if self.dry_run else words

    def as_json(self) -> dict[str, Any]:
        return {
            "site": self.site,
            "dry_run": self.dry_run,
            "counts": {outcome.value: self.counts[outcome] for outcome in Outcome},
            "findings": dict(self.codes.most_common()),
            "kept": self.kept,
            "files": [file.as_json() for file in self.files],
        }
