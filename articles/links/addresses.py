"""What a link in a text means: an address in the one form in which it is kept and checked."""

from collections.abc import Iterable
from urllib.parse import quote, urljoin, urlsplit

from django.conf import settings
from django.utils.encoding import uri_to_iri

from articles.models.link import LONGEST_ADDRESS
from articles.text.links import path_on_site
from articles.text.outgoing import hrefs, outgoing_links
from cms.canonical import canonical_path
from media.hosts import NotAnAddress, target_of

from .following import belongs_to_machines

LONGEST_PATH = 600  # characters
MOST_IN_ONE_TEXT = 2_000


def address_of(target: str, page: str) -> str:
    """
    Return the address that ``target`` means in a text at the path ``page``, as it is kept; "" for none to be checked.

    None are mail and the like, a place on the page itself, and what belongs to machines, such as uploads.
    """
    if not target or target.startswith("#"):
        return ""
    if path := path_on_site(target, page, settings.SITE_URL):
        path = canonical_path(path)
        return "" if belongs_to_machines(path) or len(path) > LONGEST_PATH else path
    try:
        whole = urljoin(f"{settings.SITE_URL}{quote(page)}", target.strip())
        parts = urlsplit(whole)
        own = urlsplit(settings.SITE_URL).netloc
        if parts.scheme not in {"http", "https"} or parts.netloc == own or not parts.hostname:
            return ""
        elsewhere = f"{settings.MEDIA_PUBLIC_URL}/" if settings.MEDIA_PUBLIC_URL else ""
        if elsewhere and whole.startswith(elsewhere):
            return ""
        whole = whole.partition("#")[0].replace(" ", "%20")
        try:
            asked = target_of(whole)
            whole = f"{asked.scheme}://{asked.host_header}{asked.path}"
        except NotAnAddress:
            whole = quote(whole, safe=":/?&=%@!$'()*+,;[]~")  # nobody asks it, and its readers cannot open it either
    except ValueError:
        return ""
    return whole if len(whole) <= LONGEST_ADDRESS else ""


def host_of(address: str) -> str:
    """Return the host of an address of another site, "" for a path of this one."""
    return "" if address.startswith("/") else (urlsplit(address).hostname or "?")[:255]


def in_text(body: str, html: str, page: str, *, further: Iterable[str] = ()) -> dict[str, int]:
    """
    Return the addresses that the page at ``page`` leads to, each with the first line of ``body`` that has it.

    The HTML says what readers can follow, the source where it was written. ``further`` are links beside the text.
    """
    shown = dict.fromkeys(address_of(href, page) for href in [*hrefs(html), *further])
    shown.pop("", None)
    shown.pop(page, None)
    lines: dict[str, int] = {}
    for link in outgoing_links(body):
        lines.setdefault(address_of(link.target, page), link.line)
    return {address: lines.get(address, 0) for address in list(shown)[:MOST_IN_ONE_TEXT]}


def shown(address: str) -> str:
    """Return an address as people read it."""
    return address if address.startswith("/") else uri_to_iri(address)
