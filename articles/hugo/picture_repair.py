"""
The pictures that an article names: found, missing, or put right where one character was lost.

A missing picture whose name differs from one file's in a single character is a suggestion; it is
applied only on request, to our copy of the text, and said in the report.
"""

from dataclasses import dataclass, field
from pathlib import Path
from posixpath import dirname, join

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import text
from articles.pictures import library_name

from .cover import Cover
from .images import PictureFinder, Search
from .reading import Reading
from .report import Finding
from .shortcodes import PictureUse


@dataclass(frozen=True)
class Reference:
    """One use of a picture; ``line`` counts in the file. ``key`` is set where it stands in the front matter."""

    target: str
    alt: str
    line: int
    key: str = ""


@dataclass
class Pictures:
    """
    What an article's references lead to.

    ``files`` are the pictures of the text by the name under which the renderer asks for them;
    ``repairs`` are the references to write differently, old to new.
    """

    files: dict[str, Path] = field(default_factory=dict)
    lines: dict[Path, tuple[int, str]] = field(default_factory=dict)
    first: Path | None = None
    cover: Path | None = None
    repairs: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def references(body: str, body_line: int, from_shortcodes: list[PictureUse]) -> list[Reference]:
    """Return the pictures of a text in the order of its lines."""
    written = [(found.target, found.alt, found.line) for found in text.image_references(body)]
    made = [(found.target, found.alt, found.line) for found in from_shortcodes]
    ordered = sorted([*written, *made], key=lambda use: use[2])
    return [Reference(target, alt, line + body_line - 1) for target, alt, line in ordered]


def find_pictures(
    reading: Reading, uses: list[Reference], finder: PictureFinder, address: str, *, repair: bool
) -> Pictures:
    """Look for every picture of an article, at its old ``address``; with ``repair``, apply the suggestions."""
    pictures = Pictures()
    remote: list[Reference] = []
    told: set[str] = set()
    for use in uses:
        search = finder.find(use.target, reading.page, address)
        if search.remote:
            remote.append(use)
            continue
        name = library_name(use.target)
        if search.file is None and search.suggestion and repair:
            search = _repaired(pictures, use, search, finder, reading, address)
            name = library_name(pictures.repairs.get(use.target, use.target))
        elif use.target not in told:
            pictures.findings += _trouble(use, search)
        told.add(use.target)
        if search.file:
            pictures.files[name] = search.file
            pictures.lines.setdefault(search.file, (use.line, use.key))
        if pictures.first is None:
            pictures.first = search.file
    if remote:
        pictures.findings.append(
            Finding(
                code="image-remote",
                message=ngettext(
                    "%(count)d picture lies on another site; it was not fetched, and is shown as a link.",
                    "%(count)d pictures lie on other sites; they were not fetched, and are shown as links.",
                    len(remote),
                )
                % {"count": len(remote)},
                line=remote[0].line,
                lines=tuple(use.line for use in remote),
                count=len(remote),
                suggestion=_("Save them beside the text and refer to them by name."),
            )
        )
    if reading.cover:
        _find_cover(pictures, reading, reading.cover, finder, address, repair)
    return pictures


def _find_cover(
    pictures: Pictures, reading: Reading, cover: Cover, finder: PictureFinder, address: str, repair: bool
) -> None:
    use = Reference(cover.reference, "", cover.line, cover.key)
    search = finder.find(use.target, reading.page, address)
    if search.remote:
        pictures.findings.append(
            Finding(
                code="image-remote",
                message=_("The cover lies on another site; it was not fetched."),
                line=use.line,
                key=use.key,
                suggestion=_("Save it beside the text and refer to it by name."),
            )
        )
    elif search.file is None and search.suggestion and repair:
        search = _repaired(pictures, use, search, finder, reading, address)
    else:
        pictures.findings += _trouble(use, search)
    pictures.cover = search.file
    if search.file:
        pictures.lines.setdefault(search.file, (use.line, use.key))
    if search.file and search.file == pictures.first:
        reading.note(
            "cover-repeats",
            _("The cover is also the first picture of the text; the article page shows it once."),
            line=use.line,
            key=use.key,
        )


def _repaired(
    pictures: Pictures, use: Reference, search: Search, finder: PictureFinder, reading: Reading, address: str
) -> Search:
    target = join(dirname(use.target), search.suggestion)
    if use.target not in pictures.repairs:
        pictures.findings.append(
            Finding(
                code="image-repaired",
                message=_("The picture “%(old)s” does not exist; it was replaced by “%(new)s”.")
                % {"old": use.target, "new": target},
                line=use.line,
                key=use.key,
                suggestion=_("Correct the file of the old site too, if it is still in use."),
            )
        )
    pictures.repairs[use.target] = target
    return finder.find(target, reading.page, address)


def _trouble(use: Reference, search: Search) -> list[Finding]:
    if search.outside:
        code = "image-outside"
        message = _("“%(name)s” leads out of the site's folder; it was not read.")
        suggestion = _("Copy the picture beside the text and refer to it by name.")
    elif search.file is None:
        code, message = "image-missing", _("The picture “%(name)s” does not exist.")
        suggestion = (
            _("Did you mean “%(name)s”? --fix-images replaces it.") % {"name": search.suggestion}
            if search.suggestion
            else _("Put the file beside the text, or remove the reference.")
        )
    elif search.other_case:
        code, message = "image-case", _("“%(name)s” is written differently from the file's name; it was found.")
        suggestion = _("Write “%(name)s”.") % {"name": search.other_case}
    else:
        return []
    name = use.target[:200]
    return [Finding(code=code, message=message % {"name": name}, line=use.line, key=use.key, suggestion=suggestion)]


def repair_text(body: str, repairs: dict[str, str]) -> str:
    """Return the text with the repaired references; only whole targets are replaced."""
    for old, new in repairs.items():
        for before, after in (("(", ")"), ("(", " "), ("<", ">"), ('"', '"'), ("'", "'")):
            body = body.replace(f"{before}{old}{after}", f"{before}{new}{after}")
    return body
