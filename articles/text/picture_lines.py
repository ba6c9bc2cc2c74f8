"""
A picture on a line of its own inside a paragraph, made a paragraph of its own: so it is a figure like any other.

Many texts name their picture right under the words that speak of it, without an empty line; Hugo drew it there large.
"""

from .tree import Element

ITEMS = frozenset({"li", "dd"})


def set_apart(root: Element) -> None:
    """Give every picture that stands alone on its line, between lines of text, a paragraph of its own."""
    for element in list(root.iter()):
        children: list[Element | str] = []
        for child in element.children:
            if isinstance(child, Element) and child.tag == "p":
                children += _parts(child)
            else:
                children.append(child)
        element.children = children
        if element.tag in ITEMS:
            element.children = _parts(element)[0].children


def _parts(holder: Element) -> list[Element]:
    """Return a paragraph as several where a picture parts it, or an item with its pictures in paragraphs."""
    lines = holder.children
    alone = {index for index in range(len(lines)) if _is_alone(lines, index)}
    others = [child for index, child in enumerate(lines) if index not in alone]
    if not alone or (holder.tag == "p" and not any(isinstance(other, Element) or other.strip() for other in others)):
        return [holder]
    parts = [Element(holder.tag, holder.attributes)]
    for index, child in enumerate(lines):
        if index not in alone:
            parts[-1].children.append(child)
        elif holder.tag == "p":
            parts += [Element("p", {}, [child]), Element("p")]
        else:
            parts[-1].children.append(Element("p", {}, [child]))
    for part in parts:
        _strip_breaks(part)
    return [part for part in parts if part.elements() or part.text().strip()]


def _strip_breaks(part: Element) -> None:
    """Drop the line breaks that led to a picture and away from it."""
    for edge in (0, -1):
        while part.children:
            child = part.children[edge]
            if isinstance(child, str):
                part.children[edge] = child = child.lstrip() if edge == 0 else child.rstrip()
            if child and not (isinstance(child, Element) and child.tag == "br"):
                break
            del part.children[edge]


def _is_alone(lines: list[Element | str], index: int) -> bool:
    child = lines[index]
    if not isinstance(child, Element):
        return False
    inner = child.elements()
    is_picture = child.tag == "img" or (
        child.tag == "a" and len(inner) == 1 and inner[0].tag == "img" and not child.text().strip()
    )
    return is_picture and _ends_line(lines[:index][-1:], -1) and _ends_line(lines[index + 1 : index + 2], 0)


def _ends_line(neighbour: list[Element | str], side: int) -> bool:
    if not neighbour:
        return True
    if isinstance(neighbour[0], Element):
        return neighbour[0].tag in {"br", "p", "ul", "ol", "pre", "blockquote"}
    return neighbour[0].strip(" \t")[side:][:1] == "\n"
