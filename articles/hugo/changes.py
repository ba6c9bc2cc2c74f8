"""A file that was imported before: may what it says now be written over what is here?"""

from django.utils.translation import gettext as _

from articles.models import Article, Revision, SourceFile

from .report import Finding, Level


def compare(known: SourceFile, *, changed: bool, update: bool, fix_images: bool) -> tuple[bool, list[Finding]]:
    """
    Say whether to import the file again, and what to report where not.

    Only what nobody edited here since is replaced: on ``update`` when the file or one beside it has
    changed, and on ``fix_images`` when a picture was missing.
    """
    article = known.article
    untouched = article is not None and _is_as_imported(article)
    missing = any(found["code"] == "image-missing" for found in known.findings)
    if untouched and ((changed and update) or (not changed and fix_images and missing)):
        return True, []
    if not changed:
        return False, []
    if not update:
        return False, [
            Finding(
                code="source-changed",
                message=_("The file has changed since it was imported; the article was left as it is."),
                suggestion=_("Import with --update to take the newer version."),
            )
        ]
    message = (
        _("The file has changed, and so has the article here; nothing was written over.")
        if article
        else _("The file has changed, but the article was deleted here; it was not brought back.")
    )
    advice = _("Compare the two, and carry the changes over by hand.")
    return False, [Finding(code="conflict", level=Level.ERROR, message=message, suggestion=advice)]


def _is_as_imported(article: Article) -> bool:
    latest = article.latest_revision
    return latest is not None and latest.kind == Revision.Kind.IMPORT and article.state != Article.State.TRASHED
