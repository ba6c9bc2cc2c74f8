"""
Whether a version is ready for readers: the checks of the copy (brief §11.6) with what the database knows for them.

``articles.text.copy`` does the checking; here it gets its pictures, its neighbours and its clock.
"""

import datetime
from collections.abc import Callable, Container, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.addresses import paths
from articles.addresses.paths import PathTaken
from articles.models import Article, Revision
from articles.naming.terms import term_slug
from articles.pictures import BodyPictures, library_name
from articles.text.copy import Copy, Finding, Headline, Level, check_copy, whole
from articles.text.nearness import one_edit_apart
from articles.versions.content import Content

from . import check_words, house_words

COMPARED_TITLES = 500  # the newest; a headline is repeated from last week, not from ten years ago
PAST = Finding("E07", whole("at"))


def findings(
    article: Article,
    content: Content,
    *,
    at: datetime.datetime | None = None,
    others: Sequence[Headline] = (),
    pictures: BodyPictures | None = None,
    dead: Container[str] = (),
) -> list[Finding]:
    """
    Return all that is to be looked at in ``content``, a version of ``article`` or what is typed for it.

    ``at`` is the moment of publication, None for now or, where readers know it already, for then. ``others`` are
    the headlines that its own may repeat: see ``recent_headlines``. ``pictures`` are those of the body, where the
    caller has looked them up. ``dead`` are targets of links that lead nowhere: see ``links.dead_in``.
    """
    moment = at or (article.published_at or timezone.now())
    own = article.bundle_images.values_list("name", flat=True) if article.pk else ()
    return check_copy(
        Copy(
            title=content.title,
            description=content.description,
            body=content.body,
            has_section=bool(content.categories),
            has_topic=bool(content.topics),
            has_cover=content.featured_image is not None,
            is_repost=content.origin == Article.Origin.REPOST,
            paid=content.paid,
            source_name=content.source_name,
            source_url=content.source_url,
            pinned=article.pinned,
            pinned_until=article.pinned_until,
            pin_counts=not article.was_public,
            at=at or timezone.now(),
            day=timezone.localdate(moment),
            pictures=pictures or BodyPictures(article, content.body),
            nearest=lambda target: next((name for name in own if one_edit_apart(name, library_name(target))), ""),
            others=others,
            words=house_words.word_list(),
            dead=dead,
        )
    )


def recent_headlines(article: Article) -> list[Headline]:
    """Return the headlines of the newest public articles but this one: one question, whatever there is."""
    rows = Article.objects.live().order_by("-published_at", "-pk").values_list("pk", "title", "published_at")
    return [Headline(title, timezone.localdate(at)) for pk, title, at in rows[:COMPARED_TITLES] if pk != article.pk]


def blocking_problems(article: Article, at: datetime.datetime | None = None) -> list[str]:
    """
    Return in words what must be mended in the newest version before readers may see it; empty when it is ready.

    ``at`` is the moment of publication, None for now.
    """
    if article.latest_revision is None:
        return [_("Save the article first.")]
    return problems_of(article, article.latest_revision, at)


def problems_of(article: Article, revision: Revision, at: datetime.datetime | None = None) -> list[str]:
    """Return in words what keeps one version from readers: the red checks."""
    content = Content.of_revision(revision)
    return [check_words.say(one) for one in findings(article, content, at=at) if one.level is Level.RED]


def taken_address(article: Article, slug: str, knows: Callable[[Article], bool]) -> Finding | None:
    """Return E05 where the address for ``slug`` is somebody else's."""
    slug = term_slug(slug) or article.slug
    try:
        if slug:
            paths.require_free(paths.path_for(article, slug), article, slug)
    except PathTaken as taken:
        return address_taken(taken, knows)
    return None


def address_taken(taken: PathTaken, knows: Callable[[Article], bool]) -> Finding:
    """Return E05. The other article is named only where ``knows`` says that its existence is no secret."""
    slug = taken.path.strip("/").rpartition("/")[2]
    named = taken.other is not None and knows(taken.other)
    title = taken.other.title if taken.other is not None and named else ""
    reserved = int(taken.other is None)
    return Finding(
        "E05", whole("slug"), {"slug": slug, "suggestion": taken.suggestion, "title": title, "reserved": reserved}
    )
