"""Embedded players and frames of other sites: a link to their page, nothing loaded (decisions §6.12)."""

from urllib.parse import urlsplit

from .tree import Element

# In these a link is a block of its own, elsewhere a part of the line.
CONTAINERS = frozenset({"body", "div", "section", "blockquote", "details", "figure", "li", "dd", "td"})
EMBEDS = frozenset({"iframe", "video", "audio"})


def replace_embeds(root: Element) -> None:
    """Put a link in the place of every frame, video and sound below ``root``."""
    for element in list(root.iter()):
        children: list[Element | str] = []
        for child in element.children:
            if isinstance(child, Element) and child.tag in EMBEDS:
                children += _link(child, "p" if element.tag in CONTAINERS else "span")
            elif not (isinstance(child, Element) and child.tag == "source"):
                children.append(child)
        element.children = children


def _link(embed: Element, tag: str) -> list[Element | str]:
    sources = [embed.attributes.get("src", ""), *(inner.attributes.get("src", "") for inner in embed.elements())]
    address = next((source.strip() for source in sources if source.strip()), "")
    if not address:
        return []
    if address.startswith("//"):
        address = f"https:{address}"
    try:
        host = urlsplit(address).hostname
    except ValueError:
        return []
    title = " ".join(embed.attributes.get("title", "").split())
    label = title or ("打开视频" if embed.tag != "audio" else "打开音频")
    anchor = Element("a", {"href": address}, [f"{label}（{host}）" if host else label])
    return [Element(tag, {"class": "embed"}, [anchor])]
