"""
From what an editor typed to what readers see.

``save_revision`` keeps every version; ``make_live`` copies one onto the article's row. An article
that readers cannot see has its newest version on the row; a published one keeps the version that
was published until ``workflow`` publishes a newer one. Nothing here decides about states.
"""

import uuid
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from articles import row
from articles.paths import claimed, path_for, require_free, suggest_slug
from articles.terms import term_slug

from .content import SCHEMA, Content
from .models import Article, Revision


class StaleRevision(Exception):
    """Someone saved a newer version since the form was opened. ``latest`` is theirs."""

    def __init__(self, latest: Revision) -> None:
        super().__init__(f"revision {latest.number} is newer")
        self.latest = latest


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
    target = path or path_for(article, slug)
    require_free(target, article, slug)
    if latest and latest.content == content.to_json() and not path:
        return latest

    if not article.pk:
        article.guid = article.guid or new_guid()
        article.path, article.slug, article.title = target, slug, content.title
        with claimed(article, slug):
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
    if article.state == Article.State.PUBLISHED:
        row.hold_pictures(article, content)
    elif article.was_public and not path:
        put_on_row(article, revision)
    else:
        row.write(article, content, target)
    return revision


def put_on_row(article: Article, revision: Revision) -> None:
    """
    Copy ``revision`` onto the row of an article that readers do not see.

    The address they knew stays: a new one that they can be sent to would tell them of the draft.
    """
    content = Content.of_revision(revision)
    if article.was_public:
        content = Content(**{**vars(content), "slug": article.slug})
    path = path_for(article, content.slug)
    require_free(path, article, content.slug)
    row.write(article, content, path)


def make_live(article: Article, revision: Revision) -> None:
    """Copy ``revision`` onto the row, so that it is what readers see. Call inside the state's transaction."""
    content = Content.of_revision(revision)
    path = path_for(article, content.slug)
    require_free(path, article, content.slug)
    article.live_revision = revision
    if path == article.path and Content.of(article) == content:
        article.save()
    else:
        row.write(article, content, path)
