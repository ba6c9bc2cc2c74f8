"""/readyz and the page of it: what works, in a word for programs and in figures for administrators."""

import datetime

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles import clockwork, workflow
from articles.models import Heartbeat
from articles.policy import Role
from articles.schedule.coming import WORKER
from cms.tasks import later, task
from tests.articles.planned import to_change
from tests.factories import make_published, make_scheduled, make_user

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now() - datetime.timedelta(hours=3)


@task()
def nothing():
    pass


def ready(client):
    response = client.get("/readyz")
    assert response.headers["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    return response.status_code, response.text


def test_it_is_ready_while_the_scheduler_ticks_and_not_when_it_has_stopped(client):
    clockwork.tick()
    assert ready(client) == (200, "ready\n")

    Heartbeat.objects.update(at=timezone.now() - datetime.timedelta(minutes=2, seconds=1))

    assert ready(client) == (503, "not ready: scheduler\n")


def test_what_is_overdue_is_the_schedulers_even_where_it_ticks(client):
    article = make_published(expires_at=None)
    workflow.apply(article, "schedule_withdrawal", actor=None, at=timezone.now() + datetime.timedelta(hours=1))
    clockwork.tick()
    article.plans.update(at=LONG_AGO)

    assert ready(client) == (503, "not ready: scheduler\n")


def test_a_database_that_lacks_a_migration_is_not_ready(client):
    clockwork.tick()
    MigrationRecorder(connection).record_unapplied("articles", "0014_planned_steps")

    assert ready(client) == (503, "not ready: migrations\n")


def test_a_database_that_does_not_answer_is_not_ready(client, monkeypatch):
    def away():
        raise OSError("password=secret")

    monkeypatch.setattr("cms.health.connection.cursor", away)

    assert ready(client) == (503, "not ready: database\n")


def test_tasks_that_nobody_does_are_told_and_those_of_a_busy_worker_are_not(client, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    clockwork.tick(WORKER)
    later(nothing)
    DBTaskResult.objects.update(enqueued_at=LONG_AGO)
    assert ready(client) == (200, "ready\n")

    Heartbeat.objects.filter(name=WORKER).update(at=LONG_AGO)

    assert ready(client) == (503, "not ready: tasks\n")


def test_the_figures_are_for_administrators(client):
    clockwork.tick()
    Heartbeat.objects.update(at=LONG_AGO)
    for role in Role:
        client.force_login(make_user(role))
        response = client.get("/admin/health/")
        assert response.status_code == (200 if role is Role.ADMIN else 403)
    time = f"{timezone.localtime(LONG_AGO):%Y-%m-%d %H:%M:%S}"
    assert f"上次运行：{time}。" in response.text
    assert "不正常" in response.text


# --- the first page of the newsroom


def test_editors_are_told_when_nobody_takes_what_is_scheduled(client):
    client.force_login(make_user(Role.EDITOR))
    make_scheduled()
    clockwork.tick()
    assert "定时发布没有运行" not in client.get("/admin/").text

    Heartbeat.objects.update(at=LONG_AGO)

    page = client.get("/admin/").text
    assert f"定时发布没有运行（上次运行 {timezone.localtime(LONG_AGO):%Y-%m-%d %H:%M}）。请联系管理员。" in page
    assert "/admin/health/" not in page
    client.force_login(make_user(Role.ADMIN))
    assert 'href="/admin/health/">运行状况' in client.get("/admin/").text


def test_what_is_late_or_was_stopped_leads_the_list_in_red(client, time_machine):
    time_machine.move_to("2026-12-10T12:00:00+08:00", tick=False)
    client.force_login(make_user(Role.EDITOR))
    make_scheduled(title="以后的")
    stopped, late = to_change(hours=1), to_change(hours=2)
    stopped.plans.update(failed_at=timezone.now(), problem="标题没有填写。")
    time_machine.move_to("2026-12-10T14:01:00+08:00", tick=False)

    block = next(block for block in client.get("/admin/").context["blocks"] if block.name == "coming")

    assert [article.pk for article in block.rows[:2]] == [stopped.pk, late.pk]
    page = client.get("/admin/").text
    assert '<span class="wrong">应于今天 14:00 发布，尚未上线</span>' in page
    assert '<span class="wrong">定时更新（今天 13:00）没有发布：标题没有填写。</span>' in page
