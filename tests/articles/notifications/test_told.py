"""Who is told of what (brief §11.16)."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import notifications, workflow
from articles.models import Notification
from articles.policy import Role
from cms.tasks import NIGHTLY
from tests.factories import make_article, make_published, make_user

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


def told(user):
    return [(one.event, one.article.title, one.note) for one in Notification.objects.filter(recipient=user)]


def test_a_submission_is_told_to_everybody_who_may_publish_but_whoever_sent_it():
    writer, editor, chief = make_user(), make_user(Role.EDITOR), make_user(Role.CHIEF)
    away, robbed = make_user(Role.EDITOR, is_active=False), make_user(Role.EDITOR)
    robbed.groups.clear()
    article = make_article(owner=writer, title="新稿")

    workflow.apply(article, "submit", actor=writer, note="请看")

    for user in (editor, chief):
        assert told(user) == [("submitted", "新稿", "请看")]
    for user in (writer, away, robbed):
        assert told(user) == []


@pytest.mark.parametrize(
    ("steps", "event", "note"),
    [
        (("submit", "send_back"), "sent_back", "图三缺图源"),
        (("publish",), "published", ""),
        (("publish", "unpublish"), "withdrawn", "图三缺图源"),
        (("publish", "unpublish", "republish"), "published", ""),
    ],
)
def test_the_owner_is_told_what_became_of_an_article(steps, event, note):
    writer, editor = make_user(), make_user(Role.EDITOR)
    article = make_article(owner=writer, title="新稿")
    for step in steps:
        actor = writer if step == "submit" else editor
        workflow.apply(article, step, actor=actor, note="图三缺图源" if step in {"send_back", "unpublish"} else "")

    assert told(writer)[0] == (event, "新稿", note)


def test_nobody_is_told_of_what_they_did_themselves_and_nothing_of_an_import():
    editor = make_user(Role.EDITOR)
    workflow.apply(make_article(owner=editor), "publish", actor=editor)
    make_published()
    assert not Notification.objects.exists()


def test_what_was_dealt_with_is_no_longer_new_for_the_others():
    writer, editor, chief = make_user(), make_user(Role.EDITOR), make_user(Role.CHIEF)
    article = make_article(owner=writer)
    workflow.apply(article, "submit", actor=writer)
    assert notifications.unread(chief) == 1

    workflow.apply(article, "publish", actor=editor)

    assert notifications.unread(chief) == 0


def test_a_publication_that_failed_is_told_once_until_it_was_read():
    editor = make_user(Role.EDITOR)
    article = make_published(title="排期稿")

    assert notifications.tell_publication_failed(article, "链接已被占用。") == 1
    assert notifications.tell_publication_failed(article, "链接已被占用。") == 0
    assert told(editor) == [("failed", "排期稿", "链接已被占用。")]
    notifications.mark_read(editor)
    assert notifications.tell_publication_failed(article, "链接已被占用。") == 1


def test_pins_that_end_are_told_to_chief_editors_once_for_each_end():
    chief, editor = make_user(Role.CHIEF), make_user(Role.EDITOR)
    now = timezone.now()
    article = make_published(title="头条", pinned=True, pinned_until=now + 30 * HOUR)
    make_published(pinned=True, pinned_until=now + 60 * HOUR)
    make_published(pinned=True)
    make_article(pinned=True, pinned_until=now + 30 * HOUR)

    assert notifications.tell_pins_ending() == 1
    assert notifications.tell_pins_ending() == 0
    assert [event for event, title, _note in told(chief) if title == "头条"] == ["pin_ends"]
    assert told(editor) == []
    article.pinned_until = now + 40 * HOUR
    article.save()
    assert notifications.tell_pins_ending() == 1
    assert notifications.tell_pins in NIGHTLY


def test_the_bell_counts_with_one_query_and_forgets_what_one_may_no_longer_know():
    writer, other = make_user(), make_user()
    article = make_article(owner=writer)
    workflow.apply(article, "publish", actor=make_user(Role.EDITOR))
    writer.has_perm("articles.edit_any_article")  # asked by every page before the bell
    with CaptureQueriesContext(connection) as queries:
        assert notifications.unread(writer) == 1
    assert len(queries) == 1

    article.owner = other
    article.save()

    assert notifications.unread(writer) == 0
