"""
A picture of another site, fetched once, because somebody at the editor asked for it (security.md S9).

How another site is asked is ``media.outside``'s. What comes is counted while it is read, and is no picture before
``media.intake`` has decoded it.
"""

import http.client
import mimetypes
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .hosts import Target
from .outside import PUBLIC, NotReached, Reach, ask
from .refusals import MAX_BYTES, too_big

MOST_REDIRECTS = 3
AT_ONCE = 64 * 1024  # bytes
PICTURE_TYPES = ("image/jpeg", "image/png", "image/webp", "image/gif")
HEADERS = {
    "Accept": ", ".join(PICTURE_TYPES),
    "Accept-Encoding": "identity",
    "Connection": "close",
    "User-Agent": "Mozilla/5.0",  # some sites answer nothing without one; it tells nothing about us
}

MESSAGES = {
    "address": _("This is not the address of a picture on the web. It has to begin with http:// or https://."),
    "unreachable": _("The server of this picture was not found, or it is not on the public internet."),
    "silent": _("The other site did not answer, or broke off. Try again, or save the picture and upload it."),
    "slow": _("The other site was too slow. Try again, or save the picture on your computer and upload it."),
    "certificate": _("The other site cannot prove that it is the one it says. The picture was not fetched."),
    "status": _("The other site did not give the picture (its answer was %(status)s). Save it and upload it."),
    "redirects": _("The address leads from one place to the next too often. Open it and save the picture."),
    "no_picture": _("There is no picture at this address."),
}


class RefusedAddress(ValidationError):
    """A picture that was not fetched. ``code`` is a key of ``MESSAGES``; the message is for the person who asked."""

    def __init__(self, code: str, **figures: object) -> None:
        super().__init__(MESSAGES[code], code=code, params=figures)


@dataclass(frozen=True)
class RemotePicture:
    """What came: bytes that call themselves a picture, and a file name for them."""

    data: bytes
    name: str


def fetch(address: str, reach: Reach = PUBLIC) -> RemotePicture:
    """Return the picture at a web address. Raises ``RefusedAddress``, and ``RefusedImage`` for one over 15 MiB."""
    try:
        return ask(address, _picture, headers=HEADERS, most_redirects=MOST_REDIRECTS, reach=reach)
    except NotReached as error:
        raise RefusedAddress(error.code) from error


def _picture(response: http.client.HTTPResponse, target: Target) -> RemotePicture:
    if response.status != http.client.OK:
        raise RefusedAddress("status", status=response.status)
    kind = response.getheader("Content-Type", "").partition(";")[0].strip().lower()
    encoding = response.getheader("Content-Encoding", "identity").strip().lower()
    if kind.startswith("text/") or encoding not in {"identity", ""}:
        raise RefusedAddress("no_picture")
    name = file_name(target, kind)
    if (response.length or 0) > MAX_BYTES:
        raise too_big(name, response.length or 0)
    data = bytearray()
    while part := response.read(AT_ONCE):
        data += part
        if len(data) > MAX_BYTES:
            raise too_big(name, len(data))
    if response.length:  # bytes that were promised
        raise NotReached("silent")
    return RemotePicture(bytes(data), name)


def file_name(target: Target, kind: str) -> str:
    """Return the name that the picture has at its address, or the host's name where that is none of a picture."""
    last = unquote(urlsplit(target.path).path).rpartition("/")[2]
    if (mimetypes.guess_type(last)[0] or "").startswith("image/"):
        return last
    ending = kind.removeprefix("image/") if kind in PICTURE_TYPES else "jpeg"
    return f"{target.host}.{ending}"
