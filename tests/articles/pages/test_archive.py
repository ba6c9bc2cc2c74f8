"""The archive: what appeared when, by the calendar of the newsroom, whatever the page."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.pages import archive
from articles.views import archive as views
from tests.articles.views.test_views import words
from tests.factories import make_article, make_published, make_scheduled, make_withdrawn

pytestmark = pytest.mark.django_db
BEIJING = ZoneInfo("Asia/Shanghai")


def on(year, month, day, hour=12):
    return datetime.datetime(year, month, day, hour, tzinfo=BEIJING)


def test_it_counts_by_the_newsrooms_own_calendar(client):
    make_published(at=on(2021, 12, 31, 23))
    make_published(at=on(2022, 1, 1, 0))
    make_published(at=on(2022, 3, 24))
    make_published(at=on(2022, 3, 25))

    found = archive.years(on(2022, 4, 1))

    assert [(year.year, year.total, [(m.month, m.total) for m in year.months]) for year in found] == [
        (2022, 3, [(3, 2), (1, 1)]),
        (2021, 1, [(12, 1)]),
    ]
    text = client.get("/archives/").text
    assert text.index('href="/archives/2022/"') < text.index('href="/archives/2022/03/"')
    assert text.index('href="/archives/2022/03/"') < text.index('href="/archives/2021/12/"')


def test_a_year_shows_the_newest_titles_of_each_month_and_leads_to_the_rest(client):
    for day in range(1, 13):
        make_published(title=f"三月{day}日的事", at=on(2022, 3, day))
    make_published(title="一月的事", at=on(2022, 1, 9))

    page = client.get("/archives/2022/")
    text = words(page)

    assert [f"三月{day}日的事" in text for day in range(1, 13)] == [False] * 2 + [True] * 10
    assert text.index("三月12日的事") < text.index("三月3日的事") < text.index("一月的事")
    assert page.text.count('href="/archives/2022/03/"') == 2
    assert "3月全部 12 篇" in text
    assert "01-09" in text


def test_a_month_shows_every_title_page_by_page(client, monkeypatch):
    monkeypatch.setattr(views, "TITLES_PER_PAGE", 2)
    made = [make_published(at=on(2022, 3, day)) for day in (3, 1, 2)]
    make_published(title="四月的事", at=on(2022, 4, 1))

    first, second = (words(client.get(url)) for url in ("/archives/2022/03/", "/archives/2022/03/page/2/"))

    assert [article.title in first for article in made] == [True, False, True]
    assert [article.title in second for article in made] == [False, True, False]
    assert "四月的事" not in first + second
    assert "2022年3月归档" in first
    assert client.get("/archives/2022/03/page/3/").status_code == 404


@pytest.mark.parametrize("url", ["/archives/2021/", "/archives/2022/04/", "/archives/2022/13/", "/archives/2022/3/"])
def test_where_nothing_appeared_there_is_no_page(client, url):
    make_published(at=on(2022, 3, 24))

    assert client.get(url).status_code == 404


def test_what_is_not_live_is_not_counted(client):
    make_article()
    make_scheduled()
    make_withdrawn(at=on(2022, 3, 24))
    make_published(at=on(2022, 3, 24), expires_at=on(2022, 3, 25))

    assert "还没有发布新闻。" in client.get("/archives/").text
    assert client.get("/archives/2022/").status_code == 404


def test_a_title_that_looks_like_markup_is_only_words(client):
    make_published(title="<b>粗</b>", at=on(2022, 3, 24))

    for url in ("/archives/2022/", "/archives/2022/03/"):
        assert "&lt;b&gt;粗" in client.get(url).text


@pytest.mark.parametrize("url", ["/archives/", "/archives/2022/", "/archives/2022/03/"])
def test_the_number_of_queries_does_not_depend_on_the_number_of_articles(client, url):
    used = set()
    for days in ((1,), (2, 3)):
        for day in days:
            make_published(at=on(2022, 3, day))
            make_published(at=on(2022, 2, day))
        with CaptureQueriesContext(connection) as queries:
            assert "社区新闻第" in words(client.get(url)) or url == "/archives/"
        used.add(len(queries))

    assert len(used) == 1
    assert used.pop() <= 6
