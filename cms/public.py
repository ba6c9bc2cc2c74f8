"""
What makes a page public: anyone may have it, and a shared cache may keep it.

A public view never asks who is reading, so its answer is the same bytes for everyone. Only
``Cache-Control`` knows a reader who came with a session cookie: nobody else shall be handed a copy
of what the newsroom was sent (decisions 6.8).
"""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.cookie import parse_cookie
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import parse_http_date_safe
from django.views.decorators.http import require_safe


def public_page(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let ``view`` answer GET and HEAD, for shared caches, with an ETag and with 304 where that is enough."""

    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return share(request, view(request, *args, **kwargs))

    return answer


def share(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """
    Say how long ``response`` may be kept and by whom; answer 304 to a reader who has it already.

    A view that knows better how long has said so.
    """
    if settings.SESSION_COOKIE_NAME in parse_cookie(request.META.get("HTTP_COOKIE", "")):  # cms.entry took them away
        response["Cache-Control"] = "private, no-store"
    elif "Cache-Control" not in response:
        response["Cache-Control"] = f"public, max-age=0, s-maxage={settings.SHARED_CACHE_SECONDS}"
    if not isinstance(response, HttpResponse) or not response.content:
        return response
    response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    return (
        get_conditional_response(
            request,
            etag=response["ETag"],
            last_modified=parse_http_date_safe(response.get("Last-Modified", "")),
            response=response,
        )
        or response
    )
