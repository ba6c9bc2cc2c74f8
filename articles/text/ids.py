"""
Ids that a writer gives live apart from those of the page.

An id becomes a global name in the browser, so ``{#config}`` could stand in for a variable of a script (DOM
clobbering). Every id from a writer is prefixed; footnotes keep theirs, which no script can meet by chance.
"""

import re

from .tree import Element

PREFIX = "user-"
FOOTNOTE_ID = re.compile(r"fn(?:ref\d*)?:\S+\Z")
# Ids of the page around the body that nothing in it may take; tests/test_hostile_names.py reads the templates.
RESERVED = frozenset({"files", "main", "newest", "related", "search-words", "share", "theme"})


def prefix_written_ids(root: Element) -> set[str]:
    """Prefix the ids of writers and the links to them; return all ids in use. A repeated id goes."""
    renamed: dict[str, str] = {}
    taken = set(RESERVED)
    for element in root.iter():
        written = element.attributes.pop("id", "").strip()
        if not written:
            continue
        if FOOTNOTE_ID.match(written):
            name = written
        else:
            name = PREFIX + re.sub(r"\s+", "-", written.removeprefix(PREFIX))
            renamed.setdefault(written, name)
        if name not in taken:
            taken.add(name)
            element.attributes["id"] = name
    for element in root.iter():
        href = element.attributes.get("href", "")
        if href.startswith("#") and href[1:] in renamed:
            element.attributes["href"] = "#" + renamed[href[1:]]
    return taken
