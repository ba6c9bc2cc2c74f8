"""
Which addresses of the web the server may ask for something: public ones, and nothing that only looks public.

A leaf that knows neither Django's settings nor the network: it reads an address, and judges the number that a
name was resolved to. Rules: security.md S9; the numbers are IANA's registries of special-purpose addresses.
"""

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import quote, urlsplit

LONGEST_ADDRESS = 2_000  # characters
DEFAULT_PORTS = {"http": 80, "https": 443}
UNSAFE = re.compile(r"[\x00-\x20\x7f\\]")
LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
KEPT_IN_PATH = "%/:@!$&'()*+,;=~-._?"

Address = IPv4Address | IPv6Address

NOT_PUBLIC = [
    ip_network(network)
    for network in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
        *("192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16"),
        *("192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
        # IPv6: all that carries an IPv4 address inside, and what documentation and tests use
        *("64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"),
        *("2620:4f:8000::/48", "5f00::/16"),
    )
]
PUBLIC_IPV6 = ip_network("2000::/3")


class NotAnAddress(ValueError):
    """No address that the server may ask: not of the web, with a user's name in it, or written to mislead."""


@dataclass(frozen=True)
class Target:
    """
    An address in its parts. ``host`` is ASCII and lower-case, an IPv6 address without its brackets;
    ``path`` goes into a request as it is, the query included.
    """

    scheme: str
    host: str
    port: int
    path: str

    @property
    def number(self) -> Address | None:
        """The address itself where the host is written as a number."""
        try:
            return ip_address(self.host)
        except ValueError:
            return None

    @property
    def host_header(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"


def target_of(address: str) -> Target:
    """
    Return an address in its parts. Raises ``NotAnAddress``.

    >>> target_of("HTTPS://Bücher.example/图?c#d")
    Target(scheme='https', host='xn--bcher-kva.example', port=443, path='/%E5%9B%BE?c')
    """
    if len(address) > LONGEST_ADDRESS or UNSAFE.search(address):
        raise NotAnAddress(address)
    try:
        parts = urlsplit(address)
        port = parts.port
        host = parts.hostname or ""
    except ValueError as error:
        raise NotAnAddress(address) from error
    if parts.scheme not in DEFAULT_PORTS or "@" in parts.netloc or port == 0:
        raise NotAnAddress(address)
    path = quote(parts.path or "/", safe=KEPT_IN_PATH) + (f"?{quote(parts.query, KEPT_IN_PATH)}" if parts.query else "")
    return Target(parts.scheme, _host(host, address), port or DEFAULT_PORTS[parts.scheme], path)


def _host(host: str, address: str) -> str:
    if ":" in host:
        if "%" in host:
            raise NotAnAddress(address)
        try:
            return str(IPv6Address(host))
        except ValueError as error:
            raise NotAnAddress(address) from error
    try:
        plain = host.encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError as error:
        raise NotAnAddress(address) from error
    labels = plain.split(".")
    if NUMBER.fullmatch(labels[-1]):  # 2130706433, 0x7f.1 and 0177.1 are numbers to a resolver
        try:
            return str(IPv4Address(plain))
        except ValueError as error:
            raise NotAnAddress(address) from error
    if len(labels) < 2 or len(plain) > 253 or not all(map(LABEL.fullmatch, labels)):
        raise NotAnAddress(address)
    return plain


def is_public(number: Address) -> bool:
    """Say whether a number is one host of the public internet: global, unicast, and not another number in disguise."""
    if isinstance(number, IPv6Address) and number not in PUBLIC_IPV6:
        return False
    special = any(number in network for network in NOT_PUBLIC if network.version == number.version)
    return number.is_global and not special
