"""Checks of what stands around the words: headline, section, cover, source, pin."""

from collections.abc import Iterator

from articles.text.counting import count_characters
from articles.text.nearness import are_alike, bare

from .findings import Finding, whole
from .typed import Copy

LONGEST_TITLE = 80  # 字, E02
SUGGESTED_TITLE = 30  # 字, W03


def headline(copy: Copy) -> Iterator[Finding]:
    """Yield E01, E02, W03, W06."""
    length = count_characters(copy.title)
    if not copy.title.strip():
        yield Finding("E01", whole("title"))
    elif length > LONGEST_TITLE:
        yield Finding("E02", whole("title"), {"n": length, "most": LONGEST_TITLE})
    elif length > SUGGESTED_TITLE:
        yield Finding("W03", whole("title"), {"n": length, "most": SUGGESTED_TITLE})
    mine = bare(copy.title)
    alike = next((other for other in copy.others if are_alike(mine, bare(other.title))), None)
    if alike:
        yield Finding("W06", whole("title"), {"title": alike.title, "date": alike.day.isoformat()})


def filing(copy: Copy) -> Iterator[Finding]:
    """Yield E03, E04, E08, E09, E11, W01, W07, W13."""
    if not copy.body.strip():
        yield Finding("E03", whole("body"))
    if not copy.has_section:
        yield Finding("E04", whole("categories"))
    if copy.pin_counts and copy.pinned and copy.pinned_until and copy.pinned_until <= copy.at:
        yield Finding("E08", whole("pinned_until"))
    if copy.is_repost and not copy.source_name.strip():
        yield Finding("E09", whole("source_name"))
    if copy.paid and not copy.source_name.strip():
        yield Finding("E11", whole("source_name"))
    if not copy.has_cover:
        yield Finding("W01", whole("featured_image"))
    if not copy.has_topic:
        yield Finding("W07", whole("topics"))
    if copy.pinned and copy.pinned_until is None:
        yield Finding("W13", whole("pinned_until"))
