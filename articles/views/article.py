"""
The page of an article, and what else an address may mean.

An imported article stands wherever the old site had it, so any path may be one. In order: the
article itself, a file of its bundle, the table of redirects, nothing (brief §3.2).
"""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.storage import storages
from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from articles.article_page import ArticlePage
from articles.kinds import KINDS, known_at
from articles.models import Article, Attachment, BundleImage, Redirect
from articles.models.questions import LONG_TEXT
from cms.public import public_page

from .frame import newest, render_page

DEEPEST_FILE = 4  # folders that a bundle's file may lie below the place of its article
SOURCE_FILE = "index.md"  # the theme published the Markdown beside the page
NEWEST_FOR_THE_LOST = 5


@public_page
def address(request: HttpRequest, path: str = "") -> HttpResponseBase:
    """Answer for any address that no other page has."""
    return answer(request)


def answer(request: HttpRequest) -> HttpResponseBase:
    """Find what the request's path means; raises ``Http404`` where it means nothing."""
    path = request.path_info
    article = (
        Article.objects.filter(path=path)
        .select_related("featured_image")
        .defer("body", "front_matter", "notes")
        .first()
    )
    if article and article.is_live:
        return show(request, article)
    if article and article.was_public and not article.hidden_as_missing:
        return gone(request, article.withdrawal_note)
    found = None if path.endswith("/") else (bundle_file(path) or with_slash(path))
    return found or moved(request) or _nothing(path)


def show(request: HttpRequest, article: Article) -> HttpResponse:
    """Return the page of a live article."""
    return render_page(request, "articles/article.html", {"page": ArticlePage.of(article), "article": article})


def gone(request: HttpRequest, note: str = "") -> HttpResponse:
    """Return the page that says an article was withdrawn, with the editor's public note if there is one."""
    context = {"note": note, "articles": newest(NEWEST_FOR_THE_LOST), "hidden_from_robots": True}
    return render_page(request, "410.html", context, status=410)


def bundle_file(path: str) -> HttpResponseBase | None:
    """Return the answer for a file that lay beside an article on the old site, or None."""
    parts = path.split("/")
    cuts = range(len(parts) - 1, max(0, len(parts) - 1 - DEEPEST_FILE), -1)
    places = {("/".join(parts[:cut]) + "/", "/".join(parts[cut:])) for cut in cuts}
    folders, names = {folder for folder, _ in places}, {name for _, name in places}

    def beside_its_article(model: Any, wanted: Q) -> Any | None:
        rows = model.objects.filter(wanted).select_related("article").defer(*(f"article__{name}" for name in LONG_TEXT))
        fits = (
            row for row in rows if row.article.is_live and ((row.article.path, row.name) in places or row.name == path)
        )
        return next(fits, None)

    there = Q(article__path__in=folders, name__in=names)
    if path.endswith(f"/{SOURCE_FILE}"):
        article = known_at(path.removesuffix(SOURCE_FILE), timezone.now()).first()
        return HttpResponsePermanentRedirect(article.get_absolute_url()) if article else None
    if picture := beside_its_article(BundleImage, there | Q(name=path)):
        return HttpResponsePermanentRedirect(picture.image.url)
    if attachment := beside_its_article(Attachment, there):
        return download(attachment)
    return None


def download(attachment: Attachment) -> HttpResponseBase:
    """Return the file for saving, never for showing (decisions 6.19)."""
    try:
        stored = storages["originals"].open(attachment.stored_as)
    except FileNotFoundError as error:
        raise Http404(attachment.stored_as) from error
    response = FileResponse(stored, as_attachment=True, filename=attachment.name.rpartition("/")[2])
    response["Content-Type"] = "application/octet-stream"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def with_slash(path: str) -> HttpResponseBase | None:
    """Lead ``/tags/vue.js`` to ``/tags/vue.js/``: a dot in the last part may belong to a name."""
    whole = f"{path.lower()}/"
    now = timezone.now()
    _, prefix, *rest = path.lower().split("/")
    term = next(
        (kind.find(rest[0], now, whole) for kind in KINDS.values() if kind.prefix == prefix and len(rest) == 1), None
    )
    target = term or known_at(whole, now).first()
    return HttpResponsePermanentRedirect(target.get_absolute_url()) if target else None


def moved(request: HttpRequest) -> HttpResponseBase | None:
    """Return what the table of redirects says of this address, or None."""
    redirect = Redirect.objects.filter(source=request.path_info).first()
    if redirect is None:
        return None
    if not redirect.target:
        return gone(request)
    hosts = {settings.SITE_URL.partition("://")[2]}
    if redirect.origin == Redirect.Origin.MANUAL:
        hosts.add(urlsplit(redirect.target).netloc)  # only an administrator can have typed another site
    if not url_has_allowed_host_and_scheme(redirect.target, allowed_hosts=hosts):
        return None
    query = request.META.get("QUERY_STRING", "")
    asked = f"?{query}" if query and "?" not in redirect.target else ""
    return HttpResponsePermanentRedirect(redirect.target + asked)


def _nothing(path: str) -> HttpResponseBase:
    raise Http404(path)
