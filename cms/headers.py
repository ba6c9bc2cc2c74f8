"""
The headers that every response carries (security.md S5).

A view that needs another policy sets ``Content-Security-Policy`` itself; this middleware only
fills in what is missing.
"""

import base64
import hashlib
import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

PERMISSIONS_POLICY = ", ".join(f"{feature}=()" for feature in ("camera", "geolocation", "microphone", "payment", "usb"))

# The one inline script: it runs before the first paint, so a reader's dark page never flashes white.
# It holds none of the characters that HTML escapes, so a template shows it as it is.
THEME_SNIPPET = "try{document.documentElement.dataset.theme=localStorage.theme||`auto`}catch(e){}"


def hash_source(text: str) -> str:
    """Return the Content-Security-Policy source that allows exactly this inline script or style."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def policy_text(policy: dict[str, list[str]]) -> str:
    """Return a Content-Security-Policy header from Django 6's ``SECURE_CSP`` form."""
    return "; ".join(f"{directive} {' '.join(sources)}" for directive, sources in policy.items())


def policy_of_page(page: str) -> str:
    """Return the policy of a page that needs nothing: its own inline styles, and no other source at all."""
    styles = " ".join(map(hash_source, re.findall("<style>(.*?)</style>", page, re.DOTALL)))
    return "; ".join(
        [
            "default-src 'none'",
            f"style-src {styles}",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'self'",
        ]
    )


def site_policy() -> dict[str, list[str]]:
    """Return the site's policy: the settings' own, and leave for the theme snippet."""
    scripts = settings.SECURE_CSP.get("script-src", ["'self'"])
    return {**settings.SECURE_CSP, "script-src": [*scripts, hash_source(THEME_SNIPPET)]}


def policy_with(directive: str, sources: list[str]) -> str:
    """Return the site's policy as a header, with more sources for one directive: for a single response."""
    policy = site_policy()
    usual = policy.get(directive, policy.get("default-src", ["'self'"]))
    return policy_text({**policy, directive: [*usual, *sources]})


class SecurityHeaders:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.csp = policy_text(site_policy())
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
