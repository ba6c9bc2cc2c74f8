"""Versions that saved themselves: one line in the history for a sitting, and gone after a month."""

import datetime

import pytest
from django.utils import timezone

from articles import publishing, workflow
from articles.models import Revision
from articles.versions.autosaves import KEPT_DAYS, prune, prune_autosaves, sittings
from articles.versions.content import Content
from cms.tasks import NIGHTLY
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db
AUTOSAVE, SAVE = Revision.Kind.AUTOSAVE, Revision.Kind.SAVE


def write(article, author, *kinds):
    """Save once for each kind, each time with one more sentence."""
    for kind in kinds:
        content = Content.newest(article)
        longer = Content(**{**vars(content), "body": content.body + "又一句。\n"})
        publishing.save_revision(article, longer, author=author, kind=kind)


def numbers(article):
    return sorted(article.revisions.values_list("number", flat=True))


def age(article, days):
    article.revisions.update(created_at=timezone.now() - datetime.timedelta(days=days))


def test_a_sitting_is_a_run_of_one_persons_autosaves_and_the_save_that_ended_it():
    one, other = make_user(username="one"), make_user(username="other")
    article = make_article()  # version 1
    write(article, one, AUTOSAVE, AUTOSAVE, SAVE, AUTOSAVE)
    write(article, other, AUTOSAVE, AUTOSAVE)

    found = [[revision.number for revision in sitting] for sitting in sittings(article.revisions.all())]

    assert found == [[7, 6], [5], [4, 3, 2], [1]]


def test_after_a_month_only_the_last_autosave_of_a_sitting_is_kept():
    one, other = make_user(username="one"), make_user(username="other")
    article = make_article()
    write(article, one, AUTOSAVE, AUTOSAVE, AUTOSAVE)
    write(article, other, AUTOSAVE, SAVE, AUTOSAVE)
    age(article, KEPT_DAYS + 1)

    assert prune() == 3
    assert numbers(article) == [1, 4, 6, 7]
    assert prune() == 0


def test_autosaves_of_this_month_are_all_kept():
    article = make_article()
    write(article, make_user(), AUTOSAVE, AUTOSAVE, SAVE)
    age(article, KEPT_DAYS - 1)

    assert prune() == 0


def test_what_readers_see_what_a_step_names_and_what_has_a_note_is_kept():
    chief = make_user(username="chief")
    article = make_article()
    write(article, chief, AUTOSAVE)
    workflow.apply(article, "publish", actor=None)
    write(article, chief, AUTOSAVE, AUTOSAVE, AUTOSAVE)
    article.revisions.filter(number=3).update(note="删减之前")
    age(article, KEPT_DAYS + 1)

    assert prune() == 1
    assert numbers(article) == [1, 2, 3, 5]


def test_the_worker_prunes_by_itself():
    article = make_article()
    write(article, make_user(), AUTOSAVE, SAVE)
    age(article, KEPT_DAYS + 1)

    assert prune_autosaves in NIGHTLY
    prune_autosaves.call()

    assert numbers(article) == [1, 3]


def test_a_save_of_what_saved_itself_makes_no_second_version():
    author = make_user()
    article = make_article()
    write(article, author, AUTOSAVE)

    kept = publishing.save_revision(article, Content.newest(article), author=author)

    assert (kept.number, kept.kind, article.revisions.count()) == (2, SAVE, 2)


def test_a_version_knows_how_many_characters_came_and_went():
    article = make_article(body="天亮了。\n我们出发。\n")
    content = Content(**{**vars(Content.newest(article)), "body": "天亮了。\n我们不出发了。\n"})

    revision = publishing.save_revision(article, content, author=None)

    assert (revision.added, revision.removed) == (2, 0)
