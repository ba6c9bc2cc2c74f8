"""
A body as it survives pasting into the editor of a 公众号.

That editor keeps inline styles and drops everything else: classes, ids, links to other sites, pictures that it cannot
fetch. So styles are written on every element, links become numbered notes, and each picture becomes a numbered line at
whose place the person uploads it. This is the one place with ``style`` attributes; no page of ours shows them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

import nh3

from .tree import Element, parse, serialise

NBSP = "\u00a0"
OWN_HOST = "mp.weixin.qq.com"  # links to other articles of WeChat stay links
TEXT = "margin:0 0 1em;font-size:16px;line-height:1.75;color:#1a2024;text-align:justify;"
SMALL = "font-size:14px;line-height:1.6;color:#5f6a73;"
CODE = "font-family:Menlo,Consolas,monospace;font-size:14px;background-color:#eaeff2;"
BOX = "margin:0 0 1em;padding:12px 16px;background-color:#f5f7f9;"
CELL = "padding:6px 10px;border:1px solid #d5dbe0;font-size:14px;line-height:1.6;text-align:left;vertical-align:top;"
STYLES = {
    "p": TEXT,
    "h2": "margin:1.6em 0 .8em;font-size:19px;line-height:1.4;font-weight:bold;color:#1a2024;",
    "h3": "margin:1.4em 0 .6em;font-size:17px;line-height:1.4;font-weight:bold;color:#1a2024;",
    "h4": "margin:1.2em 0 .6em;font-size:16px;line-height:1.4;font-weight:bold;color:#1a2024;",
    "blockquote": BOX + "border-left:4px solid #7b868f;",
    "ul": "margin:0 0 1em;padding-left:1.4em;list-style-type:disc;",
    "ol": "margin:0 0 1em;padding-left:1.6em;list-style-type:decimal;",
    "li": "margin:0 0 .4em;font-size:16px;line-height:1.75;color:#1a2024;",
    "table": "margin:0 0 1em;width:100%;border-collapse:collapse;",
    "th": CELL + "font-weight:bold;background-color:#f5f7f9;",
    "td": CELL,
    "code": CODE + "padding:2px 4px;",
    "em": "font-style:normal;font-weight:bold;",
    "mark": "background-color:#fff3c4;",
    "hr": "margin:2em auto;width:30%;border:0;border-top:1px solid #7b868f;",
}
KEPT = frozenset("strong b u s del ins sub sup small br thead tbody tfoot tr caption span i q cite".split())
ALIGNMENTS = {"align-center": "text-align:center;", "align-right": "text-align:right;"}
HEADINGS = {"h5": "h4", "h6": "h4"}

_CLEANER = nh3.Cleaner(
    tags=set(STYLES) | KEPT | {"section", "a"},
    attributes={"*": {"style"}, "a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}},
    url_schemes={"https"},
    link_rel=None,
    filter_style_properties={
        part.partition(":")[0]
        for style in (*STYLES.values(), SMALL, *ALIGNMENTS.values())
        for part in style.split(";")
        if part
    },
)


@dataclass(frozen=True)
class Upload:
    """A picture to upload by hand: its number in the text, its address, the name of its file, its words."""

    number: int
    address: str
    name: str
    words: str


@dataclass(frozen=True)
class ForWeChat:
    """A body ready to be pasted, and the pictures to upload, in order."""

    html: str
    pictures: tuple[Upload, ...]


def addresses(html: str) -> list[str]:
    """Return where the pictures of a sanitised body lie, in order."""
    return [one.attributes.get("src", "") for one in parse(html).iter() if one.tag == "img"]


def for_wechat(html: str, *, site: str, names: Mapping[str, str] | None = None) -> ForWeChat:
    """
    Return a sanitised body in the form that the 公众号 editor keeps. ``site`` makes relative links whole.

    ``names`` says what the files of pictures are called, by their addresses; one that it does not know is called as its
    address ends. Never raises for HTML that the sanitiser wrote.
    """
    work = _Work(site, names or {})
    root = Element("body", {}, work.all(parse(html)))
    if work.notes:
        root.children.append(_styled("p", STYLES["h4"], ["参考链接"]))
        for number, (words, address) in enumerate(work.notes, start=1):
            line = f"[{number}] {words}：{address}" if words else f"[{number}] {address}"
            root.children.append(_styled("p", SMALL, [line]))
    return ForWeChat(_CLEANER.clean(serialise(root)).strip(), tuple(work.pictures))


def _styled(tag: str, style: str, children: list[Element | str]) -> Element:
    return Element(tag, {"style": style}, children)


class _Work:
    """One walk over one body. Notes and pictures fill up in order of appearance."""

    def __init__(self, site: str, names: Mapping[str, str]) -> None:
        self.site = site
        self.names = names
        self.notes: list[tuple[str, str]] = []
        self.pictures: list[Upload] = []

    def all(self, element: Element) -> list[Element | str]:
        """Return what the children of an element become."""
        made: list[Element | str] = []
        for child in element.children:
            made += [child] if isinstance(child, str) else self.one(child)
        return made

    def one(self, element: Element) -> list[Element | str]:
        """Return what one element becomes; nothing for what cannot be pasted."""
        special: dict[str, Callable[[Element], list[Element | str]]] = {
            "a": self.link,
            "figure": self.figure,
            "img": lambda image: [self.picture(image, "")],
            "pre": self.code_block,
            "input": lambda box: ["☑" if "checked" in box.attributes else "☐"],
            "ruby": self.ruby,
            "dt": lambda term: [_styled("p", TEXT, [Element("strong", {}, self.all(term))])],
            "dd": lambda words: [_styled("section", "padding-left:1.6em;", self.all(words))],
            "details": lambda box: [_styled("section", BOX, self.all(box))],
            "summary": lambda words: [_styled("p", TEXT, [Element("strong", {}, self.all(words))])],
            "div": self.box,
            "section": self.box,
        }
        if element.tag in special:
            return special[element.tag](element)
        if "video" in element.classes:
            return self.video(element)
        if "admonition-title" in element.classes:
            return [_styled("p", TEXT, [Element("strong", {}, self.all(element))])]
        tag = HEADINGS.get(element.tag, element.tag)
        if tag in STYLES:
            style = STYLES[tag] + "".join(ALIGNMENTS.get(name, "") for name in element.classes)
            kept = {name: value for name, value in element.attributes.items() if name in {"colspan", "rowspan"}}
            return [Element(tag, {"style": style, **kept}, self.all(element))]
        if tag in KEPT:
            return [Element(tag, {}, self.all(element))]
        return self.all(element)

    def box(self, element: Element) -> list[Element | str]:
        if "admonition" in element.classes:
            return [_styled("section", BOX + "border-left:4px solid #0b5c7a;", self.all(element))]
        if "footnote" in element.classes:
            return [_styled("section", "margin-top:2em;border-top:1px solid #d5dbe0;", self.all(element))]
        return self.all(element)

    def link(self, element: Element) -> list[Element | str]:
        """Return the words of a link with the number of its note; marks that lead about the page lose their way."""
        target = element.attributes.get("href", "")
        if "footnote-backref" in element.classes:
            return []
        if "footnote-ref" in element.classes or target.startswith("#") or not target:
            return self.all(element)
        if target.startswith("mailto:"):
            return self.all(element)
        address = urljoin(self.site, target)
        if urlsplit(address).hostname == OWN_HOST:
            return [Element("a", {"href": address.replace("http:", "https:", 1)}, self.all(element))]
        words = " ".join(element.text().split())
        return [*self.all(element), Element("sup", {}, [f"[{self.note('' if words == address else words, address)}]"])]

    def note(self, words: str, address: str) -> int:
        """Return the number of an address among the notes; the same address has one."""
        known = [noted for _words, noted in self.notes]
        if address not in known:
            self.notes.append((words, address))
            return len(self.notes)
        return known.index(address) + 1

    def figure(self, element: Element) -> list[Element | str]:
        captions = [child.text() for child in element.elements() if child.tag == "figcaption"]
        caption = captions[0].strip() if captions else ""
        images = [inner for inner in element.iter() if inner.tag == "img"]
        made: list[Element | str] = [
            _styled("p", SMALL + "text-align:center;", [self.picture(image, caption)]) for image in images
        ]
        if caption:
            made.append(_styled("p", SMALL + "text-align:center;", [caption]))
        return made

    def picture(self, image: Element, caption: str) -> str:
        """Return the line at whose place a picture is uploaded: its number, its file, its words."""
        address = image.attributes.get("src", "")
        words = caption or image.attributes.get("alt", "")
        number = len(self.pictures) + 1
        called = self.names.get(address) or PurePosixPath(unquote(urlsplit(address).path)).name
        name = f"{number:02}-{called}"
        self.pictures.append(Upload(number, address, name, words))
        return f"［图 {number}：{name}{'，' if words else ''}{words}］"

    def video(self, element: Element) -> list[Element | str]:
        anchor = next((one for one in element.iter() if one.tag == "a"), element)
        parts = [" ".join(one.text().split()) for one in anchor.elements()]
        words = "，".join(filter(None, parts)) or anchor.text()
        number = self.note(words, urljoin(self.site, anchor.attributes.get("href", "")))
        return [_styled("p", TEXT, [f"▶ {words}", Element("sup", {}, [f"[{number}]"])])]

    def ruby(self, element: Element) -> list[Element | str]:
        """Return 字（zì）: the editor loses the small letters above."""
        made: list[Element | str] = []
        for child in element.children:
            if isinstance(child, str):
                made.append(child)
            elif child.tag == "rt":
                made.append(f"（{child.text().strip()}）")
            elif child.tag != "rp":
                made += self.all(child)
        return made

    def code_block(self, element: Element) -> list[Element | str]:
        """Return lines that stay lines, with their spaces."""
        made: list[Element | str] = []
        for line in element.text().strip("\n").split("\n"):
            made += [line.replace("\t", "    ").replace(" ", NBSP), Element("br")]
        return [_styled("section", BOX + CODE + "line-height:1.6;", made[:-1])]
