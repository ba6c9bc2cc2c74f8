"""Whatever is done in whatever order, nothing reaches readers without the right to publish."""

import datetime
from itertools import pairwise

import pytest
from django.utils import timezone
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from articles import publishing, workflow
from articles.models import Article, StateChange
from articles.policy import Role
from articles.versions.content import Content
from articles.workflow import TRANSITIONS, TransitionNotAllowed
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)


class WithoutPublishing(RuleBasedStateMachine):
    """A writer, and an editor whose newsroom keeps publishing to others, do what they like."""

    @initialize()
    def begin(self):
        self.writer, self.editor = make_user(Role.WRITER), make_user(Role.EDITOR)
        self.editor.groups.clear()
        self.editor.user_permissions.set(Role.EDITOR.group().permissions.exclude(codename="publish_article"))
        self.people = [type(u).objects.get(pk=u.pk) for u in (self.writer, self.editor)]
        self.article = make_article(owner=self.writer)

    @rule(
        who=st.integers(0, 1), name=st.sampled_from(sorted(TRANSITIONS)), hours=st.integers(-48, 48), at=st.booleans()
    )
    def step(self, who, name, hours, at):
        moment = timezone.now() + hours * HOUR if at else None
        try:
            workflow.apply(self.article, name, actor=self.people[who], at=moment, note="说明")
        except TransitionNotAllowed:
            pass
        else:
            assert name not in workflow.MAKES_LIVE

    @precondition(lambda self: self.article.state == Article.State.DRAFT)
    @rule(title=st.sampled_from(["甲", "乙", "丙"]))
    def save(self, title):
        content = Content.of_revision(self.article.latest_revision)
        publishing.save_revision(self.article, Content(**{**vars(content), "title": title}), author=self.writer)

    @invariant()
    def nothing_is_live(self):
        assert not Article.objects.exclude(live_revision=None).exists()
        assert not Article.objects.filter(state=Article.State.PUBLISHED).exists()
        assert not Article.objects.live(timezone.now() + 10_000 * HOUR).exists()

    @invariant()
    def the_history_is_a_path(self):
        steps = list(StateChange.objects.order_by("pk"))
        assert all(one.target == next_one.source for one, next_one in pairwise(steps))

    def teardown(self):
        StateChange.objects.all().delete()
        Article.objects.update(latest_revision=None, live_revision=None)
        Article.objects.all().delete()


class NoWayRound(TestCase):
    def test_no_path_leads_from_a_draft_to_readers_without_the_right_to_publish(self):
        run_state_machine_as_test(
            WithoutPublishing, settings=hypothesis_settings(max_examples=20, stateful_step_count=20, deadline=None)
        )
