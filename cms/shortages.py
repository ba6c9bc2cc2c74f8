"""
A full disk (507), a store that is away (503) and a reader in a great hurry (429), said in words.

Nothing that was typed is lost (security.md R5).
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from cms.disk import StoreAway, is_full
from cms.rate_limit import TooFast
from cms.views import refused

INSUFFICIENT_STORAGE, SERVICE_UNAVAILABLE, TOO_MANY_REQUESTS = 507, 503, 429
COME_AGAIN = 60  # seconds


class Shortages:
    """Answer what could not be done for lack of room, of a store that answers, or of time for everybody else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, StoreAway):
            title = _("Pictures and files cannot be reached")
            words = _(
                "The articles themselves can be read. Whoever was saving something: nothing was saved; go back, what "
                "you wrote is still in the form. Try again in a few minutes."
            )
            answer = said(request, SERVICE_UNAVAILABLE, title, words)
            answer.headers["Retry-After"] = str(COME_AGAIN)
            return answer
        if isinstance(exception, TooFast):
            title = _("Too many requests. Try again in a moment")
            words = _("Your network may go on in %(n)s seconds. All other pages can be read.") % {
                "n": exception.seconds
            }
            answer = said(request, TOO_MANY_REQUESTS, title, words)
            answer.headers["Retry-After"] = str(exception.seconds)
            return answer
        if is_full(exception):
            title = _("The server has no room left")
            words = _(
                "Nothing was saved. Keep what you wrote: go back, it is still in the form and in this browser. Tell "
                "the administrator, and save again when there is room."
            )
            return said(request, INSUFFICIENT_STORAGE, title, words)
        return None


def said(request: HttpRequest, status: int, title: str, words: str) -> HttpResponse:
    if "application/json" in request.headers.get("accept", ""):
        return JsonResponse({"message": f"{title}. {words}"}, status=status)
    return refused(status, title, words)
