"""
The text of a tree as one string, for rules that look across bold, links and the like.

A line end between two words does not care whether one of them is bold; nor does a pair of quotes.
"""

from collections.abc import Mapping

from .tree import BLOCKS, Element

# Stand for what is not text: the edge of a block, and a line break or a picture inside one.
WALL = "\ufffc"
GAP = "\u2028"
VERBATIM = frozenset({"code", "samp", "kbd", "var"})


class Flow:
    """
    The texts below ``root`` in their order, joined in ``text``; preformatted text is left out.

    ``written`` is the same with every character of code and of bare addresses as ``x``: what no rule may change.
    """

    def __init__(self, root: Element) -> None:
        self._slots: list[tuple[Element, int] | None] = []
        self._texts: list[str] = []
        self._walk(root)
        self.text = "".join(self._texts)
        self.written = "".join(
            text if slot or text in {WALL, GAP} else "x" * len(text)
            for slot, text in zip(self._slots, self._texts, strict=True)
        )

    def put(self, changes: Mapping[int, str]) -> None:
        """Write other characters, one, several or none, into the tree at these places of ``text``."""
        if not changes:
            return
        start = 0
        for slot, text in zip(self._slots, self._texts, strict=True):
            places = range(start, start + len(text))
            start = places.stop
            if slot and any(place in changes for place in places):
                element, index = slot
                element.children[index] = "".join(
                    changes.get(place, character) for place, character in zip(places, text, strict=True)
                )

    def _add(self, text: str, slot: tuple[Element, int] | None = None) -> None:
        self._slots.append(slot)
        self._texts.append(text)

    def _walk(self, root: Element) -> None:
        stack: list[tuple[Element, int, bool]] = [(root, 0, False)]
        while stack:
            element, index, verbatim = stack.pop()
            wall = WALL if element.tag in BLOCKS else GAP if element.tag in {"br", "img", "picture", "input"} else ""
            if index == 0:
                self._add(wall)
                verbatim = verbatim or element.tag in VERBATIM or (element.tag == "a" and "://" in element.text())
            if index == len(element.children) or element.tag == "pre":
                self._add(wall)
                continue
            stack.append((element, index + 1, verbatim))
            child = element.children[index]
            if isinstance(child, Element):
                stack.append((child, 0, verbatim))
            else:
                self._add(child, None if verbatim else (element, index))
