"""
Hosts of other sites whose pictures the site shows: the administrator's list, and what pages are allowed because of it.

A page that shows such a picture allows its host and no other; every other page keeps the site's policy. So the list
costs a query only where it matters, and taking a host off it works at once, also in texts made before.
"""

import re

from django.http import HttpResponse

from articles.text.remote import host_name
from cms.headers import policy_with

from .models import SiteSettings

MOST_HOSTS = 30
SHOWN = re.compile(r'<img src="https://([^/"]+)/')


def hosts_of(lines: str) -> tuple[str, ...]:
    """Return the hosts of a list as it was saved, one a line."""
    return tuple(lines.split())


def faults_of(lines: str) -> list[str]:
    """Return the lines that name no host: addresses, ports, wildcards, IP addresses."""
    return [line.strip() for line in lines.splitlines() if line.strip() and host_name(line) is None]


def tidy(lines: str) -> str:
    """Return a list without faults as it is saved: as browsers name the hosts, none twice, in the order typed."""
    names = (host_name(line) for line in lines.splitlines())
    return "\n".join(dict.fromkeys(name for name in names if name))


def allowed_hosts() -> frozenset[str]:
    """Return the hosts of the list, with one query."""
    return frozenset(hosts_of(SiteSettings.objects.current().remote_image_hosts))


def allow(response: HttpResponse, body_html: str) -> HttpResponse:
    """Let a page load the pictures of other sites that ``body_html`` shows, as far as their hosts are on the list."""
    shown = set(SHOWN.findall(body_html))
    if shown and (allowed := sorted(shown & allowed_hosts())):
        response["Content-Security-Policy"] = policy_with("img-src", [f"https://{host}" for host in allowed])
    return response
