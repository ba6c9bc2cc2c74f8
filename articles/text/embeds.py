"""
Embedded players and frames of other sites: a link to their page, nothing loaded (decisions §6.12).

A video whose page we know, embedded or linked in a paragraph of its own, is shown as a poster.
"""

from urllib.parse import urlsplit

from .tree import Element
from .videos import video_page

# In these a link is a block of its own, elsewhere a part of the line.
CONTAINERS = frozenset({"body", "div", "section", "blockquote", "details", "figure", "li", "dd", "td"})
EMBEDS = frozenset({"iframe", "video", "audio"})
WATCH = "观看视频"


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


def show_posters(root: Element) -> None:
    """Turn each paragraph that holds nothing but a link to a video's page into its poster."""
    for element in root.iter():
        if element.tag != "p" or len(element.elements()) != 1:
            continue
        anchor = element.elements()[0]
        alone = all(isinstance(child, Element) or not child.strip() for child in element.children)
        page = video_page(anchor.attributes.get("href", "")) if alone and anchor.tag == "a" else None
        if page and not anchor.elements():
            label = " ".join(anchor.text().split())
            bare = "://" in label or label.startswith("www.")
            element.children = _poster(*page, "" if bare else label)
            element.attributes["class"] = "embed video"


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
    if tag == "p" and (page := video_page(address)):
        return [Element("p", {"class": "embed video"}, _poster(*page, title))]
    label = title or ("打开视频" if embed.tag != "audio" else "打开音频")
    anchor = Element("a", {"href": address}, [f"{label}（{host}）" if host else label])
    return [Element(tag, {"class": "embed"}, [anchor])]


def _poster(address: str, name: str, title: str) -> list[Element | str]:
    """Return the one link of a poster: what it shows, and where it leads."""
    title = title.removesuffix(f"（{name}）").strip()
    words = WATCH if title in {"", "打开视频"} else title
    return [Element("a", {"href": address}, [Element("strong", {}, [words]), Element("small", {}, [name])])]
