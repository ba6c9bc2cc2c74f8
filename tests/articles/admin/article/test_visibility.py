"""“为什么看不到”: every answer is what the pages show."""

import datetime

import pytest
from django.utils import timezone

from articles import publishing, visibility, workflow
from articles.frontpage import homepage
from articles.models import Article
from articles.policy import Role
from articles.versions.content import Content
from tests.factories import make_article, make_published, make_scheduled, make_topic, make_withdrawn

from .article_desk import address, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(sign_in):
    return sign_in(Role.EDITOR)


def told(client, article):
    return text_of(client.get(address("visibility", article)))


def trashed():
    article = make_article()
    workflow.apply(article, "trash", actor=None)
    return article


def in_review():
    article = make_article()
    workflow.apply(article, "submit", actor=None)
    return article


def expired():
    return make_published(expires_at=timezone.now() - datetime.timedelta(hours=1))


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (make_article, "它是草稿"),
        (in_review, "它在等待审核"),
        (make_withdrawn, "它已撤稿"),
        (trashed, "它在回收站"),
        (make_scheduled, "会自动发布"),
        (expired, "现在已过期"),
    ],
)
def test_of_an_article_that_nobody_sees_it_says_why(client, editor, make, words):
    assert words in told(client, make())


def test_of_a_public_one_it_names_the_places_with_links(client, editor):
    article = make_published(topics=[make_topic("灯会专题")], tags=("灯会",))

    response = client.get(address("visibility", article))

    words = text_of(response)
    for place in ("灯会专题", "灯会", "新闻", "RSS"):
        assert place in words
    assert f'href="{article.get_absolute_url()}"' in response.content.decode()
    assert "看不到" not in words


def test_changes_that_are_not_published_yet_are_named(client, editor):
    article = make_published()
    publishing.save_revision(article, Content(**{**vars(Content.newest(article)), "title": "新题"}), author=None)

    assert "最新的一版还没有给读者看" in told(client, article)


def test_an_old_article_is_told_how_to_come_back_to_the_home_page_and_the_feed(client, editor):
    now = timezone.now()
    old = make_published(at=now - datetime.timedelta(days=400))
    for number in range(homepage.LATEST + homepage.PINS + 1):
        make_published(at=now - datetime.timedelta(hours=number + 1))

    words = told(client, old)

    assert "首页已被更新的文章占满" in words
    assert "订阅源只保留最新的 20 篇" in words


def test_a_recommended_article_that_others_crowd_out_is_told_so(client, editor):
    now = timezone.now()
    crowded = make_published(at=now - datetime.timedelta(days=2), recommended=True)
    for number in range(homepage.PICKS + homepage.PINS + homepage.LATEST):
        make_published(at=now - datetime.timedelta(minutes=number + 1), recommended=True)

    assert "“编辑推荐”已被排在它前面的文章占满" in told(client, crowded)


def test_a_pin_that_ended_is_named(client, editor):
    ended = timezone.now() - datetime.timedelta(hours=2)
    article = make_published(pinned=True, pinned_until=ended)

    assert "置顶已在" in told(client, article)


def test_the_answer_for_the_home_page_is_what_the_home_page_shows():
    now = timezone.now()
    for number in range(40):
        make_published(
            at=now - datetime.timedelta(hours=number + 1),
            pinned=number % 9 == 0,
            recommended=number % 3 == 0,
            in_focus=number % 4 == 0,
        )
    page = homepage.compose(now)

    for article in Article.objects.all():
        assert bool(visibility.on_home(article, now).slot) == (article in page.articles())


def test_a_foreign_article_is_not_found(client, sign_in):
    sign_in(Role.WRITER)

    assert client.get(address("visibility", make_article())).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_for_few_and_many_terms(client, editor, count, django_assert_max_num_queries):
    article = make_published(tags=tuple(f"标签{number}" for number in range(count)))

    with django_assert_max_num_queries(20):
        client.get(address("visibility", article))
