"""Articles as one zip of content files, written piece by piece, so that a large newsroom needs no large memory."""

import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from articles.models import Article
from articles.models.questions import AUTHORS, TAGS, TOPICS, in_order
from articles.models.taxonomy import ArticleCategory

from .content_file import content_file, file_name

AT_A_TIME = 100  # articles held in memory
SECTIONS = in_order("placed_in", ArticleCategory, "category")


class Outlet:
    """What a zip is written to; ``taken`` gives out what has come since, and keeps nothing."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def write(self, data: Any) -> int:
        self.pieces.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing waits here."""

    def taken(self) -> bytes:
        pieces, self.pieces = self.pieces, []
        return b"".join(pieces)


def zipped(keys: Iterable[int]) -> Iterator[bytes]:
    """Yield the bytes of a zip with the articles of these keys. One that is gone meanwhile is left out."""
    outlet = Outlet()
    # The stubs want a file that can be sought; ZipFile itself writes on where there is none.
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[call-overload]
        ordered = list(keys)
        for start in range(0, len(ordered), AT_A_TIME):
            articles = Article.objects.filter(pk__in=ordered[start : start + AT_A_TIME]).order_by("pk")
            full = articles.select_related("featured_image").prefetch_related(
                TOPICS, AUTHORS, TAGS, SECTIONS, "bundle_images"
            )
            for article in full:
                archive.writestr(file_name(article), content_file(article))
                yield outlet.taken()
    yield outlet.taken()
