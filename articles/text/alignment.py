"""Left, centre, right: by class, since the site's policy forbids style (decisions §6.12)."""

import re

from .tree import Element

ALIGNMENTS = frozenset({"left", "center", "right"})
STYLE = re.compile(r"(?:\A|;)\s*text-align\s*:\s*(?P<alignment>[a-z]+)\s*(?:;|\Z)", re.IGNORECASE)


def align(root: Element) -> None:
    """Turn ``align``, ``text-align`` and ``<center>`` into a class, wherever a writer or a table has one."""
    for element in root.iter():
        style = STYLE.search(element.attributes.pop("style", ""))
        alignment = (element.attributes.pop("align", "") or (style["alignment"] if style else "")).lower()
        if element.tag == "center":
            element.tag, alignment = "div", "center"
        if alignment in ALIGNMENTS:
            element.attributes["class"] = " ".join([*element.classes, f"align-{alignment}"])
