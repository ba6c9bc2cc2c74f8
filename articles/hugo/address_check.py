"""Where readers who come with an address of the old site get: every one of them should find its article."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from articles.addresses import redirects
from articles.models import Article, Redirect
from cms.canonical import canonical_path

from .groups import is_article

AT_ONCE = 300  # articles in one question, each with two addresses
FOUND, LEADS_ON, HIDDEN, MISSING = "200", "301", "hidden", "404"


@dataclass(frozen=True)
class Address:
    """``status`` is what a reader's browser gets at ``old``: 200, 301 or 404; "hidden" where nobody may read it yet."""

    file: str
    title: str
    old: str
    new: str
    status: str

    @property
    def is_right(self) -> bool:
        return self.status != MISSING


def planned(files: Iterable[dict[str, Any]]) -> Iterator[Address]:
    """Yield the addresses of a report's articles, not checked."""
    for file in files:
        if file.get("old_address") and file["address"] and is_article(file["file"]):
            yield Address(file["file"], file["title"], file["old_address"], file["address"], "")


def checked(files: Iterable[dict[str, Any]]) -> list[Address]:
    """Return the addresses of a report's articles as they are answered now, wrong ones first."""
    found: list[Address] = []
    all_of_them = planned(files)
    while some := list(islice(all_of_them, AT_ONCE)):
        sources = {canonical_path(one.old) for one in some}
        there = Article.objects.filter(path__in=sources | {one.new for one in some})
        live = set(there.live().values_list("path", flat=True))
        known = set(there.values_list("path", flat=True))
        leads = dict(Redirect.objects.filter(source__in=sources).values_list("source", "target"))
        for one in some:
            status = _status(canonical_path(one.old), one.new, live, known, leads)
            found.append(Address(one.file, one.title, one.old, one.new, status))
    return sorted(found, key=lambda one: (one.is_right, one.old))


def _status(source: str, new: str, live: set[str], known: set[str], leads: dict[str, str]) -> str:
    if source in live:
        return FOUND
    target = redirects.path_of(leads.get(source, ""))
    if target and (target in live or target != new):
        return LEADS_ON
    if source in known or (target and target in known):
        return HIDDEN
    return MISSING
