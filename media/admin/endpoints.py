"""
What the editor's script asks for: take this picture in; which pictures are there.

Both answer JSON, also when they refuse: ``{"message": …}`` is a sentence for the person at the screen.
``admin:media_image_upload`` takes a POST with ``file`` and answers as ``described`` and ``arrival`` say;
``admin:media_image_pick`` takes ``q`` and ``page`` and answers ``{"images": […], "page", "pages", "total"}``.
"""

import re
from typing import BinaryIO

from django.contrib.admin import ModelAdmin
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.disk import StoreAway, is_full
from media.intake import accept
from media.likeness import alike
from media.models import Image
from media.refusals import NO_ROOM, STORE_AWAY, RefusedImage
from media.renditions import fallback

PER_PAGE = 24
LONGEST_QUERY = 64  # characters


def upload(model_admin: ModelAdmin, request: HttpRequest) -> JsonResponse:
    """Take one picture in. 400 with the reason when it is refused, 507 on a full disk, 503 when the store is away."""
    if request.method != "POST":
        return refused(_("Send the picture with POST."), 405)
    if not model_admin.has_add_permission(request):
        return refused(_("You may not upload pictures."), 403)
    file = request.FILES.get("file")
    if file is None:
        return refused(_("Choose at least one picture."), 400)
    return taken_in(model_admin, request, file, file.name)


def taken_in(model_admin: ModelAdmin, request: HttpRequest, file: bytes | BinaryIO, name: str) -> JsonResponse:
    """Answer for one file that somebody sent, or had fetched: the picture of the library, or why it is none."""
    try:
        image = accept(file, name=name, uploaded_by=request.user)
    except RefusedImage as refusal:
        return refused(refusal.messages[0], 400)
    except StoreAway:
        return refused(STORE_AWAY, 503)
    except OSError as error:
        if not is_full(error):
            raise
        return refused(NO_ROOM, 507)
    if not image.already_there:
        model_admin.log_addition(request, image, [{"added": {}}])
    return JsonResponse({**described(image), **arrival(image)}, status=200 if image.already_there else 201)


def arrival(image: Image) -> dict:
    """
    Return what the person who sent a picture should know of it.

    ``message`` says that it, or one that looks like it, was there before; ``already_there`` that it is the same file,
    and nothing was added; ``alike`` is the likest of the others, and ``give_way`` the address at which the picture can
    be deleted in its favour (``deletion.give_way_view``).
    """
    told = {
        "message": "",
        "address": change_address(image),
        "already_there": image.already_there,
        "alike": None,
    }
    if image.already_there:
        return told | {"message": _("The same picture is there already; it was chosen for you.")}
    if like := alike(image):
        told |= {"message": looks_like(like[0]), "alike": {**described(like[0]), "address": change_address(like[0])}}
        told |= {"give_way": reverse("admin:media_image_give_way", args=[image.pk])}
    return told


def change_address(image: Image) -> str:
    return reverse("admin:media_image_change", args=[image.pk])


def looks_like(other: Image) -> str:
    return _("It looks like “%(name)s” in the library. Perhaps one of the two is enough.") % {"name": other.name}


def pick(model_admin: ModelAdmin, request: HttpRequest) -> JsonResponse:
    """List the pictures that match ``q``, newest first; a page that is not there is the nearest that is."""
    if request.method != "GET":
        return refused(_("Ask with GET."), 405)
    if not model_admin.has_view_permission(request):
        return refused(_("You may not see the media library."), 403)
    page = Paginator(searched(Image.objects.all(), request.GET.get("q", "")), PER_PAGE).get_page(
        request.GET.get("page")
    )
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
