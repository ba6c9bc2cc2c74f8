"""
What a revision holds: the words of an article and what they are filed under.

Placement (pins, rails, weight) and state are not content: they act on the article at once.
"""

from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Self

from articles.models import Article, MergedTerm, Revision, Tag

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
    paid: bool = False
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
            paid=article.paid,
            responsible_editor=article.responsible_editor,
            lightgallery=article.lightgallery,
            corrections=tuple((row.date.isoformat(), row.text) for row in article.corrections.all()),
        )

    @classmethod
    def newest(cls, article: Article) -> Self:
        """Return the article's newest version; what its row holds where nothing was saved yet."""
        return cls.of_revision(article.latest_revision) if article.latest_revision else cls.of(article)

    @classmethod
    def of_revision(cls, revision: Revision) -> Self:
        """Return what was saved. Terms that were merged since are those that have their articles now."""
        return cls.of_json(revision.content).with_kept_terms()

    @classmethod
    def of_json(cls, snapshot: dict[str, Any]) -> Self:
        """Return a snapshot as it was taken. A field that it does not know has its default."""
        known = {field.name for field in fields(cls)}
        return cls(**{name: _frozen(value) for name, value in snapshot.items() if name in known})

    def with_kept_terms(self) -> Self:
        """Return the same with the terms that there are: what was merged is what it was merged into."""
        keys = {"category": self.categories, "topic": self.topics, "author": self.authors}
        kept = MergedTerm.objects.kept(keys)
        tags = Tag.objects.kept_names(self.tags)
        return replace(self, categories=kept["category"], topics=kept["topic"], authors=kept["author"], tags=tags)

    def to_json(self) -> dict[str, Any]:
        """Return the snapshot in the form that the database gives back: lists, not tuples."""
        return {name: _thawed(value) for name, value in asdict(self).items()}


def _frozen(value: Any) -> Any:
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value


def _thawed(value: Any) -> Any:
    return [_thawed(item) for item in value] if isinstance(value, tuple) else value
