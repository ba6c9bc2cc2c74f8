"""
What a reader gets at an address of this site, found without a network: the site's own views are asked.

An address on another site is named and never fetched.
"""

from dataclasses import dataclass
from urllib.parse import quote, unquote, urljoin, urlsplit

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest
from django.urls import Resolver404, resolve

from cms.canonical import CONTROL, LONGEST_PATH, canonical_path

MOST_STEPS = 10  # browsers give up after 20


@dataclass(frozen=True)
class Step:
    """One answer: ``status`` at ``address``; ``target`` where it leads on, "" otherwise. Status 0: not ours to ask."""

    address: str
    status: int
    target: str = ""


def is_page(path: str) -> bool:
    """Say whether the site answers ``path`` with a page of its own now."""
    return belongs_to_machines(path) or answer(path).status == 200


def follow(address: str) -> list[Step]:
    """Return the answers that a browser gets, one after the other; the last has no target, unless there is no end."""
    steps: list[Step] = []
    while len(steps) < MOST_STEPS:
        path = _path_here(address)
        if not path or belongs_to_machines(path):
            return [*steps, Step(address, 0)]
        canonical = canonical_path(path)
        step = answer(path) if canonical == path else Step(path, 301, quote(canonical))
        steps.append(step)
        if not step.target:
            break
        address = urljoin(quote(path), step.target)
    return steps


def answer(path: str) -> Step:
    """Return the site's answer to a path that is in its canonical form."""
    if len(path) > LONGEST_PATH or CONTROL.search(path):
        return Step(path, 404)
    request = HttpRequest()
    request.method, request.path, request.path_info = "GET", path, path
    try:
        found = resolve(path)
        response = found.func(request, *found.args, **found.kwargs)
    except (Resolver404, Http404):
        return Step(path, 404)
    if isinstance(response, FileResponse) and response.file_to_stream:
        response.file_to_stream.close()  # not the response: that would say that this request is over
    return Step(path, response.status_code, response.headers.get("Location", ""))


def _path_here(address: str) -> str:
    """Return the decoded path of an address of this site, "" for another site's or none."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.netloc and (parts.scheme, parts.netloc) != urlsplit(settings.SITE_URL)[:2]:
        return ""
    path = unquote(parts.path) or ("/" if parts.netloc else "")
    return path if path.startswith("/") else ""


def belongs_to_machines(path: str) -> bool:
    """Say whether the table of redirects is never asked for ``path``: the newsroom, uploads, static files, health."""
    own = (f"/{settings.ADMIN_PATH}/", settings.MEDIA_URL, settings.STATIC_URL, "/healthz", "/readyz")
    return path.startswith(own)
