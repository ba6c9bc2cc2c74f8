"""
What may come in: looked at before anything reads a request, so that nothing behind trips over it.

Readers' pages never see a cookie. A page that looked at one, even at junk, would have to say so with
``Vary: Cookie``, and no shared cache could keep it (security.md S5).
"""

import re
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig
from django.http import HttpRequest, HttpResponse

SESSION_KEY = re.compile(r"[0-9a-z]{32}")  # as Django makes them
UTF_8 = {"utf-8", "utf8"}
GREATEST_PORT = 65_535


class Entry:
    """
    Refuse a host that is not ours, a form in another encoding than UTF-8, and a body that is too long.

    Pictures, attachments and old sites are sent to their own parts of the newsroom; a form anywhere else ends where
    Django's own limit does.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.newsroom = f"/{settings.ADMIN_PATH}/"
        library, attachments, sites = "media/.*", "articles/article/[^/]+/files/", "articles/importrun/add/"
        self.takes_files = re.compile(f"{re.escape(self.newsroom)}(?:{library}|{attachments}|{sites})", re.DOTALL)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        port = request.get_host().rpartition("]")[2].partition(":")[2]
        if port and int(port) > GREATEST_PORT:
            raise BadRequest("a port that is none")
        if (request.encoding or "utf-8").lower() not in UTF_8:
            raise BadRequest("a form in another encoding")
        if body_length(request) > self.longest_body(request.path_info):
            raise RequestDataTooBig
        if not request.path_info.startswith(self.newsroom):
            request.COOKIES = {}
        elif not SESSION_KEY.fullmatch(request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")):
            request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)  # PostgreSQL, asked for a NUL, would fail
        return self.get_response(request)

    def longest_body(self, path: str) -> int:
        """Return how many bytes may be sent to this address."""
        takes_files = self.takes_files.fullmatch(path)
        return settings.UPLOAD_MAX_BYTES if takes_files else settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def body_length(request: HttpRequest) -> int:
    """Return the length that a request says its body has."""
    length = request.META.get("CONTENT_LENGTH") or ""
    return int(length) if length.isascii() and length.isdigit() and len(length) < 20 else 0
