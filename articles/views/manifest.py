"""What a phone needs to know to put the site on its home screen (W3C, Web Application Manifest)."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.templatetags.static import static
from django.urls import reverse

from articles.models import SiteSettings
from cms.public import public_page

BACKGROUND = "#ffffff"
ICONS = (("icon-192.png", 192, "any"), ("icon-512.png", 512, "any"), ("icon-maskable-512.png", 512, "maskable"))
LONGEST_SHORT_NAME = 12  # characters; what fits below an icon


@public_page
def manifest(request: HttpRequest) -> HttpResponseBase:
    """The site's name, colours and icons. It stays a page of the browser, with an address and a way back."""
    site = SiteSettings.objects.current()
    home = reverse("articles:home")
    told: dict[str, Any] = {
        "id": home,
        "name": site.name,
        "short_name": site.name[:LONGEST_SHORT_NAME],
        "description": site.description or site.tagline,
        "lang": "zh-CN",
        "dir": "ltr",
        "start_url": home,
        "scope": home,
        "display": "minimal-ui",
        "background_color": BACKGROUND,
        "theme_color": BACKGROUND,
        "icons": [
            {"src": static(name), "sizes": f"{side}x{side}", "type": "image/png", "purpose": purpose}
            for name, side, purpose in ICONS
        ],
    }
    return JsonResponse(told, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})
