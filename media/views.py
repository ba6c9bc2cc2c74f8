"""
Masters and renditions for everybody, from wherever the storage keeps them.

Only names of our own making are looked up, the type comes from a table, and whatever a browser makes
of a file, it may run nothing (security.md S3). Originals are not here.
"""

import re
from datetime import datetime
from typing import Any, cast

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from . import files
from .renditions import NAME, image_of

MASTER = re.compile(r"o/(?P<folder>[0-9a-f]{2})/(?P=folder)[0-9a-f]{30}\.(?:jpg|png|gif)")
TYPES = {"jpg": "image/jpeg", "png": "image/png", "gif": "image/gif", "webp": "image/webp"}
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "cross-origin",  # feed readers and WeChat show them on pages of their own
    "X-Content-Type-Options": "nosniff",
}
FOR_EVER = "public, max-age=31536000, immutable"  # a name stands for its bytes
FOR_A_MINUTE = "public, max-age=60"


@require_safe
def serve(request: HttpRequest, name: str) -> HttpResponseBase:
    """
    Answer with the file of that name, or 404.

    A rendition that is not built yet is answered with its master, to be asked for again soon: a page
    never waits for one, and never shows a hole.
    """
    if MASTER.fullmatch(name) or (NAME.fullmatch(name) and default_storage.exists(name)):
        return _answer(request, name, FOR_EVER)
    image = image_of(name)
    if image is None:
        raise Http404
    return _answer(request, image.file, FOR_A_MINUTE)


def _answer(request: HttpRequest, name: str, kept: str) -> HttpResponseBase:
    try:
        file = files.opened(default_storage, name)
    except FileNotFoundError:
        raise Http404 from None
    # Pictures are compressed already; without this, every one would go through gzip.
    request.META.pop("HTTP_ACCEPT_ENCODING", None)
    response: Any = FileResponse(file, content_type=TYPES[name.rpartition(".")[2]])
    etag = f'"{name.rpartition("/")[2]}"'
    for header, value in HEADERS.items():
        response[header] = value
    response["Cache-Control"] = kept
    response["ETag"] = etag
    modified = _modified(name)
    if modified:
        response["Last-Modified"] = http_date(modified.timestamp())
    answer = get_conditional_response(
        request, etag=etag, last_modified=int(modified.timestamp()) if modified else None, response=response
    )
    if answer is not response:
        file.close()
    return cast(HttpResponseBase, answer)  # None is for callers that bring no response


def _modified(name: str) -> datetime | None:
    """Return when the file was written, or ``None`` while it is on its way from staging to its place."""
    try:
        return default_storage.get_modified_time(name)
    except FileNotFoundError:
        return None
