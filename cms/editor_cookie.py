"""
A cookie that tells the scripts of public pages that this browser belongs to somebody of the newsroom, and where it is.

It is no secret and opens nothing: public pages are the same bytes for everyone (decisions 6.8), so a script asks the
newsroom what may be edited here, and the newsroom asks who is there.
"""

from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse

EDITOR_COOKIE = "editor"  # cms/static/site.js reads it


def admin_path() -> str:
    """Return what the cookie holds: the path of the newsroom as an address has it, without slashes around it."""
    return quote(settings.ADMIN_PATH)


def remember(request: HttpRequest, response: HttpResponse) -> None:
    """Leave the cookie with a member of staff whose browser has not got it, for as long as a login may last."""
    if request.COOKIES.get(EDITOR_COOKIE) != admin_path():
        response.set_cookie(
            EDITOR_COOKIE,
            admin_path(),
            max_age=settings.SESSION_COOKIE_AGE,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )


def forget(response: HttpResponse) -> None:
    """Take the cookie away."""
    response.delete_cookie(EDITOR_COOKIE, samesite="Lax")
