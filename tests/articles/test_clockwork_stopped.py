"""What may not go public any more when its moment comes: it is stopped with its reason, and stops no other."""

import pytest
import time_machine

from articles import clockwork, publishing, workflow
from articles.models import ShownImage
from articles.policy import Role
from tests.articles.planned import HOUR, NOON, title_for_readers, to_change
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOON, tick=False) as clock_of_the_machine:
        yield clock_of_the_machine


def takes_the_right(article, editor):
    editor.groups.clear()


def closes_the_account(article, editor):
    type(editor).objects.filter(pk=editor.pk).update(is_active=False)


def takes_the_picture(article, editor):
    ShownImage.objects.all().delete()
    article.latest_revision.content["body"] = "![没有了](2026/12/没有了.jpg)"
    article.latest_revision.save()


def takes_the_address(article, editor):
    article.latest_revision.content["slug"] = make_article(slug="taken").slug
    article.latest_revision.save()


def grows_too_deep(article, editor):
    article.latest_revision.content["body"] = "> " * 70 + "深"
    article.latest_revision.save()


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (takes_the_right, "已经没有发布权限"),
        (closes_the_account, "已经没有发布权限"),
        (takes_the_picture, "找不到文件"),
        (takes_the_address, "taken"),
        (grows_too_deep, "无法排版"),
    ],
)
def test_what_may_not_go_public_any_more_stays_with_its_reason_and_stops_no_other(client, noon, spoil, words):
    editor = make_user(Role.EDITOR)
    others = [to_change() for _ in range(2)]
    article = to_change(hours=0.5, actor=editor)
    spoil(article, editor)

    noon.move_to(NOON + HOUR)
    assert clockwork.tick() == clockwork.Done(taken=2, stopped=1)
    assert clockwork.tick() == clockwork.Done(0, 0)

    assert "旧的标题" in title_for_readers(client, article)
    assert all("新的标题" in title_for_readers(client, other) for other in others)
    planned = article.plans.get()
    assert words in planned.problem
    step = article.history.first()
    assert (step.transition, step.actor, step.note) == ("update_failed", None, planned.problem)


def test_an_error_of_ours_stops_one_article_and_is_in_the_log(noon, caplog, monkeypatch):
    broken, whole = to_change(), to_change()
    make_live = publishing.make_live

    def breaks_on_one(article, revision):
        if article.pk == broken.pk:
            raise ZeroDivisionError("an error of ours")
        make_live(article, revision)

    monkeypatch.setattr(publishing, "make_live", breaks_on_one)
    noon.move_to(NOON + HOUR)

    assert clockwork.tick() == clockwork.Done(taken=1, stopped=1)
    assert "an error of ours" in caplog.text
    assert "联系管理员" in broken.plans.get().problem
    assert not whole.plans.exists()


def test_a_stopped_step_can_be_scheduled_again(noon):
    article = to_change(actor=(editor := make_user(Role.EDITOR)))
    editor.groups.clear()
    noon.move_to(NOON + HOUR)
    clockwork.tick()

    workflow.apply(article, "schedule_update", actor=make_user(Role.EDITOR), at=NOON + 2 * HOUR)
    noon.move_to(NOON + 2 * HOUR)

    assert clockwork.tick() == clockwork.Done(1, 0)
