"""JSON inside a page: the one place that writes it into a ``<script>``."""

import json
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

# What could end the script or begin a comment in it, and two line ends that JavaScript once did not take. Each has
# a form in JSON that reads the same; outside of strings JSON holds none of them.
ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def json_script(data: Any, kind: str = "application/ld+json") -> SafeString:
    """
    Return ``data`` as a block of data, which a browser reads and never runs.

    No character of it can leave the script: the parser of HTML knows no entities there, so nothing is
    escaped as HTML.
    """
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    return format_html('<script type="{}">{}</script>', kind, mark_safe(written))  # noqa: S308 -- escaped just above
