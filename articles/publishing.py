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
from django.utils.translation import gettext as _

from articles import related, search
from articles.addresses.paths import claimed, path_for, require_free, suggest_slug
from articles.checks import problems
from articles.naming.terms import term_slug
from articles.schedule.planning import UPDATE
from articles.versions import row
from articles.versions.comparison import count_changes

from .models import Article, Revision
from .versions.content import SCHEMA, Content

MOST_ASIDE = 20  # versions that are looked through for the same words


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
        article.refresh_from_db(from_queryset=Article.objects.select_for_update(no_key=True))
    latest = article.latest_revision
    if latest and based_on is not None and based_on != latest.number:
        raise StaleRevision(latest)
    slug = term_slug(content.slug) or article.slug or suggest_slug()
    content = Content(**{**vars(content), "slug": slug})
    target = path or path_for(article, slug)
    require_free(target, article, slug)
    if latest and Content.of_revision(latest) == content and not path:
        return confirmed(latest, kind, author)

    if not article.pk:
        article.guid = article.guid or new_guid()
        article.path, article.slug, article.title = target, slug, content.title
        with claimed(article, slug):
            article.save()
    revision = append(article, content, after=latest, author=author, kind=kind, note=note)
    article.latest_revision = revision
    article.saved_at = timezone.now()
    article.problems = problems.of(article, content)
    article.save(update_fields=["latest_revision", "saved_at", "problems"])
    search.renew_draft(article)
    if article.state == Article.State.PUBLISHED:
        hold_pictures(article)
    elif article.was_public and not path:
        put_on_row(article, revision)
    else:
        row.write(article, content, target)
    return revision


def append(
    article: Article, content: Content, *, after: Revision | None, author: Any, kind: str, note: str = ""
) -> Revision:
    """Write ``content`` down under the next number, as what somebody made of the version ``after``."""
    newest = article.revisions.aggregate(newest=Max("number"))["newest"] or 0
    added, removed = count_changes(written(Content.of_json(after.content)), written(content)) if after else (None, None)
    return Revision.objects.create(
        article=article,
        number=newest + 1,
        kind=kind,
        content=content.to_json(),
        schema=SCHEMA,
        author=author,
        note=note,
        added=added,
        removed=removed,
    )


def written(content: Content) -> str:
    """Return the words of a version as one text, for counting."""
    return "\n".join((content.title, content.description, content.body))


def confirmed(latest: Revision, kind: str, author: Any) -> Revision:
    """Return ``latest``, whose words somebody saves once more. What saved itself is a save from then on."""
    if kind == Revision.Kind.SAVE and latest.kind == Revision.Kind.AUTOSAVE and latest.author == author:
        latest.kind = kind
        latest.save(update_fields=["kind"])
    return latest


@transaction.atomic
def set_aside(article: Article, content: Content, *, author: Any, based_on: int | None) -> Revision:
    """
    Keep what was typed on an older version than the newest, beside it, so that both texts survive (brief §11.8).

    The newest version stays what it is. The same words of the same author are kept once.
    """
    article.refresh_from_db(from_queryset=Article.objects.select_for_update(no_key=True))
    mine = article.revisions.filter(kind=Revision.Kind.ASIDE, author=author)
    for kept in mine[:MOST_ASIDE]:
        if kept.content == content.to_json():
            return kept
    after = article.revisions.filter(number=based_on or 0).first() or article.latest_revision
    return append(article, content, after=after, author=author, kind=Revision.Kind.ASIDE)


def restore(article: Article, revision: Revision, *, author: Any, based_on: int | None) -> Revision:
    """
    Make an older version the newest again; readers see what they saw before (brief §11.9).

    Raises what ``save_revision`` raises.
    """
    note = _("Version %(number)d again") % {"number": revision.number}
    content = Content.of_revision(revision)
    return save_revision(article, content, author=author, kind=Revision.Kind.RESTORE, based_on=based_on, note=note)


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


def hold_pictures(article: Article) -> None:
    """Keep in the library what the newest version of a public article shows, and what is to replace the public one."""
    planned = article.planned(UPDATE)
    versions = [article.latest_revision, planned.revision if planned else None]
    row.hold_pictures(article, *(Content.of_revision(version) for version in versions if version))


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
    if revision.pk != article.latest_revision_id:
        hold_pictures(article)
    related.relate_later(article)
