"""
撤销本次导入: the articles of an import that nobody has touched since go to the trash, one by one in the background.

What came with them stays: pictures in the library, topics, tags and authors, redirects, and what is known of the files.
So the same zip, imported again, does not bring them back; the trash does.
"""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import workflow
from articles.admin.article.actions import Action
from articles.admin.article.steps import STOPS_A_STEP, why_refused
from articles.models import Article, Revision


def of_batch(batch):
    """Return the articles that an import made and that are not in the trash."""
    articles = Article.objects.filter(import_batch=batch) if batch else Article.objects.none()
    return articles.exclude(state=Article.State.TRASHED)


def untouched(articles):
    """Return those whose text is the import's, and that nobody has moved or placed since."""
    as_imported = articles.filter(latest_revision__kind=Revision.Kind.IMPORT)
    return as_imported.exclude(history__actor__isnull=False).exclude(placements__actor__isnull=False)


def _refused(user, article):
    if article.state == Article.State.TRASHED or not untouched(Article.objects.filter(pk=article.pk)).exists():
        return 409, _("It was changed here after the import.")
    return None


def _do(user, article, **words):
    steps = ["trash"] if article.state != Article.State.PUBLISHED or article.is_scheduled else ["unpublish", "trash"]
    try:
        with transaction.atomic():
            for step in steps:
                workflow.apply(article, step, actor=user)
    except STOPS_A_STEP as error:
        return why_refused(error, user)
    return None


UNDO = Action("undo_import", gettext_lazy("Undo this import"), "trash", _refused, _do)
