"""A dry run of one article: the same findings as a real one, and nothing written, neither rows nor files."""

from collections.abc import Container

from django.utils import timezone

from articles import text
from articles.models import Article
from media import pixels
from media.models import Image
from media.refusals import MAX_BYTES, RefusedImage, too_big

from .preparing import Prepared
from .reading import Reading
from .writing import note_refused, note_too_complex, publication, usable_aliases


def rehearse(prepared: Prepared, taken: Container[str]) -> str:
    """Add the findings that only writing would bring, and return the state that the article would have."""
    by_place = {source.file: source for source in prepared.resources}
    for file in dict.fromkeys([*prepared.pictures.values(), *([prepared.cover] if prepared.cover else [])]):
        known = by_place.get(file)
        if known and Image.objects.filter(source_sha256=known.sha256).exists():
            continue
        try:
            if file.stat().st_size > MAX_BYTES:
                raise too_big(file.name, file.stat().st_size)
            pixels.clean(file.read_bytes(), file.name)
        except RefusedImage as error:
            note_refused(prepared, file, error)
    usable_aliases(prepared, taken)
    state = state_of(prepared.reading)
    try:
        text.render(prepared.body, pictures=lambda target: None)
    except text.TextTooComplex as error:
        note_too_complex(prepared, error)
        state = Article.State.DRAFT
    return state


def state_of(reading: Reading) -> str:
    """Return the state that an article gets by its front matter."""
    at = publication(reading.date, reading.publish_date)
    if reading.is_draft or at is None:
        return Article.State.DRAFT
    if reading.expires is not None and reading.expires <= at:
        return Article.State.UNPUBLISHED if at <= timezone.now() else Article.State.DRAFT
    return "scheduled" if at > timezone.now() else Article.State.PUBLISHED
