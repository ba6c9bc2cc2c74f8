"""
``:smile:`` where the old site had ``enableEmoji``: the character itself, written into our copy of the text.

Once, on import, so that search, feeds and editors see what readers saw; a text that was written here means what it
says. The names are GitHub's, which Hugo uses too, from the table that pymdownx keeps.
"""

import re

from pymdownx.gemoji_db import aliases, emoji

from articles.text.masking import code_ranges

NAME = r":[A-Za-z0-9_+-]{1,60}:"
# An address or a tag is passed over whole; what is left is a name.
PIECES = re.compile(rf"https?://\S{{1,2000}}|<[A-Za-z/][^<>\n]{{0,2000}}>|\]\([^()\n]{{0,2000}}\)|(?P<name>{NAME})")


def with_emoji(text: str) -> str:
    """Return Markdown with the names of emoji replaced, except in code, addresses and tags."""
    if text.count(":") < 2:
        return text
    code = code_ranges(text)
    parts: list[str] = []
    start = 0
    for opened, closed in [*code, (len(text), len(text))]:
        parts += [PIECES.sub(_replaced, text[start:opened]), text[opened:closed]]
        start = closed
    return "".join(parts)


def _replaced(match: re.Match[str]) -> str:
    name = match["name"]
    found = emoji.get(aliases.get(name, name)) if name else None
    code = (found or {}).get("unicode_alt") or (found or {}).get("unicode")
    return "".join(chr(int(point, 16)) for point in code.split("-")) if code else match[0]
