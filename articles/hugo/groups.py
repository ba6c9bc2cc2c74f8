"""The importer's findings under the headings of the import report (brief §11.14)."""

import enum
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from .report import Level, Outcome
from .site import TEXT_SUFFIXES

OTHER = "other"
COVER = "id_featured_image"  # what a picture named in the front matter is
# name: (heading, what in the article's form it is about, codes)
GROUPS: dict[str, tuple[str | Promise, str, set[str]]] = {
    "unreadable": (
        gettext_lazy("Not readable"),
        "",
        {
            *("article-rejected", "categories-type", "control-characters", "duplicate-key", "duplicate-key-case"),
            *("encoding", "file-empty", "file-name", "file-unreadable", "format", "front-matter-not-first"),
            *("front-matter-org", "front-matter-size-limit", "front-matter-unclosed", "json-brace-unclosed"),
            *("json-syntax", "nesting-too-deep", "no-front-matter", "not-a-mapping", "not-written", "size-limit"),
            *("symbolic-link", "tags-type", "authors-type", "text-too-complex", "title-length", "title-missing"),
            *("title-type", "toml-syntax", "topics-type", "yaml-alias", "yaml-colon", "yaml-fullwidth-colon"),
            *("yaml-key", "yaml-needs-quotes", "yaml-quote", "yaml-syntax", "yaml-tab", "yaml-tag", "zip-twice"),
        },
    ),
    "addresses": (
        gettext_lazy("Address conflicts"),
        "id_slug",
        {
            *("alias-unusable", "path-among-terms", "path-length", "path-reserved", "path-taken", "slug-type"),
            *("slug-unusable", "url-off-site", "url-type", "permalink-needs-date", "permalink-token", "headless"),
        },
    ),
    "pictures": (
        gettext_lazy("Missing pictures"),
        "id_body",
        {"image-missing", "image-case", "image-outside", "image-refused", "image-remote", "image-repaired"},
    ),
    "dates": (
        gettext_lazy("Doubtful dates"),
        "",
        {
            *("date-from-lastmod", "date-missing", "date-unreadable", "date-zero", "expired-before-date"),
            *("image-after-date", "lastmod-before-date", "lastmod-unreadable"),
            *("expires-unreadable", "publish-date-unreadable"),
        },
    ),
    "alts": (gettext_lazy("Placeholders for alternative texts"), "id_body", {"alt-placeholder"}),
    "summaries": (
        gettext_lazy("Summary repeats the text"),
        "id_description",
        {"description-repeats", "description-type"},
    ),
    "covers": (gettext_lazy("Cover repeated in the text"), COVER, {"cover-repeats"}),
    "weights": (gettext_lazy("Weights"), "", {"weighted", "weight-unclear"}),
    "shortcodes": (gettext_lazy("Shortcodes"), "id_body", {"shortcode-kept"}),
    "html": (gettext_lazy("Raw HTML"), "id_body", {"html-removed"}),
    "links": (gettext_lazy("Links that lead nowhere"), "id_body", {"link-missing", "file-missing", "file-address"}),
    "fields": (
        gettext_lazy("Unknown fields"),
        "",
        {
            *("key-misspelt", "draft-quoted", "draft-unclear", "published-unclear", "headless-unclear"),
            *("flag-unclear", "sponsor-unclear", "list-text"),
        },
    ),
    "terms": (
        gettext_lazy("Topics, tags, authors"),
        "",
        {"term-clash", "term-unusable", *(f"{kind}-tidied" for kind in ("tags", "categories", "topics", "authors"))},
    ),
    "again": (gettext_lazy("Imported before"), "", {"conflict", "source-changed"}),
    OTHER: (gettext_lazy("Other"), "", set()),
}
GROUP_OF = {code: name for name, (_heading, _field, codes) in GROUPS.items() for code in codes}


@dataclass(frozen=True)
class Row:
    """One finding of one file, as the report lists it."""

    group: str
    file: str
    title: str
    code: str
    message: str
    suggestion: str
    line: int
    key: str
    is_error: bool

    @property
    def field(self) -> str:
        """Return what in the article's form it is about, by its id there; empty for the form as a whole."""
        return COVER if self.group == "pictures" and self.key else GROUPS[self.group][1]


def rows(files: Iterable[dict[str, Any]]) -> Iterator[Row]:
    """Yield the findings of a report (``Report.as_json``), failures of a file before its warnings."""
    for file in files:
        for found in sorted(file["findings"], key=lambda found: (found["level"] != Level.ERROR.value, found["line"])):
            yield Row(
                group=GROUP_OF.get(found["code"], OTHER),
                file=file["file"],
                title=file["title"],
                code=found["code"],
                message=f"{found['key']}: {found['message']}" if found["key"] else found["message"],
                suggestion=found["suggestion"],
                line=found["line"],
                key=found["key"],
                is_error=found["level"] == Level.ERROR.value,
            )


class Count(enum.StrEnum):
    """What the head of a report counts."""

    ARTICLES = "articles"
    DONE = "done"
    WARNED = "warned"
    FAILED = "failed"
    UNCHANGED = "unchanged"
    OTHERS = "others"
    OTHERS_FAILED = "others_failed"


def counted(files: Iterable[dict[str, Any]]) -> dict[str, int]:
    """Return the sums of a report: its articles and how they ended, and the other files."""
    counts = dict.fromkeys((count.value for count in Count), 0)
    for file in files:
        outcome = Outcome(file["outcome"])
        if not is_article(file["file"]):
            counts[Count.OTHERS] += 1
            counts[Count.OTHERS_FAILED] += outcome is Outcome.REJECTED
            continue
        counts[Count.ARTICLES] += 1
        counts[Count.DONE] += outcome in {Outcome.IMPORTED, Outcome.WARNED}
        counts[Count.WARNED] += outcome is Outcome.WARNED
        counts[Count.FAILED] += outcome is Outcome.REJECTED
        counts[Count.UNCHANGED] += outcome is Outcome.UNCHANGED
    return counts


def is_article(place: str) -> bool:
    """Return whether a file is an article's text, and no list's (``_index.md``) and no picture."""
    path = PurePosixPath(place)
    return path.suffix.lower() in TEXT_SUFFIXES and not path.name.startswith("_index.")
