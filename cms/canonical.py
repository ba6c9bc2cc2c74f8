"""
One address per page (brief §3.2): NFC, lower case, trailing slash, no ``index.html``, no ``page/1``.

Runs before anything else and asks no database, so a variant of an address costs one redirect. The
newsroom, uploads and static files keep their paths as they are.
"""

import re
import unicodedata
from collections.abc import Callable
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

LONGEST_PATH = 1_000  # characters; no page of ours comes near it
CONTROL = re.compile(r"[\x00-\x1f\x7f]")
FILE_NAME = re.compile(r"\.[A-Za-z0-9]{1,8}$")


def canonical_path(path: str) -> str:
    """Return the one address under which ``path`` is served; a path with a file name keeps its case."""
    path = unicodedata.normalize("NFC", path)
    path = re.sub(r"/{2,}", "/", path)
    path = re.sub(r"/index\.html?$", "/", path, flags=re.IGNORECASE)
    path = re.sub(r"/page/0*1/?$", "/", path)
    last = path.rpartition("/")[2]
    if FILE_NAME.search(last):
        return path
    path = unicodedata.normalize("NFC", path.lower())  # which may have come apart
    return path if path.endswith("/") else f"{path}/"


class CanonicalPaths:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.as_they_are = (
            *(f"/{settings.ADMIN_PATH}/", settings.MEDIA_URL, settings.STATIC_URL),
            *("/healthz", "/readyz"),
        )

    def __call__(self, request: HttpRequest) -> HttpResponse:
        path = request.path_info
        if path.startswith(self.as_they_are) or request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        if len(path) > LONGEST_PATH or CONTROL.search(path):
            request.path_info = request.path = "/404/"  # no such page, and no database is asked for it
            return self.get_response(request)
        canonical = canonical_path(path)
        if canonical != path:
            query = request.META.get("QUERY_STRING", "")
            return HttpResponsePermanentRedirect(quote(canonical) + (f"?{query}" if query else ""))
        return self.get_response(request)
