"""Looking ahead: public pages as they will be, by the same queries, for staff only."""

import datetime

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from articles import clock
from articles.models import Article
from articles.policy import Role
from tests.factories import make_category, make_published, make_scheduled

from .article.article_desk import LIST, text_of

pytestmark = pytest.mark.django_db
AHEAD = f"{LIST}ahead/"
DAY = datetime.timedelta(days=1)


@pytest.fixture
def editor(sign_in):
    return sign_in(Role.EDITOR)


def local(moment):
    return f"{timezone.localtime(moment):%Y-%m-%dT%H:%M}"


def main_of(response):
    return response.content.decode().split("<main", 1)[1].split("</main>", 1)[0]


def a_week():
    """Make articles that come, run out, and are pinned until a time; return now."""
    now = timezone.now()
    make_published(title="一直都在的", at=now - DAY)
    make_published(title="三天后过期的", at=now - DAY, expires_at=now + 3 * DAY)
    make_scheduled(title="两天后才有的", at=now + 2 * DAY, slug="to-come")
    make_published(title="置顶到四天后的", at=now - 2 * DAY, pinned=True, pinned_until=now + 4 * DAY)
    return now


@pytest.mark.parametrize("days", [1, 2.5, 3.5, 5])
@pytest.mark.parametrize("page", ["/", "/posts/", "/archives/"])
def test_a_page_looked_at_ahead_is_the_page_of_that_moment(client, editor, days, page):
    moment = a_week() + datetime.timedelta(days=days)
    moment = moment.replace(second=0, microsecond=0)

    ahead = client.get(AHEAD, {"at": local(moment), "page": page})
    with time_machine.travel(moment, tick=False):
        then = Client().get(page)

    assert ahead.status_code == then.status_code == 200
    assert main_of(ahead) == main_of(then)
    assert f"{timezone.localtime(moment):%Y-%m-%d %H:%M} 的页面" in text_of(ahead)


def test_a_scheduled_article_has_its_page_then_and_none_before(client, editor):
    now = a_week()

    assert client.get(AHEAD, {"at": local(now + 3 * DAY), "page": "/posts/to-come/"}).status_code == 200
    assert client.get(AHEAD, {"at": local(now + DAY), "page": "/posts/to-come/"}).status_code == 404


def test_a_page_of_then_leads_back_to_the_question(client, editor):
    page = client.get(AHEAD, {"at": local(timezone.now() + DAY), "page": "/"})

    assert f'href="{AHEAD}"' in page.text
    assert AHEAD not in client.get("/").text


def test_no_cache_and_no_search_engine_keeps_it_and_the_public_page_is_as_it_was(client, editor):
    now = a_week()
    before = Client().get("/").content

    response = client.get(AHEAD, {"at": local(now + 3 * DAY), "page": ""})

    assert "两天后才有的" in text_of(response).replace(" ", "")
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"
    assert Client().get("/").content == before
    assert clock.ahead() is None


def test_an_error_in_the_page_leaves_the_clock_as_it_was():
    with pytest.raises(RuntimeError), clock.at(timezone.now() + DAY):
        raise RuntimeError

    assert clock.ahead() is None


def test_without_a_moment_it_offers_those_that_are_coming(client, editor):
    a_week()

    response = client.get(AHEAD)

    assert "两天后才有的" in text_of(response).replace(" ", "")
    assert client.get(AHEAD, {"at": "2001-01-01T08:00"}).status_code == 200
    assert "这个时间已经过去" in text_of(client.get(AHEAD, {"at": "2001-01-01T08:00"}))
    assert client.get(AHEAD, {"at": "x"}).status_code == 200


@pytest.mark.parametrize(
    "page", ["/admin/", "/index.xml", "/nowhere", "/preview/1-x/", "/media/x.jpg", "//evil.example/", "/\x7f"]
)
def test_only_pages_of_the_site_are_shown(client, editor, page):
    response = client.get(AHEAD, {"at": local(timezone.now() + DAY), "page": page})

    assert response.status_code == 404


@pytest.mark.parametrize("role", [Role.WRITER, None])
def test_who_may_not_see_others_articles_may_not_look_ahead(client, sign_in, role):
    sign_in(role)

    assert client.get(AHEAD).status_code in {302, 403}
    assert client.get(AHEAD, {"at": local(timezone.now() + DAY), "page": "/"}).status_code in {302, 403}


@pytest.mark.parametrize("count", [1, 3])
def test_it_asks_what_the_page_asks(client, editor, count, django_assert_max_num_queries):
    for number in range(count):
        make_scheduled(title=f"第 {number} 篇", at=timezone.now() + 2 * DAY, categories=[make_category()])
    assert Article.objects.scheduled().count() == count

    with django_assert_max_num_queries(14):
        client.get(AHEAD, {"at": local(timezone.now() + 3 * DAY), "page": "/"})
