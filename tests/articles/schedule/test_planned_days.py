"""The planned date: who may set it, for which article and day, and what it outlives."""

import datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from articles import publishing, workflow
from articles.models import Article
from articles.policy import Role
from articles.schedule.planned_days import NotPlanned, set_planned_day
from articles.versions.content import Content
from cms.models import AuditEntry
from tests.factories import make_article, make_published, make_scheduled, make_user

pytestmark = pytest.mark.django_db
NOON = datetime.datetime(2026, 12, 10, 12, tzinfo=datetime.timezone(datetime.timedelta(hours=8)))
TODAY = NOON.date()
LATER = TODAY + datetime.timedelta(days=14)


@pytest.fixture(autouse=True)
def december():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def editor():
    return make_user(Role.EDITOR)


def stored(article):
    return Article.objects.values_list("planned_day", flat=True).get(pk=article.pk)


def test_a_planned_date_publishes_nothing_even_when_its_day_has_come(editor):
    article = make_article()

    assert set_planned_day(article, LATER, actor=editor) is None

    assert (stored(article), article.state) == (LATER, "draft")
    with time_machine.travel(NOON + datetime.timedelta(days=20), tick=False):
        assert not Article.objects.live().exists()


def test_it_outlives_new_versions_and_a_restored_one(editor):
    article = make_article(title="第一版")
    first = article.latest_revision
    set_planned_day(article, LATER, actor=editor)

    publishing.save_revision(article, Content(title="第二版", slug="v2"), author=editor)
    publishing.save_revision(article, Content.of_revision(first), author=editor)

    assert stored(article) == LATER


def test_today_may_be_planned_and_no_day_before_it(editor):
    article = make_article()

    set_planned_day(article, TODAY, actor=editor)
    with pytest.raises(NotPlanned, match="不能排到过去的时间"):
        set_planned_day(article, TODAY - datetime.timedelta(days=1), actor=editor)

    assert stored(article) == TODAY


@pytest.mark.parametrize("make", [make_published, make_scheduled])
def test_what_has_its_time_takes_no_planned_date(editor, make):
    article = make()

    with pytest.raises(NotPlanned, match="已有发布时间"):
        set_planned_day(article, LATER, actor=editor)


def test_whoever_may_edit_the_article_may_plan_it_and_nobody_else():
    writer = make_user(Role.WRITER)
    own, other = make_article(owner=writer), make_article()

    set_planned_day(own, LATER, actor=writer)
    with pytest.raises(PermissionDenied):
        set_planned_day(other, LATER, actor=writer)
    workflow.apply(own, "submit", actor=None)
    with pytest.raises(PermissionDenied):
        set_planned_day(own, None, actor=writer)

    assert (stored(own), stored(other)) == (LATER, None)


def test_the_audit_record_says_what_it_was_and_is(editor):
    article = make_article()
    set_planned_day(article, LATER, actor=editor)
    set_planned_day(article, None, actor=editor)

    entries = AuditEntry.objects.filter(action="changed", kind="articles.article").order_by("pk")
    assert [(entry.before, entry.after) for entry in entries] == [
        ({"planned_day": None}, {"planned_day": "2026-12-24"}),
        ({"planned_day": "2026-12-24"}, {"planned_day": None}),
    ]


def test_a_time_takes_its_place_and_leaves_the_day_when_it_is_cancelled(editor):
    article = make_article()
    set_planned_day(article, TODAY, actor=editor)

    workflow.apply(article, "schedule", actor=None, at=NOON.replace(day=24, hour=0, minute=30))
    assert stored(article) is None
    workflow.apply(article, "unschedule", actor=None)

    assert stored(article) == LATER


def test_nothing_is_planned_any_more_once_it_is_published(editor):
    article = make_article()
    set_planned_day(article, LATER, actor=editor)

    workflow.apply(article, "publish", actor=None)
    workflow.apply(article, "unpublish", actor=None)

    assert stored(article) is None
