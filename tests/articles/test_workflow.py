import datetime

import pytest
from django.utils import timezone

from articles import publishing, workflow
from articles.models import Article, PlannedStep, Redirect, Revision, StateChange
from articles.policy import Role
from articles.text import TextTooComplex
from articles.workflow import TRANSITIONS, TransitionNotAllowed
from tests.articles.workflow_situations import DIAGRAM, HOUR, SITUATIONS, changed, in_review
from tests.factories import (
    make_article,
    make_published,
    make_scheduled,
    make_unrenderable,
    make_user,
    make_withdrawn,
)

pytestmark = pytest.mark.django_db


def try_it(article, name, actor):
    hours = {"schedule": 1, "schedule_update": 1, "schedule_withdrawal": 48}
    at = timezone.now() + hours[name] * HOUR if name in hours else None
    return workflow.apply(article, name, actor=actor, at=at, note="说明")


def everything():
    """Return all that a refused step may not have touched."""
    return [
        list(model.objects.order_by("pk").values()) for model in (Article, PlannedStep, Revision, StateChange, Redirect)
    ]


@pytest.mark.parametrize("name", TRANSITIONS)
@pytest.mark.parametrize("situation", SITUATIONS)
def test_the_diagram_is_what_the_brief_draws(situation, name):
    article = SITUATIONS[situation]()
    admin = make_user(Role.ADMIN)
    leads_to = DIAGRAM[situation].get(name)
    before = everything()

    assert (name in {transition.name for transition in workflow.available(article, admin)}) is bool(leads_to)
    if leads_to is None:
        with pytest.raises(TransitionNotAllowed):
            try_it(article, name, admin)
        assert everything() == before
        return
    source = article.state
    step = try_it(article, name, admin)
    article.refresh_from_db()
    assert article.state == leads_to
    assert (step.transition, step.source, step.target, step.actor) == (name, source, leads_to, admin)
    assert (step.note, step.revision) == ("说明", article.latest_revision)


# Who may take a step that fits, on own and on others' articles.
OWN = {Role.WRITER: {"submit", "withdraw_submission"}}
PUBLISHERS = {"publish", "schedule", "unschedule", "update", "unpublish", "republish", "schedule_withdrawal"}


@pytest.mark.parametrize("own", [True, False])
@pytest.mark.parametrize("role", [None, *Role])
@pytest.mark.parametrize("situation", SITUATIONS)
def test_each_role_takes_the_steps_that_the_rules_give_it(situation, role, own):
    user = make_user(role)
    article = SITUATIONS[situation](owner=user if own else make_user(Role.WRITER))
    if role in {Role.EDITOR, Role.CHIEF, Role.ADMIN}:
        allowed = set(DIAGRAM[situation])
    elif role is Role.WRITER and own:
        allowed = (OWN[role] | ({"trash"} if situation == "draft" else set())) & set(DIAGRAM[situation])
    else:
        allowed = set()

    assert {transition.name for transition in workflow.available(article, user)} == allowed
    before = everything()
    for name in set(TRANSITIONS) - allowed:
        with pytest.raises(TransitionNotAllowed):
            try_it(article, name, user)
    assert everything() == before


def test_whoever_loses_the_right_to_publish_no_longer_publishes():
    editor = make_user(Role.EDITOR)
    article = make_article()
    editor.groups.get().permissions.filter(codename="publish_article").delete()
    editor = type(editor).objects.get(pk=editor.pk)

    assert not {transition.name for transition in workflow.available(article, editor)} & PUBLISHERS
    with pytest.raises(TransitionNotAllowed, match="发布"):
        workflow.apply(article, "publish", actor=editor)


def test_an_unknown_step_is_a_mistake_of_the_code():
    with pytest.raises(KeyError):
        workflow.apply(make_article(), "publsih", actor=None)


def test_sending_back_needs_words():
    article = in_review()
    for note in ("", "  \n"):
        with pytest.raises(TransitionNotAllowed):
            workflow.apply(article, "send_back", actor=make_user(Role.EDITOR), note=note)
    article.refresh_from_db()
    assert article.state == Article.State.IN_REVIEW


def test_a_stale_object_is_judged_by_what_the_database_says():
    article = make_article()
    stale = Article.objects.get(pk=article.pk)
    workflow.apply(article, "trash", actor=None)
    with pytest.raises(TransitionNotAllowed):
        workflow.apply(stale, "publish", actor=None)


@pytest.mark.parametrize("name", ["submit", "publish", "schedule"])
def test_an_unfinished_article_goes_to_nobody(name):
    article = make_article(title="", body="", categories=())
    publishing.save_revision(article, changed(article, categories=()), author=None)
    with pytest.raises(TransitionNotAllowed, match="标题"):
        try_it(article, name, make_user(Role.ADMIN))


def test_the_system_needs_no_permission_and_imports_what_is_there():
    article = make_article(title="", body="")
    workflow.apply(article, "publish", actor=None)
    assert article.is_live


# --- time


def test_publishing_is_now_or_at_a_past_moment():
    article, past = make_article(), timezone.now() - 100 * HOUR
    with pytest.raises(TransitionNotAllowed):
        workflow.apply(article, "publish", actor=None, at=timezone.now() + HOUR)
    workflow.apply(article, "publish", actor=None, at=past)

    assert (article.published_at, article.first_published_at) == (past, past)


@pytest.mark.parametrize("at", [None, timezone.now() - HOUR])
def test_scheduling_is_for_a_moment_to_come(at):
    article = make_article()
    with pytest.raises(TransitionNotAllowed):
        workflow.apply(article, "schedule", actor=None, at=at)
    article.refresh_from_db()
    assert article.state == Article.State.DRAFT


def test_a_scheduled_article_appears_by_itself_and_not_a_moment_early(time_machine):
    at = timezone.now().replace(microsecond=0) + HOUR
    article = make_scheduled(at=at)
    for moment, live in ((at - datetime.timedelta(seconds=1), False), (at, True)):
        time_machine.move_to(moment, tick=False)
        assert (article.is_live, article.is_scheduled, article.was_public) == (live, not live, live)
        assert Article.objects.live().exists() is live
        assert Article.objects.scheduled().exists() is not live


def test_unscheduling_forgets_the_time():
    article = make_scheduled()
    workflow.apply(article, "unschedule", actor=None)
    article.refresh_from_db()

    assert (article.published_at, article.first_published_at, article.was_public) == (None, None, False)


def test_a_scheduled_article_can_be_moved_and_published_at_once():
    article = make_scheduled()
    later = timezone.now() + 48 * HOUR
    workflow.apply(article, "schedule", actor=None, at=later)
    assert (article.published_at, article.first_published_at) == (later, later)

    workflow.apply(article, "publish", actor=None)
    assert article.is_live
    assert article.first_published_at == article.published_at


def test_publishing_again_keeps_the_first_date():
    article = make_published(at=timezone.now() - 100 * HOUR)
    first = article.published_at
    workflow.apply(article, "unpublish", actor=None, public_note="待核实")
    assert (article.withdrawal_note, article.was_public) == ("待核实", True)

    workflow.apply(article, "republish", actor=None)
    assert (article.published_at, article.first_published_at) == (first, first)
    workflow.apply(article, "unpublish", actor=None)
    workflow.apply(article, "trash", actor=None)
    workflow.apply(article, "restore", actor=None)
    workflow.apply(article, "publish", actor=None)
    assert (article.published_at, article.first_published_at) == (first, first)


def test_an_update_says_when_and_a_first_publication_does_not():
    article = make_published()
    assert article.modified_at is None
    publishing.save_revision(article, changed(article, title="新标题"), author=None)
    workflow.apply(article, "update", actor=None)

    assert timezone.now() - article.modified_at < datetime.timedelta(minutes=1)
    assert article.title == "新标题"


def test_a_withdrawn_article_can_be_scheduled_to_come_back(time_machine):
    article = make_withdrawn()
    at = timezone.now() + HOUR

    workflow.apply(article, "schedule", actor=None, at=at)

    assert (article.is_scheduled, article.was_public) == (True, True)
    time_machine.move_to(at)
    assert article.is_live


@pytest.mark.parametrize("name", ["unpublish", "trash"])
def test_a_newer_version_that_cannot_be_laid_out_keeps_nobody_from_taking_an_article_away(name):
    make = make_published if name == "unpublish" else make_scheduled
    article = make_unrenderable(make(title="旧题", body="旧文"))

    workflow.apply(article, name, actor=None)

    article.refresh_from_db()
    assert article.state == TRANSITIONS[name].target
    assert (article.title, article.body, article.body_html) == ("旧题", "旧文", "<p>旧文</p>")


def test_a_version_that_cannot_be_laid_out_is_not_published_and_changes_nothing():
    article = make_unrenderable(make_withdrawn(body="旧文"))
    before = Article.objects.filter(pk=article.pk).values().get()

    with pytest.raises(TextTooComplex):
        workflow.apply(article, "republish", actor=None)

    assert Article.objects.filter(pk=article.pk).values().get() == before
