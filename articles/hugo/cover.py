"""The picture that stands for an article in lists, whichever of the themes' keys names it."""

from dataclasses import dataclass
from fnmatch import fnmatchcase

from . import fields
from .bundles import Page
from .front_matter import FrontMatter
from .values import Value

RESOURCE_NAMES = ("featured-image", "featured-image-preview")
INNER_KEYS = ("image", "src", "url")  # cover: {image: a.png}


@dataclass(frozen=True)
class Cover:
    """The reference as written, with the key and the line where it stands."""

    reference: str
    key: str
    line: int


def find_cover(page: Page, front: FrontMatter) -> Cover | None:
    """Return the article's cover: a key of its own first, then a bundle's resource of that name."""
    for key in fields.FEATURED_IMAGE:
        entry = front.first(key)
        if entry and (reference := _reference(entry.value)):
            return Cover(reference, entry.key, entry.line)
    entry = front.first(*fields.RESOURCES)
    listed = entry.value if entry and isinstance(entry.value, list) else []
    for name in RESOURCE_NAMES:
        for item in listed:
            if entry and isinstance(item, dict) and item.get("name") == name and isinstance(item.get("src"), str):
                return Cover(_resource(page, item["src"]), entry.key, entry.line)
    return None


def _reference(value: Value) -> str:
    if isinstance(value, dict):
        value = next((value[key] for key in INNER_KEYS if isinstance(value.get(key), str)), "")
    elif isinstance(value, list):
        value = next((item for item in value if isinstance(item, str)), "")
    return value.strip().strip("~")


def _resource(page: Page, pattern: str) -> str:
    """Return the first file of the bundle that ``src`` means; it may be a pattern such as ``featured.*``."""
    names = [path.relative_to(page.file.parent).as_posix() for path in page.resources]
    return next((name for name in names if fnmatchcase(name.lower(), pattern.lower())), pattern)
