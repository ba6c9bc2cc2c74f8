"""What the site's XML has in common: feeds and sitemaps alike hold words that somebody typed."""

import re

# What XML 1.0 forbids: most control characters, halves of surrogate pairs, two non-characters.
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def legal(text: str) -> str:
    """Return ``text`` without the characters that no XML document may hold, raw or as references."""
    return ILLEGAL.sub("", text)
