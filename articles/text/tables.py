"""Tables scroll in a frame of their own."""

from .tree import Element


def frame_tables(root: Element) -> None:
    """Wrap every table that is not inside another into a region that a keyboard can scroll."""
    count = 0
    stack = [root]
    while stack:
        element = stack.pop()
        inner = []
        for index, child in enumerate(element.children):
            if not isinstance(child, Element):
                continue
            if child.tag == "table":
                count += 1
                label = "表格" if count == 1 else f"表格 {count}"
                frame = {"class": "table-scroll", "tabindex": "0", "role": "region", "aria-label": label}
                element.children[index] = Element("div", frame, [child])
            else:
                inner.append(child)
        stack.extend(reversed(inner))


def unescape_bars(root: Element) -> None:
    """Turn ``\\|`` in the code of cells into the bar that it stands for."""
    for element in root.iter():
        if element.tag in {"td", "th"}:
            for inner in element.elements():
                if inner.tag == "code":
                    inner.children = [c.replace("\\|", "|") if isinstance(c, str) else c for c in inner.children]
