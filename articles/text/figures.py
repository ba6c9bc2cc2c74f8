"""
Pictures of a body: figures, galleries, pictures inside a line, and what is shown when there is none.

Every ``<img>`` of the source is replaced here by what the caller's ``pictures`` knows of it, so a body can
never load anything that the library does not hold.
"""

import re
from collections.abc import Iterator
from itertools import groupby

from media.alternatives import is_placeholder_alt

from .pictures import Crop, Picture, Pictures, Source
from .tree import Element

REMOTE = re.compile(r"(?:https?:)?//", re.IGNORECASE)
MOST_IN_GALLERY = 9
EAGER_WITHIN_BLOCKS = 3
CREDIT = "图源："
UNNAMED = "查看第 {} 张图片"
LAZY = {"loading": "lazy", "decoding": "async"}
NO_REFERRER = {"referrerpolicy": "no-referrer"}
SIZE = re.compile(r"[1-9]\d{0,3}\Z")
EAGER = {"loading": "eager", "fetchpriority": "high", "decoding": "async"}


class Figures:
    """One run over one body. ``references`` and ``missing`` fill up in order of appearance, without repeats."""

    def __init__(self, pictures: Pictures, *, gallery: bool):
        self.pictures = pictures
        self.gallery = gallery
        self.made: set[Element] = set()
        self.references: dict[str, Picture | None] = {}
        self.shown: dict[Element, tuple[Element, Crop]] = {}  # figures that have a square: their <picture>, and it

    @property
    def count(self) -> int:
        return len(self.made)

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(reference for reference, picture in self.references.items() if picture is None)

    def place(self, root: Element, *, eager_first: bool) -> None:
        """Replace every picture below ``root``."""
        for element in list(root.iter()):
            element.children = list(self._replaced(element))
        self._number(root)
        for element in list(root.iter()):
            if self.gallery:
                element.children = list(self._grouped(element.children))
        if eager_first:
            _hurry_first(root)

    def _replaced(self, parent: Element) -> Iterator[Element | str]:
        for child in parent.children:
            if not isinstance(child, Element):
                yield child
            elif child.tag in {"p", "figure", "div"} and (images := _images(child)):
                yield from self._blocks(child, images)
                child.children = []  # dealt with; the outer loop has nothing left to do in it
            elif child.tag == "img":
                yield from self._inline(child)
            else:
                yield child

    def _blocks(self, block: Element, images: list[tuple[Element, str]]) -> Iterator[Element]:
        described = _caption_of(block)
        for image, link in images:
            reference = _reference(image)
            title = described or image.attributes.get("title", "").strip()
            if not reference:
                continue
            if REMOTE.match(reference) and not self._remote(reference):
                yield _link_instead(image, reference, title)
                continue
            picture = self._remote(reference) or self._find(reference)
            caption = _caption(title, reference, picture)
            if picture:
                yield self._figure(image, reference, picture, caption, link)
            elif caption:
                yield Element("p", {}, [caption])

    def _inline(self, image: Element) -> Iterator[Element]:
        reference = _reference(image)
        if picture := self._remote(reference):
            yield _remote_img(image, picture, _alt(image, reference, picture))
        elif REMOTE.match(reference):
            yield _anchor(image, reference, image.attributes.get("title", "").strip())
        elif reference and (picture := self._find(reference)):
            yield _img(picture, _alt(image, reference, picture))

    def _remote(self, reference: str) -> Picture | None:
        """Return a picture of another site that may be shown."""
        picture = self.pictures(reference) if REMOTE.match(reference) else None
        return picture if picture and picture.remote else None

    def _find(self, reference: str) -> Picture | None:
        if reference not in self.references:
            self.references[reference] = self.pictures(reference)
        return self.references[reference]

    def _figure(self, image: Element, reference: str, picture: Picture, caption: str, link: str) -> Element:
        alt = _alt(image, reference, picture)
        anchor = Element("a", {"href": link or picture.href})
        if self.gallery and not link:
            anchor.attributes["data-lb"] = picture.enlarged
        if not alt:  # a link needs a name even where its picture has none
            anchor.attributes["aria-label"] = UNNAMED
        drawn = _remote_img(image, picture, alt) if picture.remote else _img(picture, alt)
        shown = Element("picture", {}, [*map(_source, picture.sources), drawn])
        anchor.children = [shown]
        if "width" not in drawn.attributes:  # the page keeps a frame free for it
            anchor.attributes["class"] = "unsized"
        figure = Element("figure", {"id": "img"}, [anchor])
        self.made.add(figure)
        if picture.square:
            self.shown[figure] = (shown, picture.square)
        credit = f"{CREDIT}{picture.credit.strip()}" if picture.credit.strip() else ""
        if words := "\u3000".join(filter(None, [caption, credit])):
            figure.children.append(Element("figcaption", {}, [words]))
        return figure

    def _number(self, root: Element) -> None:
        """Number the figures as they stand on the page."""
        figures = (element for element in root.iter() if element in self.made)
        for number, figure in enumerate(figures, start=1):
            figure.attributes["id"] = f"img-{number}"
            anchor = figure.elements()[0]
            if "aria-label" in anchor.attributes:
                anchor.attributes["aria-label"] = UNNAMED.format(number)

    def _grouped(self, children: list[Element | str]) -> Iterator[Element | str]:
        """Put each run of two to nine figures, with nothing but white space between them, into a gallery."""
        kept = [child for child in children if isinstance(child, Element) or child.strip()]
        if not any(isinstance(child, Element) and child.tag == "figure" for child in kept):
            yield from children
            return
        for is_figure, run in groupby(kept, key=lambda child: isinstance(child, Element) and "id" in child.attributes):
            members = list(run)
            if is_figure and 2 <= len(members) <= MOST_IN_GALLERY:
                for figure in members:
                    self._square(figure)
                columns = "gallery-2" if len(members) == 2 else "gallery-3"
                yield Element("div", {"class": f"gallery {columns}"}, members)
            else:
                yield from members

    def _square(self, figure: Element | str) -> None:
        """Show a figure's picture cut to a square, where there is such a cut."""
        if isinstance(figure, Element) and figure in self.shown:
            shown, square = self.shown[figure]
            alt = shown.elements()[-1].attributes["alt"]
            shown.children = [*map(_source, square.sources), _img(square, alt)]


def _images(block: Element) -> list[tuple[Element, str]]:
    """Return the pictures of a block that holds nothing else, each with the address it links to; else nothing."""
    images = []
    for child in block.elements():
        inner = child.elements()
        if child.tag == "img":
            images.append((child, ""))
        elif child.tag == "a" and len(inner) == 1 and inner[0].tag == "img" and not child.text().strip():
            images.append((inner[0], child.attributes.get("href", "")))
        elif child.tag != "br" and not (child.tag == "figcaption" and block.tag == "figure"):
            return []
    only_pictures = all(isinstance(child, Element) or not child.strip() for child in block.children)
    return images if only_pictures else []


def _caption_of(block: Element) -> str:
    captions = [child for child in block.elements() if child.tag == "figcaption"]
    return " ".join(captions[0].text().split()) if captions else ""


def _reference(image: Element) -> str:
    return (image.attributes.get("data-src") or image.attributes.get("src", "")).strip()


def _caption(title: str, reference: str, picture: Picture | None) -> str:
    """Return the article's caption, else the library's; a placeholder is no caption."""
    for caption in (title, picture.caption.strip() if picture else ""):
        if caption and not is_placeholder_alt(caption, reference):
            return caption
    return ""


def _alt(image: Element, reference: str, picture: Picture) -> str:
    """Return the article's alternative text, else the library's, else nothing."""
    written = image.attributes.get("alt", "").strip()
    if not is_placeholder_alt(written, reference):
        return written
    return "" if picture.decorative or is_placeholder_alt(picture.alt, reference) else picture.alt.strip()


def _img(picture: Picture | Crop, alt: str) -> Element:
    size = {"width": str(picture.width), "height": str(picture.height)}
    return Element("img", {"src": picture.src, **size, "alt": alt, **LAZY})


def _remote_img(image: Element, picture: Picture, alt: str) -> Element:
    """Return a picture of another site, as large as its writer says; that site is not told of the page."""
    size = {name: value for name in ("width", "height") if SIZE.match(value := image.attributes.get(name, ""))}
    return Element("img", {"src": picture.src, **(size if len(size) == 2 else {}), "alt": alt, **NO_REFERRER, **LAZY})


def _source(source: Source) -> Element:
    attributes = {"type": source.type, "srcset": source.srcset, "sizes": source.sizes, "media": source.media}
    return Element("source", {name: value for name, value in attributes.items() if value})


def _link_instead(image: Element, address: str, title: str) -> Element:
    return Element("p", {"class": "remote-image"}, [_anchor(image, address, title)])


def _anchor(image: Element, address: str, title: str) -> Element:
    """Return the link that stands for a picture of another site: nothing is loaded from there."""
    words = [title, image.attributes.get("alt", "").strip()]
    label = next((text for text in words if not is_placeholder_alt(text, address)), "外部图片")
    return Element("a", {"href": f"https:{address}" if address.startswith("//") else address}, [label])


def _hurry_first(root: Element) -> None:
    """Let the first picture load at once when it stands in one of the first blocks, where a reader sees it."""
    for block in root.elements()[:EAGER_WITHIN_BLOCKS]:
        for element in block.iter():
            if element.tag == "img":
                del element.attributes["loading"]
                element.attributes |= EAGER
                return
