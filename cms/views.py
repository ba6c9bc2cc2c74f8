"""What the site says about itself: is it alive, what may robots read, that something broke."""

import re

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.templatetags.static import static
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms.headers import hash_source
from cms.public import public_page

# Read once, at the start: a page about trouble must not need the disk, the templates or the database.
BROKEN_PAGE = (settings.BASE_DIR / "templates" / "500.html").read_text(encoding="utf-8")
BROKEN_PAGE_POLICY = "; ".join(
    [
        "default-src 'none'",
        f"style-src {' '.join(map(hash_source, re.findall('<style>(.*?)</style>', BROKEN_PAGE, re.DOTALL)))}",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'self'",
    ]
)


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. Asks no database, so a load balancer may ask as often as it likes."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """The process can serve pages: its database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:  # noqa: BLE001 -- whatever the reason, the answer is the same
        return HttpResponse("database unreachable\n", status=503, content_type="text/plain; charset=utf-8")
    return HttpResponse("ready\n", content_type="text/plain; charset=utf-8")


@public_page
def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be read. The newsroom is not named: it answers ``noindex`` itself."""
    return HttpResponse("User-agent: *\nDisallow:\n", content_type="text/plain; charset=utf-8")


@public_page
def favicon(request: HttpRequest) -> HttpResponse:
    """The one address of an icon that browsers guess."""
    return HttpResponsePermanentRedirect(static("favicon.ico"))


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 with a page that needs nothing, not even the site's own stylesheet."""
    headers = {"Content-Security-Policy": BROKEN_PAGE_POLICY, "Cache-Control": "no-store"}
    return HttpResponse(BROKEN_PAGE, status=500, headers=headers)
