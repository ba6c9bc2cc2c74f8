"""
What makes pages of this site come and go beside the workflow, so that links to them are judged anew at once.
"""

from typing import Any
from urllib.parse import unquote

from django.db.models.signals import post_delete, post_save

from articles.models import Article, Attachment, Author, Category, Redirect, StaticPage, Tag, Topic
from cms.tasks import after_commit

from . import held

PAGES: list[Any] = [Category, Topic, Tag, Author, StaticPage, Redirect, Attachment]


def connect() -> None:
    """Begin to listen. Called once, when the models are there."""
    for model in PAGES:
        post_save.connect(_changed, sender=model, dispatch_uid="articles.links.events")
    for model in [*PAGES, Article]:
        post_delete.connect(_changed, sender=model, dispatch_uid="articles.links.events")
    post_save.connect(_page_saved, sender=StaticPage, dispatch_uid="articles.links.events.text")


def _changed(sender: Any, instance: Any, **options: Any) -> None:
    after_commit(held.look_around, [path_of(instance)])


def _page_saved(sender: Any, instance: StaticPage, **options: Any) -> None:
    after_commit(held.gather_page, instance)


def path_of(row: Any) -> str:
    """Return the path at which readers find a row, decoded."""
    if isinstance(row, Redirect):
        return row.source
    return row.path if isinstance(row, Article | Attachment) else unquote(row.get_absolute_url())
