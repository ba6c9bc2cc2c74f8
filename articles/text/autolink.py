"""
Bare addresses become links, and so do those of mail.

An address ends at the first character that is not ASCII, as in Hugo: ``https://example.cn/a，后文`` links
``https://example.cn/a``. A path with hanzi needs ``<…>`` or ``[…](…)``, or its percent-encoded form.
"""

import re

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor

from .tree import Element

# No name or password before the host: that is how https://bank.example@other.example hides where it leads.
ADDRESS = (
    r"(?<![A-Za-z0-9@/:._-])(?:https?://(?![!-.0-~]{0,300}@)|www\.)[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?"
    r"(?::\d{1,5})?(?:[/?#](?:[!#$%&()+,./0-9:;=?@A-Z\[\]_a-z~'-]|\*(?!\*)){0,2000})?"
)
MAIL = (
    r"(?<!mailto:)(?<![A-Za-z0-9@/.+_%-])[A-Za-z0-9][A-Za-z0-9.+_-]{0,63}@"
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,8}[A-Za-z]{2,24}(?![A-Za-z0-9@_-])"
)
LINKED = re.compile(f"(?P<address>{ADDRESS})|(?P<mail>{MAIL})")
ADDRESS_CLASS = "address"  # may break anywhere, or it tears a hole into the line above it
SIGNS = ("://", "www.", "@")
BRACKETS = (("(", ")"), ("[", "]"))
NOT_LINKED_INSIDE = frozenset({"a", "code", "pre", "samp", "kbd"})


class _Protect(InlineProcessor):
    """Keep Markdown's marks inside an address (``_``, ``*``, ``==``) from being read as marks."""

    # Inline processors answer with a place as well; Python-Markdown's own do not fit its base class either.
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override]
        address = trimmed(m[0])
        return address, m.start(), m.start() + len(address)


class BareAddresses(Extension):
    def extendMarkdown(self, md: Markdown) -> None:
        # After <https://…> and [links](…), before raw HTML and emphasis.
        md.inlinePatterns.register(_Protect(ADDRESS, md), "bare_address", 85)


def trimmed(address: str) -> str:
    """Drop the punctuation of the sentence, and a bracket that was opened before the address."""
    while True:
        shorter = address.rstrip(".,:;!?'*_~([")
        for opening, closing in BRACKETS:
            if shorter.endswith(closing) and shorter.count(closing) > shorter.count(opening):
                shorter = shorter[:-1]
        if shorter == address:
            return address
        address = shorter


def link_addresses(root: Element) -> None:
    """Put every bare address below ``root`` into a link, except inside links and code; mark those that are shown."""
    stack = [root]
    while stack:
        element = stack.pop()
        if element.tag == "a" and _shows_address(element):
            element.attributes["class"] = " ".join([*element.classes, ADDRESS_CLASS])
        if element.tag in NOT_LINKED_INSIDE:
            continue
        stack.extend(element.elements())
        if any(isinstance(child, str) and any(sign in child for sign in SIGNS) for child in element.children):
            element.children = [part for child in element.children for part in _parts(child)]


def _shows_address(link: Element) -> bool:
    words = link.text()
    return ("://" in words and " " not in words) or link.attributes.get("href") == f"mailto:{words}"


def _parts(child: Element | str) -> list[Element | str]:
    if isinstance(child, Element):
        return [child]
    parts: list[Element | str] = []
    position = 0
    for match in LINKED.finditer(child):
        address = match["mail"] or trimmed(match["address"])
        href = f"mailto:{address}" if match["mail"] else address if "://" in address else f"https://{address}"
        shown = {"href": href, "class": ADDRESS_CLASS}
        parts += [child[position : match.start()], Element("a", shown, [address])]
        position = match.start() + len(address)
    return [part for part in [*parts, child[position:]] if part]
