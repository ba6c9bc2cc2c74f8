"""Checks of the pictures in a body: whether each is there, ours, uploaded, and told to those who cannot see it."""

from collections.abc import Iterator

from articles.text.references import ImageReference, image_references, is_elsewhere
from media.alternatives import is_placeholder_alt

from .findings import Finding, Place
from .typed import Copy

UNFINISHED = "upload:"  # the editor's placeholder for a picture that is still on its way


def pictures(copy: Copy) -> Iterator[Finding]:
    """Yield E06 for each missing file, E10, W02, W09."""
    starts = _line_starts(copy.body)
    unfinished, elsewhere, unnamed = [], [], []
    for number, reference in enumerate(image_references(copy.body), start=1):
        start = starts[reference.line - 1]
        where = Place("body", start + reference.start, start + reference.end, reference.line)
        if reference.target.startswith(UNFINISHED):
            unfinished.append(where)
            continue
        if is_elsewhere(reference.target):
            elsewhere.append(where)
        elif copy.pictures(reference.target) is None:
            nearest = copy.nearest(reference.target)
            yield Finding("E06", (where,), {"number": number, "name": reference.target, "nearest": nearest})
        if _says_nothing(reference, copy):
            unnamed.append(where)
    for code, places in (("E10", unfinished), ("W02", unnamed), ("W09", elsewhere)):
        if places:
            yield Finding(code, tuple(places), {"n": len(places)})


def _says_nothing(reference: ImageReference, copy: Copy) -> bool:
    """Say whether a page shows the picture without alternative text, neither the article's nor the library's."""
    if not is_placeholder_alt(reference.alt, reference.target):
        return False
    known = None if is_elsewhere(reference.target) else copy.pictures(reference.target)
    return known is None or not (known.decorative or not is_placeholder_alt(known.alt, reference.target))


def _line_starts(body: str) -> list[int]:
    """Return where each line begins, lines being those of ``image_references``."""
    starts, position = [], 0
    for line in body.splitlines(keepends=True):
        starts.append(position)
        position += len(line)
    return starts
