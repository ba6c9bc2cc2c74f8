"""
Masters and renditions for everybody, from wherever the storage keeps them.

Only names of our own making are looked up, the type comes from a table, and whatever a browser makes
of a file, it may run nothing (security.md S3). Originals are not here.
"""

import re
from datetime import datetime
from typing import Any, cast

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from . import files
from .encoding import FOR_EVER, TYPES
from .renditions import NAME, image_of, stand_in

MASTER = re.compile(r"o/(?P<folder>[0-9a-f]{2})/(?P=folder)[0-9a-f]{30}\.(?:jpg|png|gif)")
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "cross-origin",  # feed readers and WeChat show them on pages of their own
    "X-Content-Type-Options": "nosniff",
}
FOR_AN_HOUR = "public, max-age=3600"  # the public host of the pictures may change
FOR_A_MINUTE = "public, max-age=60"


@require_safe
def serve(request: HttpRequest, name: str) -> HttpResponseBase:
    """
    Answer with the file of that name, with the way to it where pictures have a public host of their own, or 404.

    A rendition that is not built yet is answered with a smaller form of its picture, to be asked for again soon: a
    page never waits for one, and never shows a hole.
    """
    if MASTER.fullmatch(name):
        return _answer(request, name, _modified(name), FOR_EVER)
    if NAME.fullmatch(name) and (modified := _modified(name)):
        return _answer(request, name, modified, FOR_EVER)
    image = image_of(name)
    if image is None:
        raise Http404
    instead = stand_in(image)
    modified = _modified(instead)
    return _answer(request, instead if modified else image.file, modified, FOR_A_MINUTE)


def _answer(request: HttpRequest, name: str, modified: datetime | None, kept: str) -> HttpResponseBase:
    """Answer for a file, which has no ``modified`` while it is on its way from staging to its place."""
    if modified and settings.MEDIA_PUBLIC_URL:
        away = HttpResponseRedirect(f"{settings.MEDIA_PUBLIC_URL}/{name}")
        away["Cache-Control"] = FOR_AN_HOUR if kept == FOR_EVER else kept
        away["Cross-Origin-Resource-Policy"] = HEADERS["Cross-Origin-Resource-Policy"]
        return away
    etag = f'"{name.rpartition("/")[2]}"'
    seconds = int(modified.timestamp()) if modified else None
    file = None if modified else _opened(name)
    answer: Any = get_conditional_response(request, etag=etag, last_modified=seconds)
    if answer is None:
        # Pictures are compressed already; without this, every one would go through gzip.
        request.META.pop("HTTP_ACCEPT_ENCODING", None)
        answer = FileResponse(file or _opened(name), content_type=TYPES[name.rpartition(".")[2]])
    elif file:
        file.close()
    for header, value in HEADERS.items():
        answer[header] = value
    answer["Cache-Control"] = kept
    answer["ETag"] = etag
    if seconds:
        answer["Last-Modified"] = http_date(seconds)
    return cast(HttpResponseBase, answer)


def _opened(name: str) -> File:
    try:
        return files.opened(default_storage, name)
    except FileNotFoundError:
        raise Http404 from None


def _modified(name: str) -> datetime | None:
    """Return when the file was written, or ``None`` when it is not in its place."""
    try:
        return default_storage.get_modified_time(name)
    except FileNotFoundError:
        return None
