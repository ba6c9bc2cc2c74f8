"""What stops a publication: the red checks of brief §11.6 that need nothing but the article itself."""

import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from articles import text

from .content import Content
from .models import Article
from .pictures import BodyPictures, is_elsewhere

LONGEST_TITLE = 80  # 字
UNFINISHED = "upload:"  # the editor's placeholder for a picture that is still on its way


def blocking_problems(article: Article, at: datetime.datetime | None = None) -> list[str]:
    """
    Return what must be mended in the newest version before readers may see it; empty when it is ready.

    ``at`` is the moment of publication, None for now.
    """
    if article.latest_revision is None:
        return [_("Save the article first.")]
    content = Content.of_revision(article.latest_revision)
    return [*_missing_words(content), *_broken_pictures(article, content), *_impossible_pin(article, at)]


def _missing_words(content: Content) -> list[str]:
    length = text.count_characters(content.title)
    problems = []
    if not content.title.strip():
        problems.append(_("The title is missing."))
    if length > LONGEST_TITLE:
        problems.append(_("The title has %(n)d characters, at most %(most)d.") % {"n": length, "most": LONGEST_TITLE})
    if not content.body.strip():
        problems.append(_("The body is empty."))
    if not content.categories:
        problems.append(_("No section is chosen."))
    if content.origin == Article.Origin.REPOST and not content.source_name.strip():
        problems.append(_("A repost needs the name of its source."))
    return problems


def _broken_pictures(article: Article, content: Content) -> list[str]:
    pictures = BodyPictures(article, content.body)
    problems, unfinished = [], 0
    for number, reference in enumerate(text.image_references(content.body), start=1):
        if reference.target.startswith(UNFINISHED):
            unfinished += 1
        elif not is_elsewhere(reference.target) and pictures(reference.target) is None:
            missing = {"number": number, "name": reference.target}
            problems.append(_("The file of picture %(number)d is missing: %(name)s.") % missing)
    if unfinished:
        problems.append(
            _("%(n)d pictures are not uploaded yet. Wait for them, or delete the lines of those that failed.")
            % {"n": unfinished}
        )
    return problems


def _impossible_pin(article: Article, at: datetime.datetime | None) -> list[str]:
    if (
        not article.was_public
        and article.pinned
        and article.pinned_until
        and article.pinned_until <= (at or timezone.now())
    ):
        return [_("The pin ends before the article is published.")]
    return []
