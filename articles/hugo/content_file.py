"""
One article as a content file of Hugo: front matter in YAML, then the body.

Reading it again gives the same values for every key of ``fields``; keys that the newsroom does not know come back as
they were imported. What Hugo has no word for (end of a pin, source, corrections) is not part of it.
"""

import json
import re
from typing import Any

from django.utils import timezone

from articles.addresses.redirects import as_target
from articles.models import Article, Redirect

from . import fields
from .values import CONTROL

DELIMITER = "---\n"
ESCAPED = re.compile(
    f"{CONTROL.pattern}|[\x85\u2028\u2029\ufeff]"
)  # what YAML does not print, or folds as a line's end


def content_file(article: Article) -> str:
    """Return the article's row as a content file: what readers see, or, of an unpublished one, its newest version."""
    lines = [f"{key}: {_yaml(value)}\n" for key, value in _front_matter(article).items()]
    return "".join([DELIMITER, *lines, DELIMITER, "\n", article.body.rstrip("\n"), "\n"])


def file_name(article: Article) -> str:
    """Return its place below a Hugo site: a bundle at the article's address."""
    return f"content{article.path.rstrip('/').removesuffix('.html')}/index.md"


def _front_matter(article: Article) -> dict[str, Any]:
    public = article.state == Article.State.PUBLISHED
    known: dict[tuple[str, ...], Any] = {
        fields.TITLE: article.title,
        fields.DESCRIPTION: article.description or None,
        fields.SLUG: article.slug,
        fields.URL: article.path,
        fields.ALIASES: _aliases(article),
        fields.DRAFT: True if not public else None,
        fields.DATE: _moment(article.published_at or article.created_at),
        fields.MODIFIED: _moment(article.modified_at),
        fields.EXPIRES: _moment(article.expires_at),
        fields.AUTHORS: [author.name for author in article.ordered_authors],
        fields.TAGS: [tag.name for tag in article.ordered_tags],
        fields.CATEGORIES: [category.name for category in article.ordered_categories],
        fields.TOPICS: [topic.name for topic in article.ordered_topics],
        fields.FEATURED_IMAGE: _cover(article),
        fields.PINNED: article.pinned or None,
        fields.RECOMMENDED: article.recommended or None,
        fields.IN_FOCUS: article.in_focus or None,
        fields.WEIGHT: article.weight,
        fields.LIGHTGALLERY: article.lightgallery,
    }
    written = {WRITTEN.get(names[0], names[0]): value for names, value in known.items() if value not in (None, [])}
    return written | {key: value for key, value in article.front_matter.items() if key.lower() not in fields.MAPPED}


WRITTEN = {"expirydate": "expiryDate", "featuredimage": "featuredImage"}  # as themes spell them


def _moment(value: Any) -> Any:
    return timezone.localtime(value) if value else None


def _aliases(article: Article) -> list[str]:
    found = Redirect.objects.filter(target=as_target(article.path)).order_by("source")
    return list(found.values_list("source", flat=True))


def _cover(article: Article) -> str | None:
    if article.featured_image is None:
        return None
    own = [row.name for row in article.bundle_images.all() if row.image_id == article.featured_image_id]
    return own[0] if own else str(article.featured_image.url)


def _yaml(value: Any) -> str:
    """Return a value in YAML. JSON is YAML, but for a few characters."""
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    text = json.dumps(value, ensure_ascii=False)
    return ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
