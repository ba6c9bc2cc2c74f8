"""Sections, topics, tags and authors by the names in front matter, without merging two names silently."""

from typing import Any

from django.utils.translation import gettext as _

from articles.models import Author, Category, Tag, Topic
from articles.naming.terms import fold, term_slug

from . import fields
from .reading import Reading

MODELS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "categories": (Category, fields.CATEGORIES),
    "topics": (Topic, fields.TOPICS),
    "tags": (Tag, fields.TAGS),
    "authors": (Author, fields.AUTHORS),
}
# The old site's English slugs that have a Chinese name here (brief §1).
NAMES = {("categories", "news"): "新闻"}


class Filing:
    """Knows every term by its slug, those of this run included, so that a dry run says the same."""

    def __init__(self) -> None:
        self.known: dict[str, dict[str, str]] = {
            kind: dict(model.objects.values_list("slug", "name")) for kind, (model, _keys) in MODELS.items()
        }

    def announce(self, reading: Reading) -> None:
        """Note the names of one article that share an address with another name (brief §3.2)."""
        for kind, (_model, keys) in MODELS.items():
            for name in getattr(reading, kind):
                slug = term_slug(name)
                there = self.known[kind].setdefault(slug, name)
                # A term that was renamed has a slug that its name would not give; it is no clash.
                if fold(there) != fold(name) and term_slug(there) == slug:
                    reading.note(
                        "term-clash",
                        _("“%(name)s” and “%(other)s” have the same address; both are filed under “%(other)s”.")
                        % {"name": name, "other": there},
                        reading.front.first(*keys),
                        suggestion=_("Write one name everywhere, or make the two different by a letter or digit."),
                    )

    def ids(self, kind: str, names: list[str]) -> tuple[int, ...]:
        """Return the terms of these names, making what is missing."""
        model, _keys = MODELS[kind]
        for name in names:
            slug = term_slug(name)
            if (kind, slug) in NAMES:
                model.objects.get_or_create(slug=slug, defaults={"name": NAMES[kind, slug]})
        return tuple(dict.fromkeys(term.pk for term in model.objects.for_names(names)))
