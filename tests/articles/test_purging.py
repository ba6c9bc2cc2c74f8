"""Deleting for ever: by a person from the trash, and by itself after thirty days there."""

import datetime

import pytest
from django.utils import timezone

from articles import purging, workflow
from articles.models import Article, StateChange
from articles.workflow import TransitionNotAllowed
from cms.tasks import NIGHTLY
from tests.factories import make_article, make_user, make_withdrawn

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def trashed(days, make=make_article, **fields):
    """Return an article that was moved to the trash so many days ago."""
    article = make(**fields)
    workflow.apply(article, "trash", actor=None)
    StateChange.objects.filter(article=article, transition="trash").update(at=timezone.now() - days * DAY)
    return article


def test_after_thirty_days_an_article_leaves_the_trash_for_ever(caplog):
    caplog.set_level("INFO")
    old, young, draft = trashed(30), trashed(29), make_article()

    assert purging.empty_trash() == 1

    assert set(Article.objects.all()) == {young, draft}
    assert f"Article {old.pk} was deleted after 30 days" in caplog.text
    assert purging.empty_trash() == 0
    assert purging.empty_trash_nightly in NIGHTLY


def test_an_address_that_readers_knew_stays_gone(client):
    known, never = trashed(40, make_withdrawn), trashed(40)
    purging.empty_trash()

    assert client.get(known.path).status_code == 410
    assert client.get(never.path).status_code == 404


def test_what_was_restored_or_trashed_anew_begins_again():
    back, again = trashed(40), trashed(40)
    for article in (back, again):
        workflow.apply(article, "restore", actor=None)
    workflow.apply(again, "trash", actor=None)

    assert purging.empty_trash() == 0
    assert purging.leaves_at(again) - timezone.now() > 29 * DAY


def test_one_that_cannot_be_deleted_keeps_none_of_the_others(caplog, monkeypatch):
    stuck, other = trashed(40), trashed(40)
    delete = Article.delete
    held = lambda self: (_ for _ in ()).throw(RuntimeError("held")) if self.pk == stuck.pk else delete(self)  # noqa: E731
    monkeypatch.setattr(Article, "delete", held)

    assert purging.empty_trash() == 1
    assert set(Article.objects.all()) == {stuck}
    assert Article.objects.get(pk=stuck.pk).latest_revision, "nothing of it was taken away"
    assert f"Article {stuck.pk} could not be deleted" in caplog.text
    assert other.title


def test_only_the_trash_is_emptied():
    article = make_article()
    with pytest.raises(TransitionNotAllowed):
        purging.purge(article, actor=None)
    workflow.apply(article, "trash", actor=None)
    with pytest.raises(purging.PermissionDenied):
        purging.purge(article, actor=make_user())
