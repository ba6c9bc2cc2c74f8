"""What happens at its moment: changes that go public, articles that are taken down, once and on time."""

import datetime

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from articles import clock, clockwork, workflow
from articles.models import Article, Heartbeat, PlannedStep, ShownImage, StateChange
from articles.policy import Role
from articles.schedule.coming import SCHEDULER, WORKER, last_beat
from articles.workflow import TransitionNotAllowed
from tests.articles.planned import HOUR, NOON, save, title_for_readers, to_change
from tests.factories import make_category, make_image, make_published, make_scheduled, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOON, tick=False) as clock_of_the_machine:
        yield clock_of_the_machine


def test_readers_see_the_old_text_until_the_moment_and_the_new_one_from_then_on(client, noon):
    editor = make_user(Role.EDITOR)
    article = to_change(actor=editor)

    noon.move_to(NOON + HOUR - datetime.timedelta(seconds=1))
    assert clockwork.tick() == clockwork.Done(0, 0)
    assert "旧的标题" in title_for_readers(client, article)

    noon.move_to(NOON + HOUR)
    assert clockwork.tick() == clockwork.Done(1, 0)
    assert clockwork.tick() == clockwork.Done(0, 0)

    assert "新的标题" in title_for_readers(client, article)
    article.refresh_from_db()
    assert (article.modified_at, article.live_revision) == (NOON + HOUR, article.latest_revision)
    step = article.history.first()
    assert (step.transition, step.actor, step.moment) == ("update", editor, NOON + HOUR)
    assert not PlannedStep.objects.exists()


def test_what_is_saved_later_is_not_part_of_it_and_waits(client, noon):
    pictures = [make_image(), make_image()]
    article = to_change(body=f"![甲]({pictures[0].name})")
    save(article, title="还没写完", body=f"![乙]({pictures[1].name})")

    noon.move_to(NOON + 2 * HOUR)
    clockwork.tick()

    assert "新的标题" in title_for_readers(client, article)
    article.refresh_from_db()
    assert article.has_unpublished_changes
    assert article.latest_revision.content["title"] == "还没写完"
    assert set(ShownImage.objects.values_list("image", flat=True)) == {picture.pk for picture in pictures}


def test_another_time_replaces_the_first_and_takes_the_newest_version(client, noon):
    article = to_change(hours=1)
    save(article, title="最新的标题")
    workflow.apply(article, "schedule_update", actor=None, at=NOON + 3 * HOUR)

    noon.move_to(NOON + 2 * HOUR)
    assert clockwork.tick().taken == 0
    noon.move_to(NOON + 3 * HOUR)
    assert clockwork.tick().taken == 1

    assert "最新的标题" in title_for_readers(client, article)


@pytest.mark.parametrize("step", ["cancel_update", "update", "unpublish"])
def test_what_is_cancelled_done_by_hand_or_made_pointless_does_not_come(noon, step):
    article = to_change()
    workflow.apply(article, step, actor=None)
    steps = StateChange.objects.count()

    noon.move_to(NOON + 2 * HOUR)

    assert clockwork.tick() == clockwork.Done(0, 0)
    assert StateChange.objects.count() == steps


def test_an_article_is_gone_at_its_moment_whether_anybody_ticks_or_not(client, noon):
    article = make_published()
    workflow.apply(
        article, "schedule_withdrawal", actor=None, at=NOON + HOUR, note="合同到期", public_note="活动已结束。"
    )

    assert client.get(article.path).status_code == 200
    noon.move_to(NOON + HOUR)
    response = client.get(article.path)
    assert response.status_code == 410
    assert "活动已结束。" in response.text
    clockwork.tick()

    article.refresh_from_db()
    assert (article.state, article.expires_at, article.withdrawal_note) == ("unpublished", None, "活动已结束。")
    step = article.history.first()
    assert (step.transition, step.note, step.moment) == ("unpublish", "合同到期", NOON + HOUR)
    workflow.apply(article, "republish", actor=None)
    assert client.get(article.path).status_code == 200


def test_a_withdrawal_that_is_cancelled_leaves_the_article_public(client, noon):
    article = make_published()
    workflow.apply(article, "schedule_withdrawal", actor=None, at=NOON + HOUR, public_note="x")
    workflow.apply(article, "cancel_withdrawal", actor=None)

    noon.move_to(NOON + 2 * HOUR)

    assert clockwork.tick() == clockwork.Done(0, 0)
    assert client.get(article.path).status_code == 200


def test_an_end_of_the_old_site_stays_an_end_and_can_be_moved_or_taken_back(client, noon):
    ends, freed = (make_published(expires_at=NOON + HOUR) for _ in range(2))
    workflow.apply(freed, "cancel_withdrawal", actor=None)

    noon.move_to(NOON + 2 * HOUR)
    clockwork.tick()

    ends.refresh_from_db()
    assert (ends.state, ends.is_expired) == ("published", True), "what Hugo knows as expired is exported as that"
    assert client.get(freed.path).status_code == 200
    workflow.apply(ends, "republish", actor=make_user(Role.EDITOR))
    assert client.get(ends.path).status_code == 200


@pytest.mark.parametrize(
    ("begin", "step", "hours", "words"),
    [
        ("schedule_withdrawal", "schedule_update", 3, "到那时文章已经撤稿"),
        ("schedule_update", "schedule_withdrawal", 1, "定时更新排在这个时间之后"),
    ],
)
def test_nothing_is_scheduled_for_after_the_end(begin, step, hours, words):
    article = make_published()
    save(article, title="新的标题")
    workflow.apply(article, begin, actor=None, at=NOON + 2 * HOUR)

    with pytest.raises(TransitionNotAllowed, match=words):
        workflow.apply(article, step, actor=None, at=NOON + hours * HOUR)


def test_an_article_does_not_end_before_it_begins():
    with pytest.raises(TransitionNotAllowed, match="发布时间"):
        workflow.apply(make_scheduled(), "schedule_withdrawal", actor=None, at=NOON + HOUR)


# --- signs of life


def test_a_tick_leaves_a_sign_of_life_and_not_at_every_call(noon, django_assert_num_queries):
    clockwork.tick(WORKER)
    assert last_beat(SCHEDULER) == last_beat(WORKER) == NOON

    noon.move_to(NOON + clockwork.BEAT - datetime.timedelta(seconds=1))
    with django_assert_num_queries(2):
        clockwork.tick()
    assert last_beat(SCHEDULER) == NOON

    noon.move_to(NOON + clockwork.BEAT)
    clockwork.tick()
    assert (last_beat(SCHEDULER), last_beat(WORKER)) == (NOON + clockwork.BEAT, NOON)


def test_a_web_process_stands_in_where_no_worker_ticks_and_only_there(noon):
    to_change()
    noon.move_to(NOON + HOUR)
    clockwork.beat(SCHEDULER, NOON + HOUR)

    assert clockwork.stand_in() == clockwork.Done(0, 0), "the worker has a moment to do it"
    noon.move_to(NOON + HOUR + clockwork.LEFT_LYING)
    assert clockwork.stand_in() == clockwork.Done(1, 0)
    Heartbeat.objects.all().delete()
    clockwork.stand_in()
    assert last_beat(SCHEDULER) == NOON + HOUR + clockwork.LEFT_LYING


def test_when_a_scheduled_article_appears_its_related_reading_is_computed_again(noon, monkeypatch):
    asked = []
    monkeypatch.setattr("articles.related.later", lambda task, key: asked.append(key))
    article = make_scheduled(at=NOON + HOUR)
    make_scheduled(at=NOON + 3 * HOUR)
    clockwork.tick()
    asked.clear()

    for seconds in (0, 1, 30):
        noon.move_to(NOON + HOUR + datetime.timedelta(seconds=seconds))
        clockwork.tick()

    assert asked == [article.pk]


def test_the_command_is_one_tick(noon, capsys):
    article = to_change()
    noon.move_to(NOON + HOUR)

    call_command("publish_due")

    assert capsys.readouterr().out == "Taken: 1. Stopped, see the newsroom: 0.\n"
    assert article.history.first().transition == "update"


# --- looking ahead


def test_the_database_is_as_planned_only_inside_the_block(noon):
    section = make_category("科技")
    article = to_change()
    save(article, categories=(section.pk,))
    workflow.apply(article, "schedule_update", actor=None, at=NOON + HOUR)
    before = [list(model.objects.order_by("pk").values()) for model in (Article, PlannedStep, StateChange)]

    for hours, expected in ((0.5, "旧的标题"), (1, "新的标题")):
        with clock.at(NOON + hours * HOUR), clockwork.as_planned():
            assert Article.objects.get(pk=article.pk).title == expected
            assert Article.objects.live().in_category(section).exists() is (hours == 1)

    assert [list(model.objects.order_by("pk").values()) for model in (Article, PlannedStep, StateChange)] == before
    assert timezone.now() == NOON
