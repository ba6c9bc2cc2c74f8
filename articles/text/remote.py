"""
Pictures of other sites: from which addresses one may be shown (decisions §6.12).

Only over https, without port, name or password, from a host of the site's own list.
"""

import re
from collections.abc import Container

LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
# The last label begins with a letter, so no IP address is a host, however it is written.
HOST = re.compile(rf"(?:{LABEL}\.){{1,8}}[a-z](?:[a-z0-9-]{{0,61}}[a-z0-9])?\Z")
LONGEST_HOST = 253  # RFC 1035
ADDRESS = re.compile(r"(?:https?:)?//(?P<host>[^\s/?#\\@:\[\]]+)(?P<rest>[/?#][^\s\\]*)?\Z", re.IGNORECASE)


def host_name(written: str) -> str | None:
    """Return a host's name as browsers send it (lower case, IDNA), or None for what is no plain name of a host."""
    try:
        name = written.strip().rstrip(".").encode("idna").decode("ascii").lower()
    except UnicodeError:
        return None
    return name if len(name) <= LONGEST_HOST and HOST.match(name) else None


def remote_address(reference: str, hosts: Container[str]) -> str | None:
    """Return the address to load a picture of another site from; None where its host is none of ``hosts``."""
    match = ADDRESS.match(reference.strip())
    host = host_name(match["host"]) if match else None
    return f"https://{host}{match['rest'] or '/'}" if match and host and host in hosts else None
