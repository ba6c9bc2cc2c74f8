"""
One article as its file describes it: every field cast, every doubt noted, nothing looked up anywhere.

Where the file leaves room for doubt whether something may be public, the article is a draft.
"""

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from articles.models import Article, Category
from articles.naming import terms

from . import casts, fields
from .bundles import Page
from .cover import Cover, find_cover
from .front_matter import NONE, Entry, FrontMatter
from .report import Finding, rejected
from .values import CONTROL, Plain

HEADING = re.compile(r"^#{1,6}[ \t]+(?P<title>[^\n]+?)[ \t#]*$", re.MULTILINE)
LONGEST_TITLE = Article._meta.get_field("title").max_length or 0
LONGEST_TERM = Category._meta.get_field("name").max_length or 0


@dataclass
class Reading:
    """What one file says. Dates are instants; names of terms are as typed, in their order."""

    page: Page
    front: FrontMatter
    zone: datetime.tzinfo
    findings: list[Finding] = field(default_factory=list)
    title: str = ""
    description: str = ""
    slug: str = ""
    url: str = ""
    aliases: list[str] = field(default_factory=list)
    is_draft: bool = False
    date: datetime.datetime | None = None
    publish_date: datetime.datetime | None = None
    modified: datetime.datetime | None = None
    expires: datetime.datetime | None = None
    tags: list[str] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    flags: dict[str, bool] = field(default_factory=dict)
    weight: int | None = None
    lightgallery: bool = True
    paid: bool = False
    sponsor: str = ""
    cover: Cover | None = None

    def note(self, code: str, message: str, entry: Entry | None = None, **details: Any) -> None:
        """Add a warning, at the line of ``entry``."""
        place = {"line": entry.line, "key": entry.key} if entry else {}
        self.findings.append(Finding(code=code, message=message, **{**place, **details}))


def read_article(page: Page, front: FrontMatter, zone: datetime.tzinfo) -> Reading:
    """Return what the file says about its article. Raises ``Rejected``."""
    reading = Reading(page, front, zone, findings=list(front.findings))
    for entry in front:
        _check_key(reading, entry)
    _read_title(reading)
    _read_visibility(reading)
    _read_dates(reading)
    _read_words(reading)
    reading.tags = _names(reading, fields.TAGS)
    reading.categories = _names(reading, fields.CATEGORIES)
    reading.topics = _names(reading, fields.TOPICS)
    reading.authors = _names(reading, fields.AUTHORS)
    _read_placement(reading)
    reading.cover = find_cover(page, front)
    return reading


def _check_key(reading: Reading, entry: Entry) -> None:
    if isinstance(entry.value, str) and CONTROL.search(entry.value):
        reading.note("control-characters", _("Control characters were taken out."), entry)
    if meant := fields.meant(entry.key):
        reading.note(
            "key-misspelt",
            _("This key is not known; it is kept, and has no effect."),
            entry,
            suggestion=_("Did you mean “%(key)s”?") % {"key": meant},
        )


def _cast(reading: Reading, keys: tuple[str, ...], cast: Callable[[Any], Any], code: str) -> Any:
    """Return the value of the first of ``keys`` that is there, or None with a warning where it can not be cast."""
    entry = reading.front.first(*keys)
    if entry is None:
        return None
    try:
        return cast(entry.value)
    except casts.WrongType as error:
        reading.note(code, _("%(problem)s It is left out.") % {"problem": error}, entry)
        return None


def _read_title(reading: Reading) -> None:
    entry = reading.front.first(*fields.TITLE)
    try:
        reading.title = casts.text(entry.value) or "" if entry else ""
    except casts.WrongType as error:
        raise rejected(
            "title-type",
            str(error),
            key="title",
            line=entry.line if entry else 0,
            suggestion=_("Write the title as one text in quotes."),
        ) from error
    if len(reading.title) > LONGEST_TITLE:
        raise rejected(
            "title-length",
            _("The title has %(length)d characters; up to %(limit)d are possible.")
            % {"length": len(reading.title), "limit": LONGEST_TITLE},
            key="title",
            line=entry.line if entry else 0,
            suggestion=_("Shorten the title; long text belongs in the description."),
        )
    if reading.title:
        return
    heading = HEADING.search(reading.front.body[:20_000])
    reading.title = (heading["title"].strip() if heading else reading.page.name)[:LONGEST_TITLE]
    table = next((found.key for found in reading.front if isinstance(found.value, dict) and "title" in found.value), "")
    message = (
        _("There is no title; the first heading was taken.")
        if heading
        else _("There is no title; the name of the file was taken.")
    )
    if table:
        message += " " + _("One stands inside [%(table)s], where it does not count.") % {"table": table}
    reading.note("title-missing", message, entry, key="title", suggestion=_("Write a title into the front matter."))


def _read_visibility(reading: Reading) -> None:
    reading.is_draft = reading.front.format == NONE
    entry = reading.front.first(*fields.DRAFT)
    if entry:
        try:
            reading.is_draft |= casts.boolean(entry.value) or False
            if not isinstance(entry.value, Plain):
                reading.note(
                    "draft-quoted",
                    _("“draft” is a text in quotes; it was read as %(value)s.")
                    % {"value": "true" if reading.is_draft else "false"},
                    entry,
                    suggestion=_("Write true or false without quotes."),
                )
        except casts.WrongType:
            reading.is_draft = True
            reading.note(
                "draft-unclear",
                _("“draft” is neither true nor false; the article is a draft."),
                entry,
                suggestion=_("Write true or false without quotes."),
            )
    if _cast(reading, fields.PUBLISHED, casts.boolean, "published-unclear") is False:
        reading.is_draft = True
    if _cast(reading, fields.HEADLESS, casts.boolean, "headless-unclear"):
        reading.is_draft = True
        reading.note(
            "headless", _("The page had no address on the old site; it is a draft."), reading.front.first("headless")
        )


def _moment(reading: Reading, keys: tuple[str, ...]) -> datetime.datetime | None:
    """Return a date, or None with a draft for Hugo's zero date. Raises ``Rejected`` for what is no date."""
    entry = reading.front.first(*keys)
    if entry is None:
        return None
    try:
        found = casts.moment(entry.value, reading.zone)
    except casts.WrongType as error:
        raise rejected(
            "date-unreadable",
            str(error),
            key=entry.key,
            line=entry.line,
            suggestion=_("Write it as 2022-03-24 or 2022-03-24T21:57:40+08:00."),
        ) from error
    if found is not None and not casts.is_real(found):
        reading.is_draft = True
        reading.note("date-zero", _("This is no real date; the article is a draft."), entry)
        return None
    return found


def _read_dates(reading: Reading) -> None:
    reading.date = _moment(reading, fields.DATE)
    reading.publish_date = _moment(reading, fields.PUBLISH_DATE)
    reading.expires = _moment(reading, fields.EXPIRES)
    modified = _cast(reading, fields.MODIFIED, lambda value: casts.moment(value, reading.zone), "lastmod-unreadable")
    reading.modified = modified if modified and casts.is_real(modified) else None
    if reading.date is None:
        reading.date = reading.publish_date
    if reading.date is None and not reading.is_draft:
        if reading.modified:
            reading.date = reading.modified
            reading.note("date-from-lastmod", _("There is no date; “lastmod” was taken."), key="date")
        else:
            reading.is_draft = True
            reading.note(
                "date-missing",
                _("There is no date; the article is a draft."),
                key="date",
                suggestion=_("Write the date of publication into the front matter."),
            )
    if reading.date and reading.expires and reading.expires <= reading.date:
        reading.note(
            "expired-before-date",
            _("It runs out before it is published; readers do not see it."),
            reading.front.first(*fields.EXPIRES),
            suggestion=_("Check the two dates."),
        )
    if reading.date and reading.modified and reading.modified < reading.date:
        reading.note(
            "lastmod-before-date",
            _("“lastmod” is earlier than “date”. Both are kept; readers see no time of update."),
            reading.front.first(*fields.MODIFIED),
        )


def _read_words(reading: Reading) -> None:
    for key in fields.DESCRIPTION:
        reading.description = reading.description or _cast(reading, (key,), casts.text, "description-type") or ""
    reading.slug = (_cast(reading, fields.SLUG, casts.text, "slug-type") or "").strip("/")
    if ".." in reading.slug.split("/") or set(reading.slug) <= {"."}:
        if reading.slug:
            reading.note(
                "slug-unusable",
                _("This slug leads out of its folder; the name of the file was taken."),
                reading.front.first(*fields.SLUG),
                suggestion=_("Use letters, digits and hyphens."),
            )
        reading.slug = ""
    reading.url = _cast(reading, fields.URL, casts.text, "url-type") or ""
    aliases = reading.front.first(*fields.ALIASES)
    if aliases:
        listed = aliases.value if isinstance(aliases.value, list) else [aliases.value]
        reading.aliases = [alias.strip() for alias in listed if isinstance(alias, str) and alias.strip(" ~")]
    reading.lightgallery = _cast(reading, fields.LIGHTGALLERY, casts.gallery, "flag-unclear") is not False
    reading.paid = bool(_cast(reading, fields.PAID, casts.boolean, "flag-unclear"))
    reading.sponsor = _cast(reading, fields.SPONSOR, casts.sponsor, "sponsor-unclear") or ""


def _names(reading: Reading, keys: tuple[str, ...]) -> list[str]:
    entry = reading.front.first(*keys)
    if entry is None:
        return []
    value = entry.value
    if isinstance(value, dict) and isinstance(value.get("name"), str):  # author: {name: …, link: …}
        value = value["name"]
    try:
        names, notes = casts.terms(value)
    except casts.WrongType as error:
        raise rejected(
            f"{keys[0]}-type",
            str(error),
            key=entry.key,
            line=entry.line,
            suggestion=_("Write a plain list: %(key)s: [“one”, “two”].") % {"key": entry.key},
        ) from error
    for message in notes:
        reading.note(f"{keys[0]}-tidied", message, entry)
    usable = []
    for name in names:
        if terms.term_slug(name) and len(name) <= LONGEST_TERM:
            usable.append(name)
        else:
            reading.note(
                "term-unusable",
                _("“%(name)s” can not be a term: it is too long, or has no letter or digit. It is left out.")
                % {"name": name[:60]},
                entry,
            )
    return usable


def _read_placement(reading: Reading) -> None:
    for flag, keys in fields.FLAGS.items():
        reading.flags[flag] = bool(_cast(reading, keys, casts.boolean, "flag-unclear"))
    reading.weight = _cast(reading, fields.WEIGHT, casts.weight, "weight-unclear")
    if reading.weight is not None:
        reading.note(
            "weighted",
            _(
                "The old site put it above everything by its weight; here a weight only orders the articles of "
                "one day. To keep it on top for longer, pin it."
            ),
            reading.front.first(*fields.WEIGHT),
        )
