"""One version of an article for whoever holds a preview link (brief §11.5)."""

from typing import TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from articles.attachments import linked_from_page
from articles.models import PreviewLink
from articles.preview import preview_page
from articles.remote_pictures import allow
from articles.versions.content import Content

from .article import download
from .frame import render_page

Response = TypeVar("Response", bound=HttpResponseBase)


@require_safe
def preview_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show the version that the link was made for; 410 where the link is over, or never was."""
    link = PreviewLink.objects.by_token(token)
    if link is None:
        return over(request)
    page = preview_page(link.article, Content.of_revision(link.revision))
    context = {"page": page, "article": page.article, "hidden_from_robots": True, "link": link}
    return private(allow(render_page(request, "articles/preview_link.html", context), page.article.body_html))


@require_safe
def preview_link_file(request: HttpRequest, token: str, name: str) -> HttpResponseBase:
    """Give out an attachment where the preview's relative links lead: a draft has no public address yet."""
    link = PreviewLink.objects.by_token(token)
    if link is None:
        return over(request)
    file = linked_from_page(link.article, name)
    if file is None:
        raise Http404(name)
    return private(download(file))


def over(request: HttpRequest) -> HttpResponse:
    """Say that a link opens nothing any more."""
    page = render_page(request, "articles/preview_link_over.html", {"hidden_from_robots": True}, status=410)
    return private(page)


def private(response: Response) -> Response:
    """Keep an unpublished page out of caches, search engines and other sites' logs."""
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "same-origin"
    return response
