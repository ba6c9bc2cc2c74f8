"""
What a revision holds: the words of an article and what they are filed under.

Placement (pins, rails, weight) and state are not content: they act on the article at once.
"""

from dataclasses import asdict, dataclass, fields
from typing import Any, Self

from .models import Article, Revision

SCHEMA = 1


@dataclass(frozen=True, kw_only=True)
class Content:
    """One version of an article. Terms and pictures are ids in the editor's order, tags are names."""

    title: str
    slug: str = ""
    description: str = ""
    body: str = ""
    featured_image: int | None = None
    categories: tuple[int, ...] = ()
    topics: tuple[int, ...] = ()
    tags: tuple[str, ...] = ()
    authors: tuple[int, ...] = ()
    origin: str = Article.Origin.ORIGINAL.value
    source_name: str = ""
    source_url: str = ""
    responsible_editor: str = ""
    lightgallery: bool = True
    corrections: tuple[tuple[str, str], ...] = ()  # (ISO date, text)

    @classmethod
    def of(cls, article: Article) -> Self:
        """Return what the article's row holds: what readers see, where it is public."""
        return cls(
            title=article.title,
            slug=article.slug,
            description=article.description,
            body=article.body,
            featured_image=article.featured_image_id,
            categories=tuple(row.category_id for row in article.placed_in.all()),
            topics=tuple(row.topic_id for row in article.filed_under.all()),
            tags=tuple(tag.name for tag in article.ordered_tags),
            authors=tuple(row.author_id for row in article.bylines.all()),
            origin=article.origin,
            source_name=article.source_name,
            source_url=article.source_url,
            responsible_editor=article.responsible_editor,
            lightgallery=article.lightgallery,
            corrections=tuple((row.date.isoformat(), row.text) for row in article.corrections.all()),
        )

    @classmethod
    def of_revision(cls, revision: Revision) -> Self:
        """Return what was saved. A field that the snapshot does not know has its default."""
        known = {field.name for field in fields(cls)}
        values = {name: _frozen(value) for name, value in revision.content.items() if name in known}
        return cls(**values)

    def to_json(self) -> dict[str, Any]:
        """Return the snapshot in the form that the database gives back: lists, not tuples."""
        return {name: _thawed(value) for name, value in asdict(self).items()}


def _frozen(value: Any) -> Any:
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value


def _thawed(value: Any) -> Any:
    return [_thawed(item) for item in value] if isinstance(value, tuple) else value
