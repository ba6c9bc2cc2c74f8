"""Footnotes, admonitions: what Python-Markdown would say in English."""

import re

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.admonition import AdmonitionProcessor

from .sanitiser import ADMONITION_KINDS
from .tree import Element

BACKLINK = "回到正文"
# The arrow with the selector for text, or phones draw an emoji.
FOOTNOTES = {"BACKLINK_TITLE": BACKLINK, "BACKLINK_TEXT": "&#8617;&#xFE0E;"}


class ChineseAdmonitionProcessor(AdmonitionProcessor):
    def get_class_and_title(self, match: re.Match[str]) -> tuple[str, str | None]:
        kinds, title = super().get_class_and_title(match)
        if match[2] is None:
            title = ADMONITION_KINDS.get(kinds.split(" ", 1)[0], title)
        return kinds, title


class ChineseAdmonitions(Extension):
    """``!!! note`` without a title of its own is headed 注意, and so on."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.parser.blockprocessors.register(ChineseAdmonitionProcessor(md.parser), "admonition", 105)


def name_backlinks(root: Element) -> None:
    """Name the arrow that leads back from a footnote for those who hear it; drop it where no text asks for the note."""
    ids = {element.attributes.get("id") for element in root.iter()}
    for element in root.iter():
        for child in element.elements():
            if "footnote-backref" in child.classes:
                child.attributes["aria-label"] = BACKLINK
                if child.attributes.get("href", "").removeprefix("#") not in ids:
                    element.children.remove(child)
