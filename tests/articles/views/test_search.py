"""The page /search/: its states, its filters and its pages (brief §5)."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import make_image, make_published, make_topic

pytestmark = pytest.mark.django_db


def words(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", response.text))


def titles(response):
    return [re.sub(r"<[^>]+>", "", title) for title in re.findall(r"<h2><a[^>]*>(.*?)</a></h2>", response.text)]


def ago(days):
    return timezone.now() - datetime.timedelta(days=days)


def test_without_words_there_are_the_form_and_the_popular_tags(client):
    for number in range(3):
        make_published(tags=("楼长", "AI") if number else ("AI",))
    response = client.get("/search/")

    assert response.status_code == 200
    assert 'name="q" value="" maxlength="64"' in response.text
    chips = response.text.partition('id="popular"')[2]
    assert re.findall(r'<li><a href="/tags/[^"]*">([^<]*)</a></li>', chips) == ["AI", "楼长"]
    assert "找到" not in response.text
    assert 'name="topic"' not in response.text
    assert '<meta name="robots" content="noindex">' in response.text


def test_it_is_empty_on_an_empty_site(client):
    assert client.get("/search/").status_code == 200
    assert "没有找到" in client.get("/search/", {"q": "鲸鱼"}).text


def test_what_is_found_is_counted_and_marked(client):
    make_published(title="数字孪生上线", body="昨天，**数字**孪生平台上线了。", topics=(make_topic(),))
    response = client.get("/search/", {"q": "数字孪生"})

    assert "找到 1 条" in response.text
    assert "<mark>数字孪生</mark>上线</a></h2>" in response.text
    assert '<p class="passage">昨天，<mark>数字孪生</mark>平台上线了。</p>' in response.text


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("社区", '<mark>社区</mark>食堂改用语音</span> <span class="clause">老人点餐</span>'),
        ("语音 老人", '<mark>语音</mark></span> <span class="clause"><mark>老人</mark>点餐</span>'),
    ],
)
def test_a_found_title_breaks_between_its_clauses(client, words, shown):
    make_published(title="社区食堂改用语音 老人点餐")

    assert shown in client.get("/search/", {"q": words}).text


def test_words_that_are_found_nowhere(client):
    make_published(tags=("AI",))
    response = client.get("/search/", {"q": "<b>鲸鱼</b>"})

    assert "没有找到与“&lt;b&gt;鲸鱼&lt;/b&gt;”相关的新闻。试试更短的词，或去掉筛选。" in response.text
    assert "热门标签" in response.text


def test_markup_in_title_and_text_stays_text(client):
    make_published(title="<script>鲸鱼</script>", body="`<img src=x onerror=alert(1)>` 鲸鱼")
    response = client.get("/search/", {"q": "鲸鱼"})

    assert "&lt;script&gt;<mark>鲸鱼</mark>&lt;/script&gt;" in response.text
    assert "<img src=x" not in response.text


def test_a_query_that_is_too_long_is_cut_with_a_notice(client):
    response = client.get("/search/", {"q": "社" * 65})

    assert "搜索词太长，只用了前 64 个字符。" in response.text
    assert f'value="{"社" * 64}"' in response.text


def test_filters_narrow_and_stay_chosen(client):
    city = make_topic("城市")
    make_published(title="鲸鱼一", topics=(city,), at=timezone.make_aware(datetime.datetime(2022, 5, 1)))
    make_published(title="鲸鱼二", topics=(make_topic(),), at=timezone.make_aware(datetime.datetime(2024, 5, 1)))
    make_published(title="别的", body="也说鲸鱼。", at=ago(1))

    assert titles(client.get("/search/", {"q": "鲸鱼"})) == ["鲸鱼二", "鲸鱼一", "别的"]
    assert titles(client.get("/search/", {"q": "鲸鱼", "sort": "newest"})) == ["别的", "鲸鱼二", "鲸鱼一"]
    chosen = client.get("/search/", {"q": "鲸鱼", "topic": "城市", "year": "2022"})
    assert titles(chosen) == ["鲸鱼一"]
    assert '<option value="城市" selected>' in chosen.text
    assert "<option selected>2022</option>" in chosen.text
    assert titles(client.get("/search/", {"q": "鲸鱼", "year": "2023"})) == []
    for nonsense in ({"topic": "没有"}, {"year": "二〇二二"}, {"year": "20220"}, {"sort": "x"}):
        assert len(titles(client.get("/search/", {"q": "鲸鱼", **nonsense}))) == 3, nonsense


def test_pages_have_no_gap_and_no_repetition(client, settings):
    settings.ARTICLES_PER_PAGE = 2
    made = [make_published(title=f"鲸鱼第{number}号", at=ago(number + 1)).title for number in range(5)]
    pages = [client.get("/search/", {"q": "鲸鱼", "sort": "newest", "page": number}) for number in (1, 2, 3)]

    assert [title for page in pages for title in titles(page)] == made
    assert 'rel="next" href="/search/?q=%E9%B2%B8%E9%B1%BC&amp;sort=newest&amp;page=2"' in pages[0].text
    assert 'rel="prev" href="/search/?q=%E9%B2%B8%E9%B1%BC&amp;sort=newest"' in pages[1].text
    for beyond in ("4", "0", "-1", "01", "x", "", "9" * 30, "１"):
        assert client.get("/search/", {"q": "鲸鱼", "page": beyond}).status_code == 404, beyond


def test_more_than_can_be_listed_is_said(client, monkeypatch):
    monkeypatch.setattr("articles.search.hits.MOST", 2)
    for number in range(3):
        make_published(title=f"鲸鱼{number}")

    assert "找到超过 2 条" in client.get("/search/", {"q": "鲸鱼"}).text


def test_the_number_of_queries_does_not_grow_with_the_rows(client):
    used = []
    for rows in (1, 3):
        for number in range(rows):
            make_published(title="鲸鱼", featured_image=make_image(), topics=(make_topic(),), slug=f"w{rows}{number}")
        with CaptureQueriesContext(connection) as queries:
            response = client.get("/search/", {"q": "鲸鱼", "topic": "元宇宙"})
        assert len(titles(response)) == (1 if rows == 1 else 4)
        used.append(len(queries))

    assert used[0] == used[1] <= 16


def test_every_page_leads_to_it_and_a_page_that_is_none_has_the_box(client):
    assert 'href="/search/"' in client.get("/").text
    lost = client.get("/nowhere/")
    assert 'role="search" method="get" action="/search/"' in lost.text


def test_a_shared_cache_may_keep_it_and_no_cookie_changes_it(client):
    response = client.get("/search/", {"q": "鲸鱼"})

    assert "public" in response["Cache-Control"]
    assert "Cookie" not in response.get("Vary", "")
