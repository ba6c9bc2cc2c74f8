"""
Hugo's keys and our fields: the one table.

The first name of each row is the one that is written on export. Keys are compared in lower case, as
Hugo does. Everything that is not here is kept as it is in ``Article.front_matter``.
"""

TITLE = ("title",)
DESCRIPTION = ("description", "summary")
SLUG = ("slug",)
URL = ("url",)
ALIASES = ("aliases", "alias")
DRAFT = ("draft",)
PUBLISHED = ("published",)
DATE = ("date",)
PUBLISH_DATE = ("publishdate", "pubdate")
MODIFIED = ("lastmod", "modified", "updated")
EXPIRES = ("expirydate", "unpublishdate")
AUTHORS = ("authors", "author")
TAGS = ("tags", "tag")
CATEGORIES = ("categories", "category")
TOPICS = ("news",)
PINNED = ("pinned",)
RECOMMENDED = ("recommend",)
IN_FOCUS = ("recommend1",)
WEIGHT = ("weight",)
LIGHTGALLERY = ("lightgallery",)
FEATURED_IMAGE = ("featuredimage", "featuredimagepreview", "featured_image", "image", "banner", "cover", "images")
RESOURCES = ("resources",)
HEADLESS = ("headless",)

FLAGS = {"pinned": PINNED, "recommended": RECOMMENDED, "in_focus": IN_FOCUS}

MAPPED = frozenset(
    key
    for row in (
        *(TITLE, DESCRIPTION, SLUG, URL, ALIASES, DRAFT, PUBLISHED, DATE, PUBLISH_DATE, MODIFIED, EXPIRES),
        *(AUTHORS, TAGS, CATEGORIES, TOPICS, PINNED, RECOMMENDED, IN_FOCUS, WEIGHT, LIGHTGALLERY),
        *(FEATURED_IMAGE, RESOURCES, HEADLESS),
    )
    for key in row
)

# A key one slip of the finger away from one of these is pointed out; the short ones would find too much.
OFTEN_MISSPELT = sorted(key for key in MAPPED if len(key) >= 6)

# Keys of Hugo and of the theme family that resemble ours and are meant.
OTHERS = frozenset({"images", "image", "updated", "subtitle", "linktitle", "keywords", "series", "resource"})


def meant(key: str) -> str:
    """Return the key that an unknown one was probably meant to be: ``descripton`` → ``description``."""
    key = key.lower()
    if key in MAPPED or key in OTHERS or len(key) < 5:
        return ""
    return next((known for known in OFTEN_MISSPELT if one_edit_apart(key, known)), "")


def one_edit_apart(one: str, other: str) -> bool:
    """Return whether one character was left out, added, changed, or swapped with its neighbour."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    rest, rest_other = one[start:], other[start:]
    return (
        rest[1:] == rest_other
        or rest == rest_other[1:]
        or rest[1:] == rest_other[1:]
        or (rest[:2] == rest_other[1::-1] and rest[2:] == rest_other[2:])
    )
