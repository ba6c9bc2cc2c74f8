"""What stops a publication: the red checks of brief §11.6 that need nothing but the article itself."""

from django.utils.translation import gettext as _

from articles import text

from .content import Content
from .models import Article

LONGEST_TITLE = 80  # 字


def blocking_problems(article: Article) -> list[str]:
    """Return what must be mended in the newest version before readers may see it; empty when it is ready."""
    if article.latest_revision is None:
        return [_("Save the article first.")]
    content = Content.of_revision(article.latest_revision)
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
