"""
From a picture's name in a text to the picture of the library.

A bare name such as ``20220701141742.png`` means the article's own imported picture first, then a
picture of the library (brief §11.5).
"""

import re
from urllib.parse import unquote

from articles import text
from media import renditions
from media.models import Image

from .models import Article

OTHER_SITE = re.compile(r"([a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)


def picture_for(image: Image, role: str = "body") -> text.Picture:
    """Return what ``articles.text`` needs to show ``image`` in a body."""
    src, width, height = renditions.fallback(image, role)
    return text.Picture(
        src=src,
        width=width,
        height=height,
        href=image.url,
        sources=tuple(text.Source(*source) for source in renditions.sources(image, role)),
        alt=image.alt,
        caption=image.caption,
        credit=image.credit,
        decorative=image.decorative,
    )


def library_name(target: str) -> str:
    """Return the name that a Markdown target means: decoded, without query, fragment and ``./``."""
    return unquote(target.partition("?")[0].partition("#")[0]).removeprefix("./")


def is_elsewhere(target: str) -> bool:
    """Say whether a Markdown target is on another site, so that no file of ours is meant."""
    return bool(OTHER_SITE.match(target))


class BodyPictures:
    """The pictures that one text refers to, found with two queries."""

    def __init__(self, article: Article, body: str) -> None:
        names = {library_name(reference.target) for reference in text.image_references(body)}
        self.images: dict[str, Image] = {image.name: image for image in Image.objects.filter(name__in=names)}
        self.library = {image.pk for image in self.images.values()}
        if article.pk:
            own = article.bundle_images.filter(name__in=names).select_related("image")
            self.images |= {row.name: row.image for row in own}

    def __call__(self, target: str) -> text.Picture | None:
        image = self.images.get(library_name(target))
        return picture_for(image) if image else None

    def holds(self, image_id: int | None) -> bool:
        """Say whether the text shows this picture."""
        return any(image.pk == image_id for image in self.images.values())
