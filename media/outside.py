"""
The one way to ask another site for something (security.md S9): pictures that editors want, links that are checked.

A name is resolved once, every number it stands for is judged, and the connection goes to one of those numbers;
each redirect is judged like a new address. No cookie, no referrer, no proxy, nothing that says who asks. However
slowly bytes drip in, the deadline holds.
"""

import http.client
import io
import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any, TypeVar
from urllib.parse import urljoin

from .hosts import Address, NotAnAddress, Target, is_public, target_of

HOP_SECONDS = 5.0  # for each address of a chain of redirects, from its name to its last byte
ALL_SECONDS = 15.0
MOST_NUMBERS = 4  # of one name that are tried
REDIRECTS = {301, 302, 303, 307, 308}

Taken = TypeVar("Taken")


class NotReached(Exception):
    """
    No answer. ``code`` says why: ``address`` (none that may be asked), ``unreachable`` (no such name, or a number that
    is not public), ``slow``, ``silent``, ``certificate`` or ``redirects``.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def looked_up(host: str, port: int) -> list[str]:
    """Return the numbers that a name stands for now. Raises ``OSError``."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True)
class Reach:
    """How far a fetch may go. ``PUBLIC`` is the only one of the site; no setting makes another."""

    ports: Container[int] = (80, 443)
    allows: Callable[[Address], bool] = is_public
    look_up: Callable[[str, int], list[str]] = looked_up
    trust: Callable[[], ssl.SSLContext] = ssl.create_default_context


PUBLIC = Reach()


def ask(
    address: str,
    take: Callable[[http.client.HTTPResponse, Target], Taken],
    *,
    headers: Mapping[str, str],
    method: str = "GET",
    most_redirects: int,
    reach: Reach = PUBLIC,
) -> Taken:
    """
    Return what ``take`` makes of the answer at a web address, behind its redirects. Raises ``NotReached``, and what
    ``take`` raises.
    """
    end = time.monotonic() + ALL_SECONDS
    for _hop in range(most_redirects + 1):
        try:
            target = target_of(address)
        except NotAnAddress as error:
            raise NotReached("address") from error
        if target.port not in reach.ports:
            raise NotReached("address")
        deadline = min(time.monotonic() + HOP_SECONDS, end)
        try:
            with _connected(target, deadline, reach) as connection:
                response = _answer(connection, _request(target, method, headers), method, deadline)
                try:
                    location = response.getheader("Location") if response.status in REDIRECTS else None
                    if not location:
                        return take(response, target)
                finally:
                    response.close()
        except TimeoutError as error:
            raise NotReached("slow") from error
        except ssl.SSLCertVerificationError as error:
            raise NotReached("certificate") from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise NotReached("silent") from error
        try:
            address = urljoin(address, as_sent(location))
        except ValueError as error:
            raise NotReached("address") from error
    raise NotReached("redirects")


def as_sent(location: str) -> str:
    """Return a header's value with the hanzi that some servers put into it unencoded; ``http.client`` reads bytes."""
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location


def _request(target: Target, method: str, headers: Mapping[str, str]) -> bytes:
    lines = [f"{method} {target.path} HTTP/1.1", f"Host: {target.host_header}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode("ascii")


def _answer(connection: socket.socket, request: bytes, method: str, deadline: float) -> http.client.HTTPResponse:
    connection.settimeout(_left(deadline))
    connection.sendall(request)
    response = http.client.HTTPResponse(connection, method=method)
    response.fp.close()
    response.fp = io.BufferedReader(_Timed(connection, deadline))
    try:
        response.begin()
    except BaseException:
        response.close()
        raise
    return response


def _connected(target: Target, deadline: float, reach: Reach) -> socket.socket:
    """Connect to a number that was judged, and to no other."""
    numbers = [target.number] if target.number else _numbers(target, deadline, reach)
    if not numbers or not all(map(reach.allows, numbers)):
        raise NotReached("unreachable")
    tried = numbers[:MOST_NUMBERS]
    for left, number in zip(range(len(tried), 0, -1), tried, strict=True):
        connection = socket.socket(socket.AF_INET if number.version == 4 else socket.AF_INET6, socket.SOCK_STREAM)
        try:
            connection.settimeout(_left(deadline) / left)
            connection.connect((str(number), target.port))
            if target.scheme == "http":
                return connection
            connection.settimeout(_left(deadline))
            return reach.trust().wrap_socket(connection, server_hostname=target.host)
        except OSError as error:
            connection.close()
            if left == 1 or isinstance(error, ssl.SSLError):
                raise
    raise AssertionError("the last number either answers or raises")


def _numbers(target: Target, deadline: float, reach: Reach) -> list[Address]:
    """Resolve a name in a thread of its own, because the resolver keeps its own time."""
    answers: queue.SimpleQueue[list[str]] = queue.SimpleQueue()

    def look_up() -> None:
        try:
            answers.put(reach.look_up(target.host, target.port))
        except (OSError, UnicodeError):
            answers.put([])

    threading.Thread(target=look_up, daemon=True).start()
    try:
        found = answers.get(timeout=_left(deadline))
    except queue.Empty as error:
        raise TimeoutError from error
    try:
        return [ip_address(number) for number in found]
    except ValueError:
        return []


def _left(deadline: float) -> float:
    """Return the seconds that are left. Raises ``TimeoutError`` when there are none."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


class _Timed(io.RawIOBase):
    """Reads from a connection until a moment, however slowly the bytes drip in."""

    def __init__(self, connection: socket.socket, deadline: float) -> None:
        self.connection, self.deadline = connection, deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self.connection.settimeout(_left(self.deadline))
        return self.connection.recv_into(buffer)
