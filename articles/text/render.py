"""Markdown in, the HTML of a body out. Pure: the same text and pictures give the same bytes, in any process."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import markdown
from markdown.treeprocessors import Treeprocessor

from . import limits
from .alignment import align
from .annotations import Annotations
from .attributes import GivenAttributes
from .autolink import BareAddresses, link_addresses
from .blocks import CommonMarkBlocks
from .brackets import BoundedSearches
from .characters import tidy
from .checkboxes import label_checkboxes
from .counting import count_characters
from .embeds import replace_embeds, show_posters
from .fences import CommonMarkFences
from .figures import Figures
from .headings import Heading, arrange
from .ids import prefix_written_ids
from .linebreaks import join_soft_breaks, strip_indents
from .marks import DoubledMarks
from .notes import FOOTNOTES, ChineseAdmonitions, name_backlinks
from .picture_lines import set_apart
from .pictures import Pictures
from .raw_blocks import CommonMarkRawBlocks
from .sanitiser import clean, normalise
from .tables import frame_tables, unescape_bars
from .tree import Element, parse, serialise
from .typography import set_type

# Not of this list on purpose: betterem and extra (turn bold inside out in Chinese), magiclink (swallows Chinese
# punctuation into addresses), tilde and mark (fail beside it: marks.py), toc (ids are made in headings.py, for raw
# HTML too).
EXTENSIONS = [
    *("tables", "footnotes", "def_list", "abbr", "md_in_html", "sane_lists", "admonition"),
    *("pymdownx.highlight", "pymdownx.superfences", "pymdownx.tasklist"),
]
EXTENSION_CONFIGS: dict[str, dict[str, Any]] = {
    "tables": {"use_align_attribute": True},
    "footnotes": FOOTNOTES,
    # No indented code: a paragraph pasted with four spaces is a paragraph.
    "pymdownx.superfences": {"disable_indented_code_blocks": True},
    "pymdownx.highlight": {"use_pygments": True, "noclasses": False, "guess_lang": False},
}
OUR_EXTENSIONS = (
    *(CommonMarkFences(), CommonMarkRawBlocks(), CommonMarkBlocks(), BoundedSearches()),
    *(GivenAttributes(), ChineseAdmonitions(), DoubledMarks(), Annotations(), BareAddresses()),
)


@dataclass(frozen=True)
class Rendered:
    """
    A body as pages show it.

    ``references`` are the pictures it names, as written, without repeats and without those of other sites;
    ``missing`` are those of them that do not exist. ``character_count`` is in 字.
    """

    html: str
    headings: tuple[Heading, ...]
    references: tuple[str, ...]
    missing: tuple[str, ...]
    character_count: int


class _References(Treeprocessor):
    """Carry each picture's reference in data-src: it is a name in the library, not an address."""

    def run(self, root: ElementTree.Element) -> None:
        for image in root.iter("img"):
            image.set("data-src", image.attrib.pop("src", ""))


def render(source: str, *, pictures: Pictures, eager_first: bool = False, gallery: bool = False) -> Rendered:
    """
    Return the safe HTML of a Markdown body, with its headings and picture references.

    ``pictures`` answers for each reference; ``eager_first`` lets the first picture load at once when it is among
    the first three blocks (the article page without a hero); ``gallery`` groups pictures that follow each other
    and offers them to the lightbox. Raises TextTooComplex for a text that is too much, but may take any time over
    it: ``kept.render`` is the same with an end.
    """
    source = tidy(source)
    limits.check(source)
    try:
        converted = _markdown().convert(source)
        limits.check_size(source, converted)
        root = parse(normalise(converted))
    except RecursionError as error:
        raise limits.TextTooComplex(limits.line_of_depth(source), "nesting") from error
    except limits.TextTooComplex as error:
        line = limits.line_of_depth(source) if error.reason == "nesting" else None
        raise limits.TextTooComplex(line, error.reason) from error
    replace_embeds(root)
    align(root)
    set_apart(root)
    figures = Figures(pictures, gallery=gallery)
    taken = prefix_written_ids(root)
    figures.place(root, eager_first=eager_first)
    taken.update(f"img-{number}" for number in range(1, figures.count + 1))
    headings = arrange(root, taken)
    link_addresses(root)
    show_posters(root)
    join_soft_breaks(root)
    strip_indents(root)
    set_type(root)
    unescape_bars(root)
    frame_tables(root)
    label_checkboxes(root)
    name_backlinks(root)
    _drop_empty_paragraphs(root)
    html = clean(serialise(root)).strip()
    limits.check_size(source, html, figures.count)
    return Rendered(
        html=html,
        headings=headings,
        references=tuple(figures.references),
        missing=figures.missing,
        character_count=count_characters(source),
    )


def _markdown() -> markdown.Markdown:
    """Return a converter for one text; Python-Markdown's keep state and are not safe between threads."""
    converter = markdown.Markdown(
        extensions=[*EXTENSIONS, *OUR_EXTENSIONS],
        extension_configs=EXTENSION_CONFIGS,
        output_format="html",
    )
    converter.treeprocessors.register(_References(converter), "references", 1)
    # Asked for 18 times for each cell and item; the registry looks each time whether it is in order.
    inline: Any = converter.treeprocessors["inline"]
    inline.inlinePatterns = tuple(converter.inlinePatterns)
    return converter


def _drop_empty_paragraphs(root: Element) -> None:
    """Drop the paragraphs that held only a comment (``<!--more-->``) or something that was taken away."""
    for element in root.iter():
        element.children = [
            child
            for child in element.children
            if not isinstance(child, Element) or child.tag != "p" or child.elements() or child.text().strip()
        ]
    between = [child if isinstance(child, Element) or child.strip() else "\n" for child in root.children]
    root.children = [child for before, child in pairwise(["", *between]) if (child, before) != ("\n", "\n")]
