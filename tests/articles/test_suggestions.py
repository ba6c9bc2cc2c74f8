"""What a writer suggests for a published article of their own, and what an editor makes of it."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied

from articles import publishing, suggestions, workflow
from articles.models import Notification, Revision, Suggestion
from articles.policy import Role
from articles.publishing import StaleRevision
from articles.versions.content import Content
from tests.factories import make_article, make_published, make_scheduled, make_user, make_withdrawn

pytestmark = pytest.mark.django_db
State = Suggestion.State


@pytest.fixture
def writer():
    return make_user()


@pytest.fixture
def editor():
    return make_user(Role.EDITOR)


def suggested(article, writer, note="", **changes):
    newest = Content.newest(article)
    number = article.latest_revision.number
    return suggestions.suggest(article, replace(newest, **changes), author=writer, based_on=number, note=note)


def body(article):
    article.refresh_from_db()
    return Content.newest(article).body


def edited(article, editor, **changes):
    content = replace(Content.newest(article), **changes)
    publishing.save_revision(article, content, author=editor, based_on=article.latest_revision.number)


@pytest.mark.parametrize("make", [make_published, make_scheduled])
def test_a_suggestion_changes_neither_what_readers_see_nor_the_working_copy(make, writer):
    article = make(owner=writer, body="原文。")
    before = article.latest_revision

    found = suggested(article, writer, body="改过。", note="第一句有误")

    article.refresh_from_db()
    assert (article.body, article.latest_revision) == ("原文。", before)
    assert not article.has_unpublished_changes
    assert found.revision.kind == Revision.Kind.SUGGESTION
    assert Content.of_revision(found.revision).body == "改过。"
    assert (found.base, found.note, found.state) == (before, "第一句有误", State.WAITING)


@pytest.mark.parametrize("make", [make_article, make_withdrawn])
def test_it_is_for_what_an_editor_holds_only(make, writer):
    with pytest.raises(PermissionDenied):
        suggested(make(owner=writer), writer, title="别的")


def test_nobody_suggests_for_others_and_an_editor_just_edits(writer, editor):
    for article, account in ((make_published(), writer), (make_published(owner=editor), editor)):
        with pytest.raises(PermissionDenied):
            suggested(article, account, title="别的")


def test_nothing_changed_is_no_suggestion(writer):
    article = make_published(owner=writer)
    with pytest.raises(suggestions.NotPossible):
        suggested(article, writer)
    assert not article.suggestions.exists()


def test_a_second_click_makes_no_second_one_and_a_later_one_replaces_it(writer):
    article = make_published(owner=writer)
    first = suggested(article, writer, title="一")
    assert suggested(article, writer, title="一") == first
    second = suggested(article, writer, title="二")

    assert {one.pk: one.state for one in article.suggestions.all()} == {
        first.pk: State.REPLACED,
        second.pk: State.WAITING,
    }


def test_taking_over_makes_it_the_working_copy_and_readers_wait_for_the_update(writer, editor):
    article = make_published(owner=writer, body="原文。")
    found = suggested(article, writer, body="改过。")

    suggestions.take_over(found, actor=editor, based_on=article.latest_revision.number)

    assert body(article) == "改过。"
    assert (article.body, article.latest_revision.author) == ("原文。", editor)
    found.refresh_from_db()
    assert (found.state, found.decided_by) == (State.TAKEN, editor)
    workflow.apply(article, "update", actor=editor)
    assert article.body == "改过。"


def test_what_an_editor_changed_meanwhile_elsewhere_stays(writer, editor):
    article = make_published(owner=writer, title="旧题", body="第一段。\n\n第二段。")
    found = suggested(article, writer, body="第一段。\n\n改过的第二段。")
    edited(article, editor, title="新题", body="改过的第一段。\n\n第二段。")

    assert suggestions.together(found).touching == ()
    suggestions.take_over(found, actor=editor, based_on=article.latest_revision.number)

    assert body(article) == "改过的第一段。\n\n改过的第二段。"
    assert Content.newest(article).title == "新题"


def test_where_both_changed_the_same_place_it_is_named_and_the_suggestion_wins(writer, editor):
    article = make_published(owner=writer, title="旧题")
    found = suggested(article, writer, title="作者的题")
    edited(article, editor, title="编辑的题")

    assert suggestions.together(found).touching == ("title",)
    suggestions.take_over(found, actor=editor, based_on=article.latest_revision.number)
    article.refresh_from_db()
    assert Content.newest(article).title == "作者的题"
    assert "编辑的题" in {Content.of_revision(one).title for one in article.revisions.all()}


def test_nothing_is_taken_over_on_top_of_what_was_not_seen(writer, editor):
    article = make_published(owner=writer)
    found = suggested(article, writer, title="作者的题")
    seen = article.latest_revision.number
    edited(article, make_user(Role.EDITOR), description="别的编辑刚写的摘要。")

    with pytest.raises(StaleRevision):
        suggestions.take_over(found, actor=editor, based_on=seen)
    found.refresh_from_db()
    assert found.state == State.WAITING


def test_a_suggestion_is_decided_once_and_only_by_those_who_may(writer, editor):
    article = make_published(owner=writer)
    found = suggested(article, writer, title="一")
    with pytest.raises(PermissionDenied):
        suggestions.take_over(found, actor=writer, based_on=1)
    with pytest.raises(PermissionDenied):
        suggestions.withdraw(found, actor=editor)
    with pytest.raises(suggestions.NotPossible):
        suggestions.decline(found, actor=editor, answer=" ")

    suggestions.decline(found, actor=editor, answer="标题已经统一过。")

    found.refresh_from_db()
    assert (found.state, found.answer) == (State.DECLINED, "标题已经统一过。")
    for again in (
        lambda: suggestions.take_over(found, actor=editor, based_on=1),
        lambda: suggestions.withdraw(found, actor=writer),
    ):
        with pytest.raises(suggestions.NotPossible):
            again()


def test_publishers_hear_of_it_and_the_writer_of_the_answer(writer, editor):
    article = make_published(owner=writer)
    found = suggested(article, writer, title="一", note="请看标题")
    told = Notification.objects.get(recipient=editor)
    assert (told.event, told.actor, told.note) == ("suggested", writer, "请看标题")

    suggestions.decline(found, actor=editor, answer="不改。")

    answer = Notification.objects.filter(recipient=writer).first()
    assert (answer.event, answer.note) == ("declined", "不改。")
    told.refresh_from_db()
    assert told.read_at, "nobody has to look at it any more"
