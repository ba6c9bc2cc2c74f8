"""
The page of an article, and what else an address may mean.

An imported article stands wherever the old site had it, so any path may be one. In order: the
article itself, a file of its bundle, the table of redirects, nothing (brief §3.2).
"""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any, cast
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.core.files.storage import storages
from django.db.models import Q
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.http.response import HttpResponseBase
from django.utils.http import url_has_allowed_host_and_scheme

from articles import clock
from articles.addresses import absolute, redirects
from articles.models import Article, Attachment, BundleImage, Redirect
from articles.models.questions import LONG_TEXT
from articles.models.source import UGLY, folder_of
from articles.pages import qr_code
from articles.pages.article_page import ArticlePage
from articles.pages.static_pages import page_at
from articles.remote_pictures import allow
from articles.taxonomy.kinds import KINDS, known_at
from cms.public import public_page
from media import files

from .frame import newest, render_page
from .pages import show_static_page

DEEPEST_FILE = 4  # folders that a bundle's file may lie below the place of its article
SOURCE_FILE = "index.md"  # the theme published the Markdown beside the page
NEWEST_FOR_THE_LOST = 5
QR_FILE = "qr.svg"  # behind the address of every article
QR_KEPT = "public, max-age=604800"  # a week: it says nothing but the address that it stands at


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
    if page := page_at(path):
        return show_static_page(request, page)
    found = None if path.endswith("/") else (bundle_file(path) or qr_of(path) or with_slash(path))
    return found or moved(request) or _nothing(path)


def show(request: HttpRequest, article: Article) -> HttpResponse:
    """Return the page of a live article."""
    context = {"page": ArticlePage.of(article), "article": article}
    return allow(render_page(request, "articles/article.html", context), article.body_html)


def gone(request: HttpRequest, note: str = "") -> HttpResponse:
    """Return the page that says an article was withdrawn, with the editor's public note if there is one."""
    context = {"note": note, "articles": newest(NEWEST_FOR_THE_LOST), "hidden_from_robots": True}
    return render_page(request, "410.html", context, status=410)


def bundle_file(path: str) -> HttpResponseBase | None:
    """Return the answer for a file that lies beside an article, or did on the old site; None where there is none."""
    if path.endswith(f"/{SOURCE_FILE}"):
        article = known_at(path.removesuffix(SOURCE_FILE), clock.now()).first()
        return HttpResponsePermanentRedirect(article.get_absolute_url()) if article else None
    found = file_at(path)
    if isinstance(found, Attachment):
        return download(found)
    return HttpResponsePermanentRedirect(found.image.url) if found else moved_with_article(path)


def file_at(path: str) -> BundleImage | Attachment | None:
    """Return the picture or the attachment of a live article that has this address."""
    places = {(folder, name) for folder, name in cuts(path)}
    folders, names = {folder for folder, _ in places}, {name for _, name in places}
    pages = folders | {f"{folder[:-1]}{UGLY}" for folder in folders}
    wanted = Q(article__path__in=pages, name__in=names) | Q(name=path)
    for model in (BundleImage, Attachment):
        rows: Any = model.objects.filter(wanted).select_related("article")
        for row in rows.defer(*(f"article__{name}" for name in LONG_TEXT)):
            if row.article.is_live and ((folder_of(row.article.path), row.name) in places or row.name == path):
                return cast(BundleImage | Attachment, row)
    return None


def moved_with_article(path: str) -> HttpResponseBase | None:
    """Lead to a file whose article has another address by now, or return None."""
    names = dict(cuts(path))
    for redirect in Redirect.objects.filter(source__in=names).exclude(target=""):
        now_at = folder_of(redirects.path_of(redirect.target)) + names[redirect.source]
        if file_at(now_at):
            return HttpResponsePermanentRedirect(quote(now_at))
    return None


def cuts(path: str) -> Iterator[tuple[str, str]]:
    """Yield the folders that an article of this file may have, with the file's name below them."""
    parts = path.split("/")
    for cut in range(len(parts) - 1, max(0, len(parts) - 1 - DEEPEST_FILE), -1):
        yield "/".join(parts[:cut]) + "/", "/".join(parts[cut:])


def qr_of(path: str) -> HttpResponseBase | None:
    """Return the QR code of the article whose address ``path`` goes on from, or None."""
    if not path.endswith(QR_FILE):
        return None
    article = Article.objects.live().filter(path=path.removesuffix(QR_FILE)).only("path").first()
    code = qr_code.svg(absolute(article.get_absolute_url())) if article else None
    if code is None:
        return None
    response = HttpResponse(code, content_type="image/svg+xml", headers={"Cache-Control": QR_KEPT})
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def download(attachment: Attachment) -> HttpResponseBase:
    """Return the file for saving, never for showing (decisions 6.19)."""
    try:
        stored = files.opened(storages["originals"], attachment.stored_as)
    except FileNotFoundError as error:
        raise Http404(attachment.stored_as) from error
    response = FileResponse(stored, as_attachment=True, filename=attachment.short_name)
    response["Content-Type"] = "application/octet-stream"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def with_slash(path: str) -> HttpResponseBase | None:
    """Lead ``/tags/vue.js`` to ``/tags/vue.js/``: a dot in the last part may belong to a name."""
    whole = f"{path.lower()}/"
    now = clock.now()
    _, prefix, *rest = path.lower().split("/")
    term = next(
        (kind.find(rest[0], now, whole) for kind in KINDS.values() if kind.prefix == prefix and len(rest) == 1), None
    )
    target = term or known_at(whole, now).first()
    return HttpResponsePermanentRedirect(target.get_absolute_url()) if target else None


def moved(request: HttpRequest) -> HttpResponseBase | None:
    """Return what the table of redirects says of this address, or of the list that it is a later page of, or None."""
    redirect = redirects.leading_from(request.path_info)
    if redirect is None:
        return None
    if not redirect.target:
        return gone(request)
    hosts = {settings.SITE_URL.partition("://")[2]}
    if redirect.origin == Redirect.Origin.MANUAL:
        with suppress(ValueError):  # a row that no form of ours has written leads nowhere
            hosts.add(urlsplit(redirect.target).netloc)  # only an administrator can have typed another site
    if not url_has_allowed_host_and_scheme(redirect.target, allowed_hosts=hosts):
        return None
    query = request.META.get("QUERY_STRING", "")
    asked = f"?{query}" if query and "?" not in redirect.target else ""
    answered = HttpResponseRedirect if redirect.temporary else HttpResponsePermanentRedirect
    return answered(redirect.target + asked)


def _nothing(path: str) -> HttpResponseBase:
    raise Http404(path)
