"""
The editor's script asks for a picture of another site: fetch it, take it in.

``admin:media_image_fetch`` takes a POST with ``address`` and answers as an upload does (``endpoints``).
A fetch holds one of the server's few threads for up to 15 seconds, so an account has one at a time and
a process two; who comes in between is told to come again (429), which the script does by itself.
"""

import re
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _

from media.models import Image
from media.refusals import RefusedImage
from media.remote import RefusedAddress, fetch

from .endpoints import described, refused, taken_in

AT_ONCE = 2  # fetches of one process
MOST, SECONDS = 100, 600  # fetches of one account in ten minutes, in one process
COME_AGAIN = 2  # seconds
DIGEST = re.compile(r"[0-9a-f]{32}")  # in the name of a master and of each of its copies


class Turns:
    """Who is fetching now, and how much each account has fetched lately. Of this process only."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.busy: set[Any] = set()
        self.lately: dict[Any, deque[float]] = {}

    @contextmanager
    def turn(self, user: Any) -> Iterator[str]:
        """Yield "" when it is this account's turn, else "wait" or, when it had its share, "enough"."""
        answer = self._take(user)
        try:
            yield answer
        finally:
            if not answer:
                with self.lock:
                    self.busy.discard(user)

    def _take(self, user: Any) -> str:
        now = time.monotonic()
        with self.lock:
            for account, times in list(self.lately.items()):
                while times and times[0] < now - SECONDS:
                    times.popleft()
                if not times:
                    del self.lately[account]
            if len(self.lately.get(user, ())) >= MOST:
                return "enough"
            if user in self.busy or len(self.busy) >= AT_ONCE:
                return "wait"
            self.busy.add(user)
            self.lately.setdefault(user, deque()).append(now)
            return ""


turns = Turns()


def fetch_picture(model_admin: ModelAdmin, request: HttpRequest) -> JsonResponse:
    """Take in the picture at one address. 400 with the reason when it cannot be had."""
    if request.method != "POST":
        return refused(_("Send the address with POST."), 405)
    if not model_admin.has_add_permission(request):
        return refused(_("You may not upload pictures."), 403)
    with turns.turn(request.user.pk) as later:
        if later:
            return come_again(later)
        address = request.POST.get("address", "").strip()
        if image := of_this_site(address):
            return JsonResponse({**described(image), "message": ""})
        try:
            picture = fetch(address)
        except (RefusedAddress, RefusedImage) as refusal:
            return refused(refusal.messages[0], 400)
    return taken_in(model_admin, request, picture.data, picture.name)


def of_this_site(address: str) -> Image | None:
    """Return the picture of our own library that somebody copied from one of our pages, in whatever size."""
    places = [f"{settings.SITE_URL}{settings.MEDIA_URL}"]
    if settings.MEDIA_PUBLIC_URL:
        places.append(f"{settings.MEDIA_PUBLIC_URL}/")
    ours = next(filter(address.startswith, places), None)
    digest = DIGEST.search(address.removeprefix(ours)) if ours else None
    return Image.objects.filter(file__contains=f"/{digest[0]}.").first() if digest else None


def come_again(answer: str) -> JsonResponse:
    if answer == "enough":
        response = refused(_("That was a lot of pictures. Fetch the others in ten minutes."), 429)
        response.headers["Retry-After"] = str(SECONDS)
    else:
        response = refused(_("Other pictures are being fetched. Try again in a moment."), 429)
        response.headers["Retry-After"] = str(COME_AGAIN)
    return response
