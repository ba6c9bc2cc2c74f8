"""The page for addresses where there is nothing."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from cms.public import share

from .article import NEWEST_FOR_THE_LOST
from .frame import newest, render_page


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    """Answer 404 with the newest articles, whatever the method was: this is the site's ``handler404``."""
    context = {"articles": newest(NEWEST_FOR_THE_LOST), "hidden_from_robots": True}
    return share(request, render_page(request, "404.html", context, status=404))
