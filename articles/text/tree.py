"""
A small tree of HTML, for the passes between Markdown and the last cleaning.

It reads only what the sanitiser has written: well-formed, lower-case, every quote in place.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

from .characters import tidy
from .limits import MAX_DEPTH, VOID_TAGS, TextTooComplex

# Markup inside one block (bold in a link in a cell …) adds levels of its own.
MAX_TREE_DEPTH = 4 * MAX_DEPTH

BLOCKS = frozenset(
    "address admonition blockquote caption col colgroup dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6"
    " header hr li ol p pre section summary table tbody td tfoot th thead tr ul".split()
)


@dataclass(eq=False)
class Element:
    """One element. ``children`` holds elements and strings (text, not escaped), in order."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    def elements(self) -> list["Element"]:
        """Return the children that are elements."""
        return [child for child in self.children if isinstance(child, Element)]

    def iter(self) -> Iterator["Element"]:
        """Yield this element and all below it, in document order. The tree may not change meanwhile."""
        stack = [self]
        while stack:
            element = stack.pop()
            yield element
            stack.extend(reversed(element.elements()))

    def text(self) -> str:
        """Return the text of this element and all below it, as it stands."""
        parts = []
        stack: list[Element | str] = [self]
        while stack:
            node = stack.pop()
            if isinstance(node, str):
                parts.append(node)
            else:
                stack.extend(reversed(node.children))
        return "".join(parts)


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("body")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: tidy(value or "") for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID_TAGS:
            self.open.append(element)
            if len(self.open) > MAX_TREE_DEPTH:
                raise TextTooComplex(None, "nesting")

    def handle_endtag(self, tag: str) -> None:
        if len(self.open) > 1 and self.open[-1].tag == tag:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(tidy(data))  # an entity may have stood for a control character


def parse(html: str) -> Element:
    """Return the tree of what the sanitiser wrote, under a root called ``body``."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.root


def serialise(root: Element) -> str:
    """Return the HTML of everything below ``root``."""
    parts: list[str] = []
    stack: list[Element | str | tuple[str]] = list(reversed(root.children))
    while stack:
        node = stack.pop()
        if isinstance(node, tuple):
            parts.append(node[0])
        elif isinstance(node, str):
            parts.append(escape(node, quote=False))
        else:
            attributes = "".join(f' {name}="{escape(value)}"' for name, value in node.attributes.items())
            parts.append(f"<{node.tag}{attributes}>")
            if node.tag not in VOID_TAGS:
                stack.append((f"</{node.tag}>",))
                # HTML drops the first line end of a pre, so one that belongs to the text is written twice.
                if node.tag == "pre" and node.text().startswith("\n"):
                    parts.append("\n")
                stack.extend(reversed(node.children))
    return "".join(parts)
