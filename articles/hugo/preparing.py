"""
One article of the old site made ready: its text as our renderer takes it, its pictures, its findings.

Writes nothing.
"""

from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from articles.text.limits import MAX_LENGTH

from .copy_checks import check_copy
from .emoji import with_emoji
from .images import PictureFinder, is_picture
from .keeping import Source
from .links import Addresses, link_files
from .permalinks import Address
from .picture_repair import Pictures, find_pictures, references, repair_text
from .reading import Reading
from .report import Finding
from .shortcodes import convert
from .site import TEXT_SUFFIXES


@dataclass
class Prepared:
    """
    What is about to be written.

    ``path`` is the address here; ``pictures`` are files by the names under which the text asks for
    them; ``attachments`` the bundle's other files, and those of ``static/`` that the text links to, which are in
    ``linked`` as well; ``refused`` the pictures that the library does not take, with its reasons. ``body`` begins on
    line ``first_line`` of the file.
    """

    reading: Reading
    address: Address
    path: str
    source: Source
    resources: list[Source]
    body: str = ""
    first_line: int = 1
    pictures: dict[str, Path] = field(default_factory=dict)
    cover: Path | None = None
    uses: Pictures = field(default_factory=Pictures)
    attachments: dict[str, Source] = field(default_factory=dict)
    linked: list[Source] = field(default_factory=list)
    refused: dict[Path, str] = field(default_factory=dict)

    @property
    def findings(self) -> list[Finding]:
        return self.reading.findings


def prepare(
    reading: Reading,
    address: Address,
    path: str,
    source: Source,
    resources: list[Source],
    *,
    finder: PictureFinder,
    addresses: Addresses,
    repair: bool,
    names_emoji: bool,
) -> Prepared:
    """Return what is to be written for one article, with its findings complete but for those of its pictures' bytes."""
    front, page = reading.front, reading.page
    prepared = Prepared(reading, address, path, source, resources)
    _set_body(prepared, front.body)
    for resource in resources:
        name = resource.file.relative_to(page.file.parent).as_posix()
        if is_picture(resource.file):
            prepared.pictures[name] = resource.file
        elif resource.file.suffix.lower() not in TEXT_SUFFIXES:
            prepared.attachments[name] = resource
    if len(prepared.body) > MAX_LENGTH:
        return prepared  # the renderer refuses it, and what follows would be slow
    converted = convert(front.body, lambda target: addresses.look_up(target, page))
    linked = link_files(converted.body, page, addresses)
    uses = references(front.body, front.body_line, converted.pictures)
    prepared.uses = find_pictures(reading, uses, finder, address.old, repair=repair)
    prepared.pictures |= prepared.uses.files
    prepared.cover = prepared.uses.cover
    body = repair_text(linked.body, prepared.uses.repairs)
    if names_emoji:
        body, reading.title = with_emoji(body), with_emoji(reading.title)
    _set_body(prepared, body)
    reading.findings += prepared.uses.findings
    reading.findings += check_copy(reading, uses)
    _note_kept(reading, converted.kept)
    _note_lost(reading, converted.lost | linked.lost)
    return prepared


def _set_body(prepared: Prepared, body: str) -> None:
    """Take a text without the empty lines around it, and remember how many were before it."""
    prepared.body = body.strip("\n")
    prepared.first_line = prepared.reading.front.body_line + len(body) - len(body.lstrip("\n"))


def _note_kept(reading: Reading, kept: dict[str, list[int]]) -> None:
    for name, lines in kept.items():
        places = tuple(line + reading.front.body_line - 1 for line in lines)
        reading.note(
            "shortcode-kept",
            _("The shortcode “%(name)s” is not known; it stays in the text as it is.") % {"name": name},
            line=places[0],
            lines=places,
            count=len(places),
            suggestion=_("Write in Markdown what it showed, or remove it."),
        )


def _note_lost(reading: Reading, lost: dict[str, list[int]]) -> None:
    for target, lines in lost.items():
        places = tuple(line + reading.front.body_line - 1 for line in lines)
        reading.note(
            "link-missing",
            _("A link leads to “%(target)s”, which is no article of this site.") % {"target": target[:200]},
            line=places[0],
            lines=places,
            count=len(places),
            suggestion=_("Correct the link, or remove it."),
        )
