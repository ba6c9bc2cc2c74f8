"""
An article for the 公众号: what to copy, what to upload, in the order in which a person does it.

The body is a page of its own with a policy of its own, because its styles are written into it; it may load nothing.
"""

import io
import shutil
import tempfile
import zipfile
from contextlib import suppress
from functools import wraps

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from articles import policy, text
from articles.feeds.body import rights
from articles.models import Author
from articles.preview import preview_article
from articles.text.wechat import addresses, for_wechat
from articles.versions.content import Content
from cms.headers import policy_text, site_policy
from media import files
from media.cutting import cut
from media.models import Image
from media.renditions import fallback, images_of

from .frame import article_address, frame
from .steps import refused_page

BODY_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox allow-same-origin"
COVERS = {"wide": (900, 383), "square": (500, 500)}  # pixels: 2.35:1 for a single article, 1:1 for sharing
MEGABYTE = 1024 * 1024
ZIP_BYTES = 200 * MEGABYTE  # written to the server's disk while it is fetched; some sixty photos of a phone
# WeChat's own limits, in 字: what is longer is cut off there without a word.
LIMITS = {"title": 64, "summary": 120, "author": 8}


def newest(article):
    """Return the article as its newest version has it, what becomes of its body, and the library's pictures in that."""
    shown = preview_article(article, Content.newest(article))
    masters = images_of(addresses(shown.body_html))
    names = {address: file_name(image) for address, image in masters.items()}
    made = for_wechat(
        advertised(shown) + shown.body_html, site=settings.SITE_URL + article.get_absolute_url(), names=names
    )
    return shown, made, [(one, masters[one.address]) for one in made.pictures if one.address in masters]


def advertised(article):
    """Return the line that an advertisement begins with: the 公众号 shows nothing of the page around the body."""
    return format_html("<p>{}</p>", rights(article)) if article.paid else ""


def file_name(image):
    """Return what the picture's file is called in the zip: the library's name with the file's own extension."""
    return f"{image.name.rpartition('/')[2].rpartition('.')[0]}.{image.file.rpartition('.')[2]}"


def may_see(view):
    """Ask the policy, as for a preview: this is one."""

    @wraps(view)
    def answer(model_admin, request, article, **kwargs):
        if not policy.may(request.user, "preview", article):
            raise PermissionDenied
        return view(model_admin, request, article, **kwargs)

    return answer


@may_see
def wechat_page(model_admin, request, article):
    """Show the four steps: words, body, pictures, cover."""
    shown, made, pictures = newest(article)
    keys = Content.newest(article).authors
    names = Author.objects.in_bulk(keys)
    authors = "、".join(names[key].name for key in keys if key in names)
    words = [
        (_("Title"), shown.title, LIMITS["title"]),
        (_("Summary"), shown.excerpt, LIMITS["summary"]),
        (_("Author"), authors, LIMITS["author"]),
    ]
    context = frame(model_admin, request, article, _("For WeChat")) | {
        "words": [(label, value, len(value), most) for label, value, most in words if value],
        "pictures": [(one, image, fallback(image, "row")) for one, image in pictures],
        "plain": text.plain_text(made.html),
        "body_address": article_address(request, "wechat_body", article),
        "zip_address": article_address(request, "wechat_pictures", article),
        "too_big": too_big(pictures),
        "covers": [
            (name, size, article_address(request, "wechat_cover", article, name)) for name, size in COVERS.items()
        ]
        if shown.featured_image
        else [],
        "is_live_version": article.is_live and not article.has_unpublished_changes,
    }
    answer = TemplateResponse(request, "admin/articles/article/wechat.html", context)
    # What a script puts on the clipboard is read by the browser under this page's policy, styles and all. Nothing that
    # anybody wrote is markup here, so there is no style for it to let in.
    styled = {**site_policy(), "style-src": ["'self'"], "style-src-attr": ["'unsafe-inline'"]}
    answer.headers["Content-Security-Policy"] = policy_text(styled)
    return answer


@may_see
def wechat_body(model_admin, request, article):
    """Answer with the body alone, as it is pasted."""
    shown, made, _pictures = newest(article)
    shown.body_html = made.html  # of an object that is never saved
    answer = TemplateResponse(request, "admin/articles/article/wechat_body.html", {"article": shown})
    answer.headers["Content-Security-Policy"] = BODY_POLICY
    return answer


@may_see
def wechat_cover(model_admin, request, article, name):
    """Answer with the cover in one of WeChat's two shapes, cut around its focal point."""
    image = Image.objects.filter(pk=Content.newest(article).featured_image).first()
    if name not in COVERS or image is None:
        raise Http404
    try:
        data = cut(image, COVERS[name])
    except FileNotFoundError as error:
        raise Http404 from error
    return attached(io.BytesIO(data), f"cover-{name}.jpg", "image/jpeg")


@may_see
def wechat_pictures(model_admin, request, article):
    """Answer with all pictures of the body, numbered as in the text."""
    _shown, _made, pictures = newest(article)
    if words := too_big(pictures):
        return refused_page(model_admin, request, article, 413, words)
    archive = tempfile.TemporaryFile()  # noqa: SIM115 -- the response closes it
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as packed:
        for picture, image in pictures:
            with (
                suppress(FileNotFoundError),  # a file that is gone leaves its number out
                files.opened(default_storage, image.file) as file,
                packed.open(picture.name, "w") as place,
            ):
                shutil.copyfileobj(file, place)
    archive.seek(0)
    return attached(archive, f"{article.slug}.zip", "application/zip")


def too_big(pictures):
    """Say why these pictures do not fit into one zip, or return ""."""
    size = sum(image.size for _picture, image in pictures)
    if size <= ZIP_BYTES:
        return ""
    words = _(
        "The pictures are %(size)d MB together; one zip holds at most %(limit)d MB. Download them one by one instead."
    )
    return words % {"size": -(-size // MEGABYTE), "limit": ZIP_BYTES // MEGABYTE}


def attached(file, name, kind):
    answer = FileResponse(file, content_type=kind)
    answer.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return answer
