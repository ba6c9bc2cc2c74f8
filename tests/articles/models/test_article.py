import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles.models import Article, Revision
from articles.models.orders import UNWEIGHTED
from tests.factories import (
    make_article,
    make_author,
    make_category,
    make_image,
    make_published,
    make_scheduled,
    make_topic,
    make_user,
    make_withdrawn,
)

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)
MINUTE = datetime.timedelta(minutes=1)
SHANGHAI = ZoneInfo("Asia/Shanghai")


def titles(articles):
    return [article.title for article in articles]


# --- the clock


def test_live_is_published_and_come_and_not_run_out(time_machine):
    now = timezone.now().replace(microsecond=0)
    time_machine.move_to(now, tick=False)
    article = make_published(at=now - HOUR, expires_at=now + HOUR)
    for moment, live, expired in (
        (now - HOUR - MINUTE, False, False),
        (now - HOUR, True, False),
        (now + HOUR - MINUTE, True, False),
        (now + HOUR, False, True),
    ):
        time_machine.move_to(moment, tick=False)
        assert (article.is_live, article.is_expired) == (live, expired)
        assert Article.objects.live().exists() is live
        assert Article.objects.live(moment).exists() is live
        assert Article.objects.expired().exists() is expired


@pytest.mark.parametrize("make", [make_article, make_scheduled, make_withdrawn])
def test_nothing_else_is_live(make):
    article = make()
    assert not article.is_live
    assert not Article.objects.live().exists()


STATES = st.sampled_from(Article.State.values)
HOURS = st.integers(-3, 3).map(lambda n: n * HOUR)


class Clock(TestCase):
    @given(st.lists(st.tuples(STATES, HOURS, st.none() | HOURS), min_size=1, max_size=6))
    def test_the_query_and_the_property_say_the_same_of_any_row(self, rows):
        now = timezone.now() + MINUTE  # no row lies on the edge, so the seconds between two looks do not count
        Article.objects.update(latest_revision=None)
        Article.objects.update(state="draft", live_revision=None)
        Article.objects.all().delete()
        for number, (state, published, expires) in enumerate(rows):
            article = Article.objects.create(path=f"/{number}/", guid=str(number))
            revision = Revision.objects.create(article=article, number=1, content={})
            Article.objects.filter(pk=article.pk).update(
                state=state,
                live_revision=revision,
                published_at=now + published,
                expires_at=None if expires is None else now + expires,
            )
        every = set(Article.objects.all())
        assert set(Article.objects.live()) == {article for article in every if article.is_live}
        assert set(Article.objects.scheduled()) == {article for article in every if article.is_scheduled}
        assert set(Article.objects.expired()) == {article for article in every if article.is_expired}


def test_a_pin_ends_by_the_clock(time_machine):
    now = timezone.now().replace(microsecond=0)
    article = make_published(pinned=True, pinned_until=now + HOUR)
    for_ever = make_published(pinned=True)
    for moment, pinned in ((now + HOUR - MINUTE, {article, for_ever}), (now + HOUR, {for_ever})):
        time_machine.move_to(moment, tick=False)
        assert set(Article.objects.pinned_now()) == pinned
        assert article.is_pinned is (article in pinned)


def test_the_day_is_the_newsrooms_day():
    late = make_published(at=datetime.datetime(2022, 3, 24, 23, 59, tzinfo=SHANGHAI))
    early = make_published(at=datetime.datetime(2022, 3, 25, 0, 1, tzinfo=SHANGHAI))

    assert (late.published_day, early.published_day) == (datetime.date(2022, 3, 24), datetime.date(2022, 3, 25))


def test_an_update_is_shown_from_ten_minutes_on():
    article = make_published()
    for minutes, shown in ((9, False), (10, True)):
        article.modified_at = article.published_at + minutes * MINUTE
        assert article.shows_update is shown
    article.modified_at = None
    assert article.shows_update is False


# --- the two orders


def at(day, hour=12):
    return datetime.datetime(2022, 3, day, hour, tzinfo=SHANGHAI)


def test_by_day_is_newest_day_then_weight_then_newest():
    make_published(title="旧日重要", at=at(1), weight=1)
    make_published(title="早", at=at(2, 8))
    make_published(title="晚", at=at(2, 20))
    make_published(title="二", at=at(2, 9), weight=2)
    make_published(title="一", at=at(2, 7), weight=1)

    assert titles(Article.objects.by_day()) == ["一", "二", "晚", "早", "旧日重要"]
    assert titles(Article.objects.by_time()) == ["晚", "二", "早", "一", "旧日重要"]


def test_a_rank_puts_hand_placed_first_then_weight_then_newest():
    make_published(title="新", at=at(3))
    make_published(title="旧重", at=at(1), weight=3)
    placed = make_published(title="手放", at=at(1))
    Article.objects.filter(pk=placed.pk).update(lead_rank=1)

    assert titles(Article.objects.by_rank("lead")) == ["手放", "旧重", "新"]
    assert titles(Article.objects.by_rank("pick")) == ["旧重", "新", "手放"]


def test_articles_of_one_moment_have_one_order():
    for title in "甲乙丙":
        make_published(title=title, at=at(2))
    assert titles(Article.objects.by_day()) == titles(Article.objects.by_time()) == list("丙乙甲")


@pytest.mark.parametrize(("weight", "rank"), [(None, UNWEIGHTED), (1, 1), (2_147_483_647, UNWEIGHTED)])
def test_no_weight_is_last(weight, rank):
    assert make_article(weight=weight).weight_rank == rank


def test_saving_one_field_keeps_the_computed_ones_right():
    article = make_article(weight=3)
    article.weight = 7
    article.save(update_fields=["weight"])
    assert Article.objects.get().weight_rank == 7


# --- questions


def test_adjectives_filter():
    category, topic, author, user = make_category("评论"), make_topic(), make_author(), make_user()
    wanted = make_published(
        categories=(category,),
        topics=(topic,),
        authors=(author,),
        tags=("甲",),
        owner=user,
        featured_image=make_image(),
        recommended=True,
        in_focus=True,
    )
    make_published(categories=(make_category("新闻"),))
    questions = Article.objects
    for found in (
        questions.in_category(category),
        questions.by_author(author),
        questions.owned_by(user),
        questions.with_cover(),
        questions.in_slot("pick"),
        questions.in_slot("focus"),
    ):
        assert list(found) == [wanted]


@pytest.mark.parametrize(("shape", "queries"), [("for_cards", 2), ("for_feed", 5)])
def test_a_shape_asks_as_many_questions_for_three_rows_as_for_one(django_assert_num_queries, shape, queries):
    def make():
        make_published(
            topics=(make_topic("甲"), make_topic("乙")),
            authors=(make_author(),),
            tags=("子", "丑"),
            featured_image=make_image(),
            corrections=(("2026-11-23", "改正"),),
        )

    def read():
        for article in getattr(Article.objects.live(), shape)():
            assert article.title
            assert article.excerpt
            assert article.featured_image.width
            assert titles_of(article.ordered_topics) == ["甲", "乙"]
            if shape != "for_cards":
                assert titles_of(article.ordered_authors + article.ordered_tags)
                assert article.content
                assert list(article.corrections.all())
            if shape == "for_page":
                assert titles_of(article.ordered_categories)

    make()
    with django_assert_num_queries(queries):
        read()
    make()
    make()
    with django_assert_num_queries(queries):
        read()


def titles_of(terms):
    return [term.name for term in terms]


# --- what the database itself refuses


@pytest.mark.parametrize(
    "values",
    [
        {"state": "published"},
        {"weight": 0},
        {"path": "posts/x/"},
        {"path": ""},
    ],
)
def test_the_database_refuses_an_impossible_row(values):
    article = make_article()
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=article.pk).update(**values)


@pytest.mark.parametrize("field", ["path", "guid"])
def test_an_address_and_an_identity_are_one_articles(field):
    one, other = make_article(), make_article()
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=other.pk).update(**{field: getattr(one, field)})


def test_the_indexes_that_the_pages_ask_are_there():
    with connection.cursor() as cursor:
        constraints = connection.introspection.get_constraints(cursor, Article._meta.db_table)
    names = {name for name, constraint in constraints.items() if constraint["index"] and not constraint["unique"]}

    assert {
        *("article_by_time", "article_by_day", "article_pinned", "article_recommended", "article_in_focus"),
        *("article_newsroom", "article_of_owner"),
    } <= names


def test_an_owner_with_articles_is_not_deleted():
    from django.db.models import ProtectedError

    user = make_user()
    make_article(owner=user)
    with pytest.raises(ProtectedError):
        user.delete()


def test_an_address_with_hanzi_is_escaped_for_a_link():
    article = make_article(slug="元宇宙#1")
    assert article.path == "/posts/元宇宙#1/"
    assert article.get_absolute_url() == "/posts/%E5%85%83%E5%AE%87%E5%AE%99%231/"
