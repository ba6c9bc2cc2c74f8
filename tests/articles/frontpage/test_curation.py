"""What is shown while the home page is arranged is what applying makes of it. (``articles/frontpage/curation.py``)"""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from articles import workflow
from articles.frontpage import curation, homepage
from articles.frontpage.curation import Draft, Step
from articles.frontpage.placement import Rearranged, set_placement
from articles.models import Article, FrontPage, PlacementChange
from articles.models.orders import FLAG_OF, UNWEIGHTED
from articles.policy import Role
from tests.factories import make_article, make_published, make_scheduled, make_user

pytestmark = pytest.mark.django_db
SLOTS = list(FLAG_OF)
NOTHING_DONE = Draft()


@pytest.fixture
def chief():
    return make_user(Role.CHIEF)


def keys(draft=NOTHING_DONE):
    """Return the three lists as keys, and how many of each stand there by hand."""
    return {slot: (one.keys, one.by_hand) for slot, one in curation.read(draft).items()}


def ago(hours):
    return timezone.now() - datetime.timedelta(hours=hours)


def picks(count):
    return [make_published(recommended=True, at=ago(hours)) for hours in range(1, count + 1)]


def test_moving_the_fifth_to_the_first_place_fixes_that_place_only(chief):
    first, second, third, fourth, fifth = (article.pk for article in picks(5))
    draft = Draft().then(curation.read(Draft())["pick"].moved(fifth, 1))

    curation.apply(draft, actor=chief, seen=0)

    assert keys()["pick"] == ([fifth, first, second, third, fourth], 1)


def test_moving_the_first_down_fixes_the_rows_above_it(chief):
    first, second, third, fourth = (article.pk for article in picks(4))

    draft = Draft().then(curation.read(Draft())["pick"].moved(first, 3))

    assert keys(draft)["pick"] == ([second, third, first, fourth], 3)
    assert str(draft) == f"order pick {second} {third} {first}"


@pytest.mark.parametrize("place", [0, 4])
def test_there_is_no_place_outside_the_list(place):
    first, *_others = picks(3)
    with pytest.raises(ValueError):
        curation.read(Draft())["pick"].moved(first.pk, place)


def test_what_is_taken_out_loses_its_place_by_hand(chief):
    first, second = (article.pk for article in picks(2))
    curation.apply(Draft().then(Step("order", "pick", (second, first))), actor=chief, seen=0)

    again = Draft().then(Step("remove", "pick", (second,))).then(Step("add", "pick", (second,)))

    assert keys(again)["pick"] == ([first, second], 1)
    assert keys(again.undone())["pick"] == ([first], 1)
    curation.apply(again, actor=chief, seen=1)
    assert keys()["pick"] == ([first, second], 1)


def test_automatic_order_takes_the_places_and_leaves_the_articles(chief):
    first, second, third = (article.pk for article in picks(3))
    curation.apply(Draft().then(Step("order", "pick", (third, second))), actor=chief, seen=0)

    curation.apply(Draft().then(Step("order", "pick")), actor=chief, seen=1)

    assert keys()["pick"] == ([first, second, third], 0)


def test_who_comes_back_finds_its_place_given_to_another(chief):
    first, second, third = picks(3)
    curation.apply(Draft().then(Step("order", "pick", (second.pk,))), actor=chief, seen=0)
    workflow.apply(second, "unpublish", actor=None)

    curation.apply(Draft().then(Step("order", "pick", (third.pk,))), actor=chief, seen=1)
    workflow.apply(second, "republish", actor=None)

    assert keys()["pick"] == ([third.pk, first.pk, second.pk], 1)


def test_a_flag_that_is_taken_away_in_the_form_takes_the_place_with_it(chief):
    first, second = picks(2)
    curation.apply(Draft().then(Step("order", "pick", (second.pk,))), actor=chief, seen=0)

    for wish in (False, True):
        set_placement(second, actor=chief, recommended=wish)

    assert keys()["pick"] == ([first.pk, second.pk], 0)


def test_a_scheduled_article_waits_for_its_publication(chief):
    shown, coming = make_published(recommended=True), make_scheduled()
    draft = Draft().then(Step("add", "pick", (coming.pk,)))
    assert curation.read(draft)["pick"].coming == [coming]

    curation.apply(draft, actor=chief, seen=0)

    assert keys()["pick"] == ([shown.pk], 0)
    then = coming.published_at + datetime.timedelta(minutes=1)
    assert curation.read(Draft(), then)["pick"].keys == [coming.pk, shown.pk]


def test_a_pin_that_has_run_out_starts_afresh(chief):
    article = make_published(pinned=True, pinned_until=ago(1))
    assert keys()["lead"] == ([], 0)

    curation.apply(Draft().then(Step("add", "lead", (article.pk,))), actor=chief, seen=0)

    article.refresh_from_db()
    assert (article.pinned, article.pinned_until) == (True, None)
    assert keys()["lead"] == ([article.pk], 0)


def test_an_article_taken_down_meanwhile_is_named_and_left_out(chief):
    article, other = make_published(), make_published()
    draft = Draft().then(Step("add", "pick", (article.pk,))).then(Step("add", "pick", (other.pk,)))
    workflow.apply(article, "unpublish", actor=None)

    assert curation.left_out(draft, curation.read(draft)) == [article]
    curation.apply(draft, actor=chief, seen=0)
    assert keys()["pick"] == ([other.pk], 0)
    article.refresh_from_db()
    assert not article.recommended


def test_one_press_is_one_arrangement_with_a_record_of_each_article(chief):
    first, second = picks(2)
    records = curation.apply(Draft().then(Step("order", "pick", (second.pk, first.pk))), actor=chief, seen=0)

    assert {(record.actor, record.version) for record in records} == {(chief, 1)}
    assert {record.article_id: record.after for record in records} == {
        first.pk: {"pick_rank": 2},
        second.pk: {"pick_rank": 1},
    }


def test_who_was_slower_is_told_and_changes_nothing(chief):
    first, second = picks(2)
    set_placement(first, actor=make_user(Role.EDITOR), in_focus=True)

    with pytest.raises(Rearranged):
        curation.apply(Draft().then(Step("remove", "pick", (second.pk,))), actor=chief, seen=0)

    assert keys()["pick"] == ([first.pk, second.pk], 0)


def test_a_wish_on_a_draft_is_no_arrangement(chief):
    set_placement(make_article(), actor=chief, pinned=True)
    curation.apply(Draft().then(Step("add", "pick", (make_published().pk,))), actor=chief, seen=0)


def test_what_changes_nothing_is_no_arrangement(chief):
    first, second = (article.pk for article in picks(2))
    there_and_back = Draft().then(Step("remove", "pick", (first,))).then(Step("add", "pick", (first,)))

    assert curation.apply(there_and_back, actor=chief, seen=0) == []
    curation.apply(Draft().then(Step("order", "pick", (second,))), actor=chief, seen=0)


def test_of_a_long_list_the_first_rows_are_shown_and_what_was_just_added(chief, monkeypatch):
    monkeypatch.setattr(curation, "ROWS", 3)
    old = make_published(at=ago(99)).pk
    first, second, third, _fourth = (article.pk for article in picks(4))
    one = curation.read(Draft())["pick"]
    assert (one.keys, one.has_more) == ([first, second, third], True)

    draft = Draft().then(Step("add", "pick", (old,)))
    assert keys(draft)["pick"][0] == [first, second, third, old]
    curation.apply(draft.then(curation.read(draft)["pick"].moved(old, 2)), actor=chief, seen=0)

    assert keys()["pick"] == ([first, old, second], 2)


@pytest.mark.parametrize("role", [None, Role.WRITER, Role.EDITOR])
def test_only_chief_editors_arrange(role):
    (article,) = picks(1)
    with pytest.raises(PermissionDenied):
        curation.apply(Draft().then(Step("remove", "pick", (article.pk,))), actor=make_user(role), seen=0)
    assert not PlacementChange.objects.exists()


def test_the_way_back_leads_to_what_was_there_before(chief):
    first, second, third = (article.pk for article in picks(3))
    other = make_published().pk
    curation.apply(Draft().then(Step("order", "pick", (third, first))), actor=chief, seen=0)
    before = keys()
    curation.apply(
        Draft().then(
            Step("remove", "pick", (third,)), Step("add", "focus", (other,)), Step("order", "pick", (second,))
        ),
        actor=chief,
        seen=1,
    )
    assert keys() != before

    steps = curation.back_to(2, curation.read(Draft()))

    assert keys(Draft().then(*steps)) == before


@pytest.mark.parametrize(
    "text",
    ["add", "add pick", "add pick x", "add nowhere 1", "order pick -1", "add pick 1; ", "add pick 1\n", "x" * 200_000],
)
def test_a_draft_that_no_form_of_ours_has_written_is_refused(text):
    with pytest.raises(ValueError):
        Draft.parse(text)


@pytest.fixture
def newsroom(chief):
    """Return fourteen live articles and a chief editor, for many examples."""
    return [make_published(at=ago(hours)) for hours in range(1, 15)], chief


moves = st.tuples(
    st.sampled_from(["add", "remove", "move", "reset", "undo", "apply"]),
    st.sampled_from(SLOTS),
    st.integers(0, 13),
    st.integers(1, 14),
)


marks = st.tuples(st.sets(st.sampled_from(SLOTS)), st.none() | st.integers(1, 2))


@hypothesis_settings(
    max_examples=hypothesis_settings.default.max_examples // 2,  # each is some two hundred queries
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(marks, min_size=14, max_size=14), st.lists(moves, max_size=10))
def test_whatever_was_done_the_home_page_is_what_was_shown(newsroom, flags, presses):
    articles, chief = newsroom
    now = timezone.now()
    with transaction.atomic():
        for article, (chosen, weight) in zip(articles, flags, strict=True):
            article.weight, article.weight_rank = weight, weight or UNWEIGHTED
            for slot, flag in FLAG_OF.items():
                setattr(article, flag, slot in chosen)
        Article.objects.bulk_update(articles, [*FLAG_OF.values(), "weight", "weight_rank"])
        draft = Draft()
        for press, slot, number, place in [*presses, ("apply", "pick", 0, 1)]:
            one = curation.read(draft, now)[slot]
            key = articles[number].pk
            if press == "add" and not one.knows(key):
                draft = draft.then(Step("add", slot, (key,)))
            elif press == "remove" and one.knows(key):
                draft = draft.then(Step("remove", slot, (key,)))
            elif press == "move" and key in one.keys:
                draft = draft.then(one.moved(key, min(place, len(one.keys))))
            elif press == "reset":
                draft = draft.then(Step("order", slot))
            elif press == "undo":
                draft = draft.undone()
            elif press == "apply":
                draft = apply_and_compare(draft, chief, now)
        transaction.set_rollback(True)


def apply_and_compare(draft, chief, now):
    """Apply a draft, as the form carries it; the lists and the page have to be those that it showed."""
    draft = Draft.parse(str(draft))
    lists = curation.read(draft, now)
    shown, page = keys(draft), homepage.compose(now, curation.placed(lists))
    curation.apply(draft, actor=chief, seen=FrontPage.objects.current().version)

    assert keys() == shown
    applied = homepage.compose(now)
    assert [article.pk for article in applied.articles()] == [article.pk for article in page.articles()]
    assert (applied.pins, applied.total) == (page.pins, page.total)
    assert len(set(applied.articles())) == len(applied.articles())
    glance = homepage.glance(now)
    assert (glance.top(), glance.picks, glance.focus) == (applied.top(), applied.picks, applied.focus)
    assert (glance.pins, glance.latest) == (applied.pins, [])
    return Draft()
