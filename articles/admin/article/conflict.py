"""
Somebody saved a newer version meanwhile (brief §11.8): both texts survive, and the form says how they differ.

What was typed is set aside as a version of its own before anything else is asked.
"""

from dataclasses import replace

from django.utils.translation import gettext as _

from articles import publishing
from articles.addresses.paths import PathTaken
from articles.admin.fields import revision_number
from articles.admin.status import name_of
from articles.admin.words import someone_saved
from articles.models import Revision
from articles.publishing import StaleRevision
from articles.versions.comparison import merge_versions
from articles.versions.content import Content

from .difference import difference, label_of

MERGE_BASE = "merge_base"  # the field of a refused form


def clicked_twice(desk, error, together=None):
    """Return the article that a first click on “save” wrote with these very words (or what was merged), or None."""
    if isinstance(error, StaleRevision):
        found = desk.article
    elif isinstance(error, PathTaken) and error.other and desk.article.pk is None:
        found = error.other
    else:
        return None
    latest = found.latest_revision
    mine = latest is not None and latest.author_id == desk.user.pk
    return found if mine and same_words(Content.of_revision(latest), together or desk.typed()) else None


def same_words(one, other):
    return replace(one, slug="") == replace(other, slug="")


def beside(desk, latest):
    """Lay the other's version beside what was typed; the next save is made on top of theirs."""
    theirs, mine = Content.of_revision(latest), desk.typed()
    base = base_of(desk, MERGE_BASE, "revision")  # of a form that was refused before, the first one
    publishing.set_aside(desk.article, mine, author=desk.user, based_on=base.number if base else None)
    touching = merge_versions(Content.of_revision(base), mine, theirs).touching if base else ()
    desk.form.data = desk.form.data.copy()
    desk.form.data["revision"] = latest.number
    desk.theirs = {
        "who": someone_saved(latest, desk.user),
        "difference": difference(theirs, mine),
        "base": base.number if base else None,
        "touching": [label_of(name) for name in touching],
        "can_merge": base is not None and not touching,
    }
    if latest.author_id == desk.user.pk:
        return desk.refuse(409, _("You have saved this article elsewhere meanwhile: compare the two, then save."))
    words = _("%(name)s has changed this article. Your text has not replaced theirs: compare the two, then save.")
    return desk.refuse(409, words % {"name": name_of(latest.author) or _("The importer")})


def base_of(desk, *names):
    """Return the version that the first of these fields names, or None."""
    numbers = (revision_number(desk.request.POST.get(name, "")) for name in names)
    number = next(filter(None, numbers), 0)
    return desk.article.revisions.exclude(kind__in=Revision.BESIDE).filter(number=number).first()


def merged(desk):
    """
    Return the version that holds both changes, or None where they touch by now.

    The form of a refused save carries the number of the version that both began with.
    """
    base, latest = base_of(desk, MERGE_BASE), desk.article.latest_revision
    if base is None or latest is None:
        return None
    found = merge_versions(Content.of_revision(base), desk.typed(), Content.of_revision(latest))
    return None if found.touching else found.content
