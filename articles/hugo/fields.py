"""
Hugo's keys and our fields: the one table.

The first name of each row is the one that is written on export. Keys are compared in lower case, as
Hugo does. Everything that is not here is kept as it is in ``Article.front_matter``.
"""

from articles.text.nearness import one_edit_apart

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
PAID = ("paid",)  # ours: Hugo and the theme have no word for an advertisement
SPONSOR = ("sponsor",)
FEATURED_IMAGE = ("featuredimage", "featuredimagepreview", "featured_image", "image", "banner", "cover", "images")
RESOURCES = ("resources",)
HEADLESS = ("headless",)

FLAGS = {"pinned": PINNED, "recommended": RECOMMENDED, "in_focus": IN_FOCUS}

MAPPED = frozenset(
    key
    for row in (
        *(TITLE, DESCRIPTION, SLUG, URL, ALIASES, DRAFT, PUBLISHED, DATE, PUBLISH_DATE, MODIFIED, EXPIRES),
        *(AUTHORS, TAGS, CATEGORIES, TOPICS, PINNED, RECOMMENDED, IN_FOCUS, WEIGHT, LIGHTGALLERY, PAID, SPONSOR),
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
