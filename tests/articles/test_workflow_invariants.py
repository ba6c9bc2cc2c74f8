"""Whatever is done in whatever order, and whoever lets the clock tick: what is true of every article, always."""

import datetime
from itertools import pairwise

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from articles import clockwork, publishing, workflow
from articles.models import Article, PlannedStep, SearchEntry, StateChange
from articles.policy import Role
from articles.transitions import LEAVES_ALONE
from articles.versions.content import Content
from articles.workflow import MAKES_LIVE, TO_COME, TransitionNotAllowed
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)
NOON = datetime.datetime(2026, 12, 10, 12, tzinfo=datetime.timezone(datetime.timedelta(hours=8)))
State = Article.State
OFTEN = LEAVES_ALONE | {"update", "publish", "republish"}  # so that the walk stays where most can be done


class Newsroom(RuleBasedStateMachine):
    """An editor and a clock. ``shown`` is the text that readers should get where the article is live."""

    @initialize()
    def begin(self):
        self.now = time_machine.travel(NOON, tick=False)
        self.clock = self.now.start()
        self.editor = make_user(Role.EDITOR)
        self.article = make_article(title="零")
        self.planned, self.saved = None, 0
        workflow.apply(self.article, "publish", actor=self.editor)
        self.shown = "零"

    @rule(edit=st.booleans(), choice=st.randoms(use_true_random=False), hours=st.integers(1, 4))
    def step(self, edit, choice, hours):
        self.article.refresh_from_db()
        if edit:
            self.save()
        offered = [step.name for step in workflow.available(self.article, self.editor) if step.name != "trash"]
        name = choice.choice([name for name in offered for _times in range(4 if name in OFTEN else 1)])
        at = timezone.now() + hours * HOUR if name in TO_COME else None
        newest = self.article.latest_revision.content["title"]
        try:
            workflow.apply(self.article, name, actor=self.editor, at=at, note="说明")
        except TransitionNotAllowed:
            assert name in TO_COME, "what is offered can be done, but for its time"
            return
        if name in MAKES_LIVE:
            self.shown, self.planned = newest, None
        elif name == "schedule_update":
            self.planned = newest
        elif name == "cancel_update" or name not in LEAVES_ALONE:
            self.planned = None

    def save(self):
        self.saved += 1
        content = Content.of_revision(self.article.latest_revision)
        changed = Content(**{**vars(content), "title": f"第{self.saved}版"})
        publishing.save_revision(self.article, changed, author=self.editor)

    @rule(minutes=st.integers(20, 150), ticks=st.integers(0, 2))
    def wait(self, minutes, ticks):
        self.clock.shift(datetime.timedelta(minutes=minutes))
        due = PlannedStep.objects.due()
        expected = {plan.step for plan in due}
        done = [clockwork.tick() for _ in range(ticks)]
        if ticks:
            assert done[0] == clockwork.Done(len(expected), 0)
            assert done[1:] == [clockwork.Done(0, 0)] * (ticks - 1)
            if "update" in expected:
                self.shown, self.planned = self.planned, None
            if "unpublish" in expected:
                self.planned = None

    @invariant()
    def what_is_planned_fits_the_article(self):
        self.article.refresh_from_db()
        plans = {plan.step: plan for plan in PlannedStep.objects.select_related("revision")}
        assert not plans or self.article.state == State.PUBLISHED
        assert ("update" in plans) is (self.planned is not None)
        if update := plans.get("update"):
            assert update.revision.content["title"] == self.planned
            assert self.article.expires_at is None or update.at < self.article.expires_at
        assert self.article.expires_at == (plans["unpublish"].at if "unpublish" in plans else None)

    @invariant()
    def readers_get_what_was_decided_and_nothing_else(self):
        self.article.refresh_from_db()
        response = Client().get(self.article.path)
        if self.article.is_live:
            assert response.status_code == 200
            assert f"<title>{self.shown} - " in response.text
            assert Article.objects.live().get().title == self.shown
        else:
            assert response.status_code == (410 if self.article.was_public else 404)
            assert not Article.objects.live().exists()
        assert SearchEntry.objects.exists() is (self.article.state == State.PUBLISHED)

    @invariant()
    def the_history_is_a_path(self):
        steps = list(StateChange.objects.order_by("pk"))
        assert all(one.target == next_one.source for one, next_one in pairwise(steps))
        assert not steps or steps[-1].target == self.article.state

    def teardown(self):
        self.now.stop()
        StateChange.objects.all().delete()
        PlannedStep.objects.all().delete()
        SearchEntry.objects.all().delete()
        Article.objects.update(state=State.DRAFT, latest_revision=None, live_revision=None)
        Article.objects.all().delete()


class Invariants(TestCase):
    def test_no_order_of_steps_and_ticks_breaks_what_is_always_true(self):
        run_state_machine_as_test(
            Newsroom, settings=hypothesis_settings(max_examples=10, stateful_step_count=20, deadline=None)
        )
