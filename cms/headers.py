"""
The headers that every response carries (security.md S5).

A view that needs another policy sets ``Content-Security-Policy`` itself; this middleware only
fills in what is missing.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

PERMISSIONS_POLICY = ", ".join(f"{feature}=()" for feature in ("camera", "geolocation", "microphone", "payment", "usb"))


def policy_text(policy: dict[str, list[str]]) -> str:
    """Return a Content-Security-Policy header from Django 6's ``SECURE_CSP`` form."""
    return "; ".join(f"{directive} {' '.join(sources)}" for directive, sources in policy.items())


class SecurityHeaders:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.csp = policy_text(settings.SECURE_CSP)
        self.newsroom = f"/{settings.ADMIN_PATH}/"

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", self.csp)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        if request.path.startswith(self.newsroom):
            response.headers.setdefault("X-Robots-Tag", "noindex")
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response
