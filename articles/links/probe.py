"""
Whether an address of another site opens, found with as little as possible: its head, or the first bytes.

Many sites refuse programs and let people in. What only says "not you" or "not now" is no failure: it could not be
checked.
"""

import http.client
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from media.hosts import Target, is_public
from media.outside import PUBLIC, NotReached, Reach, ask

MOST_REDIRECTS = 5  # http to https, to www, to a language, to a login, and one more
HEADERS = {
    "Accept": "*/*",
    "Accept-Encoding": "identity",
    "Connection": "close",
    "User-Agent": "Mozilla/5.0 (compatible; link check)",
}
FIRST_BYTES = {"Range": "bytes=0-511"}
FOUND = {416}  # there is something, and it has not so many bytes
GONE = {404, 410}
TRY_GET = {"silent", "redirects"}  # some servers answer a question for the head so

INSIDE = "inside"


@dataclass(frozen=True)
class Found:
    """
    ``fails`` says that a reader would get nothing; ``unsure`` that this cannot be said from here.

    ``why`` is a key of ``articles.links.words``, "" where it opens; ``status`` is the server's answer.
    """

    fails: bool = False
    unsure: bool = False
    why: str = ""
    status: int | None = None

    @property
    def is_certain(self) -> bool:
        """No network was needed to say so, so another day will not change it."""
        return self.why == INSIDE

    @property
    def was_answered(self) -> bool:
        return self.status is not None


def probe(address: str, reach: Reach = PUBLIC) -> Found:
    """Return what is found at an address. Never raises; takes at most twice the time of ``media.outside``."""
    if is_inside(address):
        return Found(fails=True, why=INSIDE)
    found = _asked(address, "HEAD", HEADERS, reach)
    if (found.was_answered and (found.fails or found.unsure)) or found.why in TRY_GET:
        return _asked(address, "GET", HEADERS | FIRST_BYTES, reach)
    return found


def is_inside(address: str) -> bool:
    """Say whether an address names a machine of somebody's own network: ``localhost``, ``192.168.1.5``."""
    host = urlsplit(address).hostname or ""
    try:
        return not is_public(ip_address(host))
    except ValueError:
        return "." not in host.strip(".")


def _asked(address: str, method: str, headers: dict[str, str], reach: Reach) -> Found:
    try:
        return ask(address, judged, headers=headers, method=method, most_redirects=MOST_REDIRECTS, reach=reach)
    except NotReached as error:
        if error.code == "address":  # another port than the web's, a name in front of the host
            return Found(unsure=True, why="not_asked")
        return Found(fails=True, why=error.code)


def judged(response: http.client.HTTPResponse, _target: Target) -> Found:
    """Return what an answer means for a reader with a browser."""
    status = response.status
    if status < 400 or status in FOUND:
        return Found(status=status)
    if status in GONE:
        return Found(fails=True, why="missing_there", status=status)
    if status >= 500 and status not in {503, 999}:
        return Found(fails=True, why="trouble", status=status)
    return Found(unsure=True, why="refused", status=status)
