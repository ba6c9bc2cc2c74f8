"""What the site says about itself: is it alive, what may robots read, that something broke."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.addresses import absolute
from cms import health
from cms.headers import policy_of_page
from cms.public import public_page

# Read once, at the start: a page about trouble must not need the disk, the templates or the database.
BROKEN_PAGE = (settings.BASE_DIR / "templates" / "500.html").read_text(encoding="utf-8")
BROKEN_PAGE_POLICY = policy_of_page(BROKEN_PAGE)


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. Asks no database, so a load balancer may ask as often as it likes."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """
    Everything works that has to: database, migrations, scheduler, tasks. 503 names what does not, and no more.

    For those who watch over the site. Pages are served without a scheduler, so no load balancer should ask this.
    """
    broken = [part.name for part in health.parts() if not part.works]
    words = f"not ready: {', '.join(broken)}\n" if broken else "ready\n"
    return HttpResponse(words, status=503 if broken else 200, content_type="text/plain; charset=utf-8")


@public_page
def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be read, and where to begin. The newsroom is not named: it answers ``noindex`` itself."""
    sitemaps = [absolute(reverse(f"articles:{name}")) for name in ("sitemap", "news-sitemap")]
    lines = ["User-agent: *", "Disallow:", "", *(f"Sitemap: {address}" for address in sitemaps)]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


@public_page
def favicon(request: HttpRequest) -> HttpResponse:
    """The one address of an icon that browsers guess."""
    return HttpResponsePermanentRedirect(static("favicon.ico"))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer what no form and no link of ours sends."""
    if isinstance(exception, RequestDataTooBig):
        return refused(413, _("This is too much at once"), _("Send less, or in parts. Nothing was saved."))
    return refused(400, _("This request cannot be read"), _("Go back and try again. Nothing was saved."))


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 403, and say nothing of what was asked for (rule 7)."""
    return refused(403, _("You may not do this"), _("If you need it for your work, ask the administrator."))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form without its token: sent from elsewhere, or left open until after a new log-in."""
    return refused(
        403,
        _("This form is too old"),
        _("Nothing was saved. Go back and load the page again; what you typed into an article is kept here."),
    )


def refused(status: int, title: str, words: str) -> HttpResponse:
    page = render_to_string("refused.html", {"title": title, "words": words})
    return HttpResponse(page, status=status, headers={"Cache-Control": "no-store"})


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 with a page that needs nothing, not even the site's own stylesheet."""
    headers = {"Content-Security-Policy": BROKEN_PAGE_POLICY, "Cache-Control": "no-store"}
    return HttpResponse(BROKEN_PAGE, status=500, headers=headers)
