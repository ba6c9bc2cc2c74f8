import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Author, Category, Redirect, Tag, Topic
from articles.sitemaps.parts import KEYS_PER_PART
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
WIDEST_BUDGET = {
    "/": 8,
    "/posts/": 6,
    "/categories/新闻/": 6,
    "/news/元宇宙/": 6,
    "/tags/ai/": 6,
    "/authors/林小满/": 6,
}


def make_full(**fields):
    """Return a live article with one of everything that a page may show."""
    return make_published(
        **{
            "featured_image": make_image(),
            "topics": (make_topic(),),
            "authors": (make_author(),),
            "tags": ("AI", "数字楼长"),
            "corrections": (("2026-11-20", "文中日期有误，已更正。"),),
            **fields,
        }
    )


def ago(**span):
    return timezone.now() - datetime.timedelta(**span)


def words(response):
    """Return the text of a page without its tags, which keep the end of a headline together."""
    return re.sub(r"<[^>]+>", "", response.text)


@pytest.mark.parametrize(("url", "budget"), WIDEST_BUDGET.items())
def test_pages_keep_to_their_query_budget_however_many_rows_they_show(client, url, budget):
    used = {}
    for count in (1, 3):
        while Article.objects.count() < count:
            make_full(pinned=not Article.objects.exists(), recommended=Article.objects.exists())
        with CaptureQueriesContext(connection) as queries:
            response = client.get(url)
        used[count] = len(queries)
        assert words(response).count("社区新闻第") >= count

    assert used[3] == used[1] <= budget


def test_the_article_keeps_to_its_query_budget(client, django_assert_max_num_queries):
    first, second = make_full(at=ago(days=2)), make_full(at=ago(days=1), topics=(make_topic(), make_topic("政策")))
    make_full()

    for article in (first, second):
        with django_assert_max_num_queries(8):
            assert client.get(article.path).status_code == 200


def every_page():
    """Return the address of one page of each kind, all of them with something to show."""
    article = make_full()
    withdrawn = make_withdrawn()
    terms = [Category.objects.get(), Topic.objects.get(), Tag.objects.first(), Author.objects.get()]
    day = article.published_day
    indexes = ["/categories/", "/news/", "/tags/", "/authors/"]
    indexes += ["/archives/", f"/archives/{day.year}/", f"/archives/{day.year}/{day.month:02}/"]
    urls = ["/", "/posts/", "/feeds/", article.path, *indexes, *(term.get_absolute_url() for term in terms)]
    feeds = ["/index.xml", "/posts/index.xml", *(term.feed_url for term in terms)]
    part = -(-article.pk // KEYS_PER_PART)
    machines = ["/sitemap.xml", "/sitemap-pages.xml", f"/sitemap-articles-{part}.xml", "/news-sitemap.xml"]
    return [*urls, *feeds, *machines, "/manifest.json", "/robots.txt", "/nowhere/", withdrawn.path]


def test_no_page_asks_who_is_reading(client):
    staff = make_user()
    for url in every_page():
        anonymous = client.get(url)
        client.force_login(staff)
        known = client.get(url)
        client.logout()

        assert anonymous.content == known.content, url
        assert "Set-Cookie" not in anonymous.headers
        assert not anonymous.cookies, url
        assert not known.cookies, url
        assert "cookie" not in anonymous.get("Vary", "").lower(), url
        assert anonymous["Cache-Control"] == "public, max-age=0, s-maxage=60", url
        assert known["Cache-Control"] == "private, no-store", url


def test_head_answers_as_get_does_without_the_body(client):
    for url in every_page():
        got, asked = client.get(url), client.head(url)

        assert asked.status_code == got.status_code
        assert asked.content == b""
        assert dict(asked.headers) == dict(got.headers), url


def test_a_second_visit_costs_a_304(client):
    article = make_full()
    first = client.get(article.path)

    second = client.get(article.path, headers={"If-None-Match": first["ETag"]})
    article.title = "另一个标题"
    article.save()
    third = client.get(article.path, headers={"If-None-Match": first["ETag"]})

    assert (second.status_code, second.content) == (304, b"")
    assert second["Cache-Control"] == first["Cache-Control"]
    assert third.status_code == 200


def test_posting_to_a_page_is_refused(client):
    assert client.post("/").status_code == 405


def test_what_is_not_live_shows_nowhere(client):
    shown = make_full()
    hidden = [
        make_article(title="草稿里的字", topics=(make_topic(),), tags=("AI",), authors=(make_author(),)),
        make_scheduled(title="明天的字", topics=(make_topic(),), tags=("AI",), authors=(make_author(),), pinned=True),
        make_withdrawn(title="撤下的字", topics=(make_topic(),), tags=("AI",), authors=(make_author(),)),
        make_published(title="过期的字", expires_at=ago(hours=1), at=ago(hours=2), recommended=True),
    ]
    for url in [
        *WIDEST_BUDGET,
        "/feeds/",
        "/archives/",
        "/categories/",
        "/news/",
        "/index.xml",
        "/tags/ai/index.xml",
        shown.path,
    ]:
        text = words(client.get(url))

        assert shown.title in text or url in {"/feeds/", "/archives/"}, url
        assert [article.title for article in hidden if article.title in text] == [], url


def test_an_empty_newsroom_says_so(client):
    assert "还没有发布新闻。" in client.get("/").text
    assert "还没有发布新闻。" in client.get("/posts/").text
    assert "暂无" in client.get("/tags/").text


def test_an_empty_section_offers_the_newest_of_the_site(client):
    make_published(title="别处的新闻")
    empty = make_category("深度")

    response = client.get(empty.get_absolute_url())

    assert "这个栏目还没有文章。" in response.text
    assert "别处的新闻" in words(response)


def test_tags_and_authors_without_live_articles_have_no_page(client):
    make_article(tags=("悬空",), authors=(make_author("无名"),))

    assert client.get("/tags/悬空/").status_code == 404
    assert client.get("/authors/无名/").status_code == 404
    assert client.get("/tags/不存在/").status_code == 404


def test_pins_come_first_on_page_one_of_their_section_with_a_label(client):
    for hours in range(1, 23):
        make_published(title=f"第{hours}小时", at=ago(hours=hours))
    pins = [make_published(title=f"置顶文{days}", pinned=True, at=ago(days=days)) for days in (2, 3, 4, 5)]

    first = client.get("/categories/新闻/").text
    second = client.get("/categories/新闻/page/2/").text

    assert first.count('class="flag"') == 3
    assert [pin.title in first for pin in pins] == [True, True, True, False]
    assert first.index("置顶文2") < first.index("置顶文3") < first.index("第1小时")
    assert "置顶文5" in second
    assert "置顶文2" not in second
    assert 'class="flag"' not in second


def test_tags_follow_time_alone(client):
    make_published(title="较早而重", weight=1, pinned=True, tags=("AI",), at=ago(minutes=30))
    make_published(title="较晚", tags=("AI",), at=ago(minutes=10))

    text = client.get("/tags/ai/").text

    assert text.index("较晚") < text.index("较早而重")
    assert 'class="flag"' not in text


def test_the_front_page_goes_on_without_a_gap(client):
    articles = [make_published(at=ago(hours=hours), weight=hours % 5 or None) for hours in range(1, 46)]

    pages = [client.get(url).text for url in ("/", "/page/2/", "/page/3/")]

    assert [article.title for article in articles if not any(article.path in page for page in pages)] == []
    assert "第 2 页，共 3 页" in pages[1]
    assert 'rel="next" href="/page/3/"' in pages[1]
    assert 'rel="prev" href="/"' in pages[1]
    assert client.get("/page/4/").status_code == 404


@pytest.mark.parametrize("url", ["/page/0/", "/page/02/", "/page/-1/", "/page/x/", "/page/99999999999999999999/"])
def test_strange_page_numbers_are_not_found(client, url):
    make_published()

    assert client.get(url).status_code == 404


def test_a_query_string_changes_nothing(client):
    make_published()

    assert client.get("/posts/?page=abc").content == client.get("/posts/").content


@pytest.mark.parametrize("name", ["c++", "C#", "vue.js", "100%", "元宇宙", "a&b", "AI 元宇宙", "x~y@z", "%e4%bd"])
def test_every_kind_of_tag_has_a_page_and_a_feed_at_its_own_address(client, name):
    make_published(title="有这个标签", tags=(name,))
    tag = Tag.objects.get()

    assert "有这个标签" in words(client.get(tag.get_absolute_url()))
    assert "有这个标签" in words(client.get(tag.feed_url))


def test_an_address_with_a_dot_finds_its_slash(client):
    make_published(tags=("vue.js",))

    response = client.get("/tags/vue.js")

    assert (response.status_code, response["Location"]) == (301, "/tags/vue.js/")
    assert client.get("/tags/react.js").status_code == 404


def test_the_table_of_redirects_leads_on_and_keeps_the_query(client):
    Redirect.objects.create(source="/old/", target="/nowhere/")

    response = client.get("/old/?from=a")

    assert (response.status_code, response["Location"]) == (301, "/nowhere/?from=a")
