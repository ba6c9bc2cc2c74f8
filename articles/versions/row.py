"""
An article's row, written from one of its versions: the words, what pages need ready, and its relations.

Which version, and when, is the question of ``publishing``.
"""

from typing import Any

from django.db import transaction

from articles import search, text
from articles.addresses import paths
from articles.models import Article, ArticleCategory, ArticleTopic, Byline, Correction, ShownImage, Tag, TaggedArticle
from articles.pictures import BodyPictures
from articles.text.copy import repeats
from media.models import Image

from .content import Content

LONGEST_EXCERPT = 300  # characters, the column's width
DERIVED = ("body_html", "excerpt", "headings", "character_count", "shows_hero", "shows_dek")
MADE_FROM = ("body", "description", "featured_image", "lightgallery")
COPIED = (
    "title",
    "slug",
    "description",
    "body",
    "origin",
    "source_name",
    "source_url",
    "paid",
    "responsible_editor",
    "lightgallery",
)


def write(article: Article, content: Content, path: str) -> None:
    """
    Copy ``content`` onto the row at ``path``, leaving a redirect where readers knew another address.

    Raises ``text.TextTooComplex`` before anything is changed, the object included.
    """
    fill(article, content)
    if article.path != path:
        paths.leave(article, path)
        article.path = path
    with paths.claimed(article, content.slug):
        article.save()
    _replace(ArticleCategory, article, "category", content.categories)
    _replace(ArticleTopic, article, "topic", content.topics)
    _replace(Byline, article, "author", content.authors)
    _replace_tags(article, content.tags)
    article.corrections.all().delete()
    Correction.objects.bulk_create(
        Correction(article=article, date=day, text=words) for day, words in content.corrections
    )
    hold_pictures(article, content)


def fill(article: Article, content: Content) -> None:
    """Give the object the words and the cover of ``content``, and what is made of them. Saves nothing."""
    derive(article, content)
    for name in COPIED:
        setattr(article, name, getattr(content, name))
    article.featured_image = Image.objects.filter(pk__in=_cover(content)).first()


def derive(article: Article, content: Content) -> None:
    """Make from ``content`` what the row holds ready for pages (``DERIVED``). Changes the object only."""
    pictures = BodyPictures(article, content.body)
    shows_hero = content.featured_image is not None and not pictures.holds(content.featured_image)
    rendered = text.render(content.body, pictures=pictures, eager_first=not shows_hero, gallery=content.lightgallery)
    article.shows_hero = shows_hero
    article.body_html = rendered.html
    article.headings = [[heading.level, heading.id, heading.text] for heading in rendered.headings]
    article.character_count = rendered.character_count
    description = " ".join(content.description.split())
    article.excerpt = (description or text.excerpt(rendered.html))[:LONGEST_EXCERPT]
    article.shows_dek = bool(description) and not repeats(text.typeset(description), text.plain_text(rendered.html))


def rerender(article: Article) -> bool:
    """
    Make the row's HTML again from its own text; say whether anything changed. Raises ``text.TextTooComplex``.

    Where somebody gave the row other words meanwhile, theirs stay: they were made with the same renderer.
    """
    before = {name: getattr(article, name) for name in DERIVED}
    derive(article, Content.of(article))
    made = {name: getattr(article, name) for name in DERIVED}
    if made == before:
        return False
    unchanged = {name: getattr(article, name) for name in MADE_FROM}
    with transaction.atomic():
        written = bool(Article.objects.filter(pk=article.pk, **unchanged).update(**made))
        if written:
            search.renew_some([article.pk])
    return written


def hold_pictures(article: Article, *contents: Content) -> None:
    """
    Keep the library from deleting what these versions or the public text show.

    Pictures that came with the article are held by their ``BundleImage`` already.
    """
    wanted = set[int]()
    for content in contents:
        wanted |= BodyPictures(article, content.body).library | _cover(content)
    if article.state == Article.State.PUBLISHED:
        wanted |= BodyPictures(article, article.body).library
    wanted &= set(Image.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    held = set(article.shown_images.values_list("image_id", flat=True))
    article.shown_images.filter(image_id__in=held - wanted).delete()
    ShownImage.objects.bulk_create(ShownImage(article=article, image_id=pk) for pk in wanted - held)


def _cover(content: Content) -> set[int]:
    return set() if content.featured_image is None else {content.featured_image}


def _replace(through: Any, article: Article, to: str, ids: tuple[int, ...]) -> None:
    """Set an ordered relation. A term that was deleted since the version was saved is left out."""
    rows = through.objects.filter(article=article)
    if list(rows.values_list(f"{to}_id", flat=True)) == list(ids):
        return
    rows.delete()
    existing = through._meta.get_field(to).related_model.objects.in_bulk(ids)
    kept = [pk for pk in ids if pk in existing]
    through.objects.bulk_create(
        through(article=article, position=position, **{f"{to}_id": pk}) for position, pk in enumerate(kept)
    )


def _replace_tags(article: Article, names: tuple[str, ...]) -> None:
    tags = Tag.objects.for_names(names)
    if [row.tag_id for row in article.tagged.all()] == [tag.pk for tag in tags]:
        return
    article.tagged.all().delete()
    TaggedArticle.objects.bulk_create(
        TaggedArticle(content_object=article, tag=tag, position=position) for position, tag in enumerate(tags)
    )
