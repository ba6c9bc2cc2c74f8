"""Where a request came from, said by the proxies that the operator vouches for (``TRUSTED_PROXIES``)."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

NETWORK = {4: 24, 6: 48}  # bits that say where somebody is, and not who
HOUSEHOLD = 64  # bits of IPv6; whoever has one address of such a network has all


def client_address(request: HttpRequest) -> str:
    """
    Return the address of whoever sent this, "" where it is not known.

    Each proxy appends the address it was asked from to ``X-Forwarded-For``. So with one proxy the last address is the
    client's and everything before it is what the client said itself; with two, the last but one.
    """
    asked_from = request.META.get("REMOTE_ADDR", "")
    if settings.TRUSTED_PROXIES:
        forwarded = [part for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
        if len(forwarded) >= settings.TRUSTED_PROXIES:
            asked_from = forwarded[-settings.TRUSTED_PROXIES]
    try:
        address = ip_address(asked_from.strip().partition("%")[0])
    except ValueError:
        return ""
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return str(address)


def network_of(request: HttpRequest) -> str:
    """Return the network of whoever sent this, such as ``203.0.113.0/24``: enough to tell home from abroad."""
    address = client_address(request)
    if not address:
        return ""
    return str(ip_network((address, NETWORK[ip_address(address).version]), strict=False))


def household_of(request: HttpRequest) -> str:
    """Return what counts as one reader: an IPv4 address, or the network that a household has in IPv6; "" if unknown."""
    address = client_address(request)
    return str(ip_network((address, HOUSEHOLD), strict=False)) if ":" in address else address
