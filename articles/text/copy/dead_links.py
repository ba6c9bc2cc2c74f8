"""Check of the links: which of them lead nowhere, as far as somebody has looked."""

from collections.abc import Iterator

from articles.text.outgoing import outgoing_links

from .findings import Figure, Finding, Place
from .typed import Copy

NAMED = 3  # addresses in the message


def dead_links(copy: Copy) -> Iterator[Finding]:
    """Yield W08 with the place of each dead link, that of the original article last."""
    if not copy.dead:
        return
    found = [(one.target, Place("body", one.start, one.end, one.line)) for one in outgoing_links(copy.body)]
    found = [(target, where) for target, where in found if target in copy.dead]
    beside = [(copy.source_url, Place("source_url"))] if copy.source_url in copy.dead else []
    if found or beside:
        targets = list(dict.fromkeys(target for target, _where in [*found, *beside]))
        lines = list(dict.fromkeys(where.line for _target, where in found))
        figures: dict[str, Figure] = {
            "n": len(found) + len(beside),
            "list": "、".join(targets[:NAMED]) + ("…" if len(targets) > NAMED else ""),
            "lines": "、".join(map(str, lines[:NAMED])) + ("…" if len(lines) > NAMED else ""),
        }
        yield Finding("W08", tuple(where for _target, where in [*found, *beside]), figures)
