"""
From what an editor typed to what readers see.

``save_revision`` keeps every version; ``make_live`` copies one onto the article's row. An article
that readers cannot see has its newest version on the row; a published one keeps the version that
was published until ``workflow`` publishes a newer one. Nothing here decides about states.
"""

import datetime
import secrets
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from articles import redirects, text
from articles.addresses import is_reserved
from articles.terms import term_slug
from media.models import Image

from .content import SCHEMA, Content
from .models import (
    Article,
    ArticleCategory,
    ArticleTopic,
    Byline,
    Correction,
    Revision,
    ShownImage,
    Tag,
    TaggedArticle,
)
from .pictures import BodyPictures

SLUG_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
DEK_PREFIX = 30  # characters that must differ from the body's start for the dek to be shown (brief §1)
LONGEST_EXCERPT = 300  # characters, the column's width


class StaleRevision(Exception):
    """Someone saved a newer version since the form was opened. ``latest`` is theirs."""

    def __init__(self, latest: Revision) -> None:
        super().__init__(f"revision {latest.number} is newer")
        self.latest = latest


class PathTaken(Exception):
    """
    Another article has this address, or a page of the site itself, and then ``other`` is None.

    ``suggestion`` is a free slug.
    """

    def __init__(self, path: str, other: Article | None, suggestion: str) -> None:
        super().__init__(path)
        self.path, self.other, self.suggestion = path, other, suggestion


def suggest_slug(now: datetime.datetime | None = None) -> str:
    """Return a new short ASCII slug, such as ``20261123-k3f9`` (brief §3.2)."""
    day = timezone.localdate(now or timezone.now())
    return f"{day:%Y%m%d}-{''.join(secrets.choice(SLUG_ALPHABET) for _ in range(4))}"


def path_for(article: Article, slug: str) -> str:
    """Return the address for ``slug``: the old one with a new last part, or one by ``ARTICLE_PATH``."""
    if article.path:
        parent = article.path.rstrip("/").rpartition("/")[0]
        return f"{parent}/{slug}/"
    day = timezone.localdate(article.published_at or timezone.now())
    return "/" + settings.ARTICLE_PATH.format(slug=slug, yyyy=f"{day:%Y}", mm=f"{day:%m}")


def path_owner(path: str, article: Article) -> Article | None:
    """Return the other article that has ``path``, or None."""
    return Article.objects.filter(path=path).exclude(pk=article.pk).first()


def new_guid() -> str:
    """Return an identity for feeds that no later change of slug or site touches (RFC 4151)."""
    host = urlsplit(settings.SITE_URL).hostname
    return f"tag:{host},{timezone.localdate():%Y-%m-%d}:{uuid.uuid4()}"


@transaction.atomic
def save_revision(
    article: Article,
    content: Content,
    *,
    author: Any,
    kind: str = Revision.Kind.SAVE,
    based_on: int | None = None,
    path: str = "",
    note: str = "",
) -> Revision:
    """
    Keep ``content`` as the article's newest version and return it.

    ``article`` may be new (not saved yet). ``based_on`` is the number of the version that the form
    was opened on; None means "whatever is there" (importer). ``path`` fixes the address of an
    imported article. Saving what is already there makes no new version. Raises ``StaleRevision`` or
    ``PathTaken``, and has then changed nothing.
    """
    if article.pk:
        article.refresh_from_db(from_queryset=Article.objects.select_for_update())
    latest = article.latest_revision
    if latest and based_on is not None and based_on != latest.number:
        raise StaleRevision(latest)
    slug = term_slug(content.slug) or article.slug or suggest_slug()
    content = Content(**{**vars(content), "slug": slug})
    target = path or (article.path if slug == article.slug and article.path else path_for(article, slug))
    _require_free(target, article, slug)
    if latest and latest.content == content.to_json() and not path:
        return latest

    if not article.pk:
        article.guid = article.guid or new_guid()
        article.path, article.slug, article.title = target, slug, content.title
        with _claimed(article, slug):
            article.save()
    newest = article.revisions.aggregate(newest=Max("number"))["newest"] or 0
    revision = Revision.objects.create(
        article=article,
        number=newest + 1,
        kind=kind,
        content=content.to_json(),
        schema=SCHEMA,
        author=author,
        note=note,
    )
    article.latest_revision = revision
    article.saved_at = timezone.now()
    article.save(update_fields=["latest_revision", "saved_at"])
    if article.state != Article.State.PUBLISHED:
        if article.was_public and not path:
            put_on_row(article, revision)
        else:
            _copy_onto_row(article, content, target)
    _hold_pictures(article, content)
    return revision


def put_on_row(article: Article, revision: Revision) -> None:
    """
    Copy ``revision`` onto the row of an article that readers do not see.

    The address they knew stays: a new one that they can be sent to would tell them of the draft.
    """
    content = Content.of_revision(revision)
    if article.was_public:
        content = Content(**{**vars(content), "slug": article.slug})
    path = article.path if content.slug == article.slug else path_for(article, content.slug)
    _require_free(path, article, content.slug)
    _copy_onto_row(article, content, path)
    _hold_pictures(article, content)


def _require_free(path: str, article: Article, slug: str) -> None:
    other = path_owner(path, article)
    if other or (path != article.path and is_reserved(path, settings.ADMIN_PATH)):
        raise PathTaken(path, other, f"{slug}-{suggest_slug()[-4:]}")


@contextmanager
def _claimed(article: Article, slug: str) -> Iterator[None]:
    """Turn the database's no to an address that somebody else took in this very moment into ``PathTaken``."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        _require_free(article.path, article, slug)
        raise


def make_live(article: Article, revision: Revision) -> None:
    """Copy ``revision`` onto the row, so that it is what readers see. Call inside the state's transaction."""
    content = Content.of_revision(revision)
    path = article.path if content.slug == article.slug else path_for(article, content.slug)
    _require_free(path, article, content.slug)
    article.live_revision = revision
    if path == article.path and Content.of(article) == content:
        article.save()
    else:
        _copy_onto_row(article, content, path)
        _hold_pictures(article, content)


def rerender(article: Article) -> bool:
    """Make the row's HTML again from its own text; say whether anything changed."""
    before = article.body_html
    derive(article, Content.of(article))
    if article.body_html == before:
        return False
    article.save(update_fields=[*DERIVED])
    return True


DERIVED = ("body_html", "excerpt", "headings", "character_count", "shows_hero", "shows_dek")


def derive(article: Article, content: Content) -> None:
    """Make from ``content`` what the row holds ready for pages (``DERIVED``). Changes the object only."""
    pictures = BodyPictures(article, content.body)
    article.shows_hero = content.featured_image is not None and not pictures.holds(content.featured_image)
    rendered = text.render(
        content.body, pictures=pictures, eager_first=not article.shows_hero, gallery=content.lightgallery
    )
    plain = text.plain_text(rendered.html)
    article.body_html = rendered.html
    article.headings = [[heading.level, heading.id, heading.text] for heading in rendered.headings]
    article.character_count = rendered.character_count
    description = " ".join(content.description.split())
    article.excerpt = (description or text.excerpt(rendered.html))[:LONGEST_EXCERPT]
    article.shows_dek = bool(description) and not "".join(plain.split()).startswith(_start(description))


def _start(words: str) -> str:
    return "".join(words.split())[:DEK_PREFIX]


def _copy_onto_row(article: Article, content: Content, path: str) -> None:
    if article.path != path:
        _leave_redirect(article, path)
        article.path = path
    for name in ("title", "slug", "description", "body", "origin", "source_name", "source_url", "responsible_editor"):
        setattr(article, name, getattr(content, name))
    article.featured_image = Image.objects.filter(pk__in=_cover(content)).first()
    article.lightgallery = content.lightgallery
    derive(article, content)
    with _claimed(article, content.slug):
        article.save()
    _replace(ArticleCategory, article, "category", content.categories)
    _replace(ArticleTopic, article, "topic", content.topics)
    _replace(Byline, article, "author", content.authors)
    _replace_tags(article, content.tags)
    article.corrections.all().delete()
    Correction.objects.bulk_create(
        Correction(article=article, date=day, text=words) for day, words in content.corrections
    )


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


def _hold_pictures(article: Article, content: Content) -> None:
    """
    Keep the library from deleting what the newest or the public text shows.

    Pictures that came with the article are held by their ``BundleImage`` already.
    """
    wanted = BodyPictures(article, content.body).library | _cover(content)
    if article.state == Article.State.PUBLISHED:
        wanted |= BodyPictures(article, article.body).library
    wanted &= set(Image.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    held = set(article.shown_images.values_list("image_id", flat=True))
    article.shown_images.filter(image_id__in=held - wanted).delete()
    ShownImage.objects.bulk_create(ShownImage(article=article, image_id=pk) for pk in wanted - held)


def _cover(content: Content) -> set[int]:
    return set() if content.featured_image is None else {content.featured_image}


def _replace_tags(article: Article, names: tuple[str, ...]) -> None:
    tags = Tag.objects.for_names(names)
    if [row.tag_id for row in article.tagged.all()] == [tag.pk for tag in tags]:
        return
    article.tagged.all().delete()
    TaggedArticle.objects.bulk_create(
        TaggedArticle(content_object=article, tag=tag, position=position) for position, tag in enumerate(tags)
    )


def _leave_redirect(article: Article, path: str) -> None:
    """Send readers of an address that was public to the new one, without chains or loops (brief §3.2)."""
    if article.path and article.was_public:
        redirects.record_move(article.path, path)
    else:
        redirects.forget(path)
