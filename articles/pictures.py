"""
From a picture's name in a text to the picture of the library.

A bare name such as ``20220701141742.png`` means the article's own imported picture first, then a
picture of the library (brief §11.5).
"""

from urllib.parse import unquote

from articles import text
from articles.text.references import is_elsewhere
from articles.text.remote import remote_address
from media import renditions
from media.models import Image

from .models import Article
from .remote_pictures import allowed_hosts


def picture_for(image: Image) -> text.Picture:
    """Return what ``articles.text`` needs to show ``image`` in a body."""
    square = None if image.is_animated else text.Crop(*renditions.fallback(image, "square"), _sources(image, "square"))
    return text.Picture(
        *renditions.fallback(image, "body"),
        href=image.url,
        sources=_sources(image, "body"),
        enlarged=renditions.enlarged(image),
        square=square,
        alt=image.alt,
        caption=image.caption,
        credit=image.credit,
        decorative=image.decorative,
    )


def _sources(image: Image, role: str) -> tuple[text.Source, ...]:
    return tuple(text.Source(*source) for source in renditions.sources(image, role))


def library_name(target: str) -> str:
    """Return the name that a Markdown target means: decoded, without query, fragment and ``./``."""
    return unquote(target.partition("?")[0].partition("#")[0]).removeprefix("./")


class BodyPictures:
    """The pictures that one text refers to, found with two queries; one more where some are of other sites."""

    def __init__(self, article: Article | None, body: str) -> None:
        targets = [reference.target for reference in text.image_references(body)]
        names = dict.fromkeys(library_name(target) for target in targets)  # in the order of the text
        self.names = tuple(names)
        self.hosts = allowed_hosts() if any(is_elsewhere(target) for target in targets) else frozenset()
        self.images: dict[str, Image] = {image.name: image for image in Image.objects.filter(name__in=names)}
        self.library = {image.pk for image in self.images.values()}
        if article is not None and article.pk:
            own = article.bundle_images.filter(name__in=names).select_related("image")
            self.images |= {row.name: row.image for row in own}

    def __call__(self, target: str) -> text.Picture | None:
        if address := remote_address(target, self.hosts):
            return text.Picture(src=address, width=0, height=0, href=address, remote=True)
        image = self.images.get(library_name(target))
        return picture_for(image) if image else None

    def first(self) -> Image | None:
        """Return the first picture of the library that the text shows."""
        return next((self.images[name] for name in self.names if name in self.images), None)

    def holds(self, image_id: int | None) -> bool:
        """Say whether the text shows this picture."""
        return any(image.pk == image_id for image in self.images.values())
