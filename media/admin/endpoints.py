"""
What the editor's script asks for: take this picture in; which pictures are there.

Both answer JSON, also when they refuse: ``{"message": …}`` is a sentence for the person at the screen.
``admin:media_image_upload`` takes a POST with ``file`` and answers as ``described`` says;
``admin:media_image_pick`` takes ``q`` and ``page`` and answers ``{"images": […], "page", "pages", "total"}``.
"""

import errno
import re

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _

from media.intake import accept
from media.models import Image
from media.refusals import RefusedImage
from media.renditions import fallback

PER_PAGE = 24
LONGEST_QUERY = 64  # characters
NO_ROOM = {errno.ENOSPC, errno.EDQUOT}


def upload(request: HttpRequest, *, allowed: bool) -> JsonResponse:
    """Take one picture in. 400 with the reason when it is refused, 507 when the disk is full."""
    if request.method != "POST":
        return refused(_("Send the picture with POST."), 405)
    if not allowed:
        return refused(_("You may not upload pictures."), 403)
    file = request.FILES.get("file")
    if file is None:
        return refused(_("Choose at least one picture."), 400)
    try:
        image = accept(file, name=file.name, uploaded_by=request.user)
    except RefusedImage as refusal:
        return refused(refusal.messages[0], 400)
    except OSError as error:
        if error.errno not in NO_ROOM:
            raise
        return refused(_("The server has no room left. Nothing was saved; tell the administrator."), 507)
    message = _("The same picture is there already; it was chosen for you.") if image.already_there else ""
    return JsonResponse({**described(image), "message": message}, status=200 if image.already_there else 201)


def pick(request: HttpRequest, images: QuerySet[Image], *, allowed: bool) -> JsonResponse:
    """List the pictures that match ``q``, newest first; a page that is not there is the nearest that is."""
    if request.method != "GET":
        return refused(_("Ask with GET."), 405)
    if not allowed:
        return refused(_("You may not see the media library."), 403)
    page = Paginator(searched(images, request.GET.get("q", "")), PER_PAGE).get_page(request.GET.get("page"))
    return JsonResponse(
        {
            "images": [described(image) for image in page],
            "page": page.number,
            "pages": page.paginator.num_pages,
            "total": page.paginator.count,
        }
    )


def searched(images: QuerySet[Image], text: str) -> QuerySet[Image]:
    """Return the pictures in which every word of ``text`` occurs, in name, alt, caption or credit."""
    for word in text[:LONGEST_QUERY].split():
        images = images.filter(
            Q(name__icontains=word) | Q(alt__icontains=word) | Q(caption__icontains=word) | Q(credit__icontains=word)
        )
    return images


def described(image: Image) -> dict:
    """Return what a script may know of a picture: no path, no hash but the public address."""
    return {
        "id": image.pk,
        "name": image.name,
        "url": image.url,
        "thumb": fallback(image, "row").url,
        "width": image.width,
        "height": image.height,
        "alt": image.alt,
        "caption": image.caption,
        "credit": image.credit,
        "decorative": image.decorative,
        "markdown": markdown(image),
    }


def markdown(image: Image) -> str:
    """Return the picture as an editor would write it: ``![替代文本](2026/11/会场合影.jpg "说明")``."""
    alt = "" if image.decorative else escaped(image.alt, r"\[]")
    title = f' "{escaped(image.caption, chr(92) + chr(34))}"' if image.caption else ""
    return f"![{alt}]({image.name}{title})"


def escaped(text: str, marks: str) -> str:
    """Return one line of text with a backslash before each of the marks."""
    return re.sub(f"([{re.escape(marks)}])", r"\\\1", " ".join(text.split()))


def refused(message: str, status: int) -> JsonResponse:
    return JsonResponse({"message": message}, status=status)
