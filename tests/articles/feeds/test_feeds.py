import datetime
import email.utils

import defusedxml.ElementTree as ElementTree
import feedparser
import pytest
from django.utils import timezone

from articles import workflow
from articles.models import Article, SiteSettings
from tests.articles.views.test_views import ago, make_full
from tests.factories import (
    make_article,
    make_author,
    make_category,
    make_published,
    make_scheduled,
    make_topic,
    make_user,
    make_withdrawn,
)

pytestmark = pytest.mark.django_db
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
ATOM = "{http://www.w3.org/2005/Atom}"
ILLEGAL = [*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), 0xFFFE, 0xFFFF]


def channel(client, url="/index.xml"):
    response = client.get(url)
    assert response.status_code == 200
    assert response.content.startswith(b'<?xml version="1.0" encoding="utf-8"?>\n<rss')
    return ElementTree.fromstring(response.content).find("channel")


def titles(client, url="/index.xml"):
    return [item.findtext("title") for item in channel(client, url).iter("item")]


def test_the_channel_says_what_it_is(client):
    make_full()
    SiteSettings(copyright="© 社区元宇宙").save()

    top = channel(client, "/news/元宇宙/index.xml")

    assert top.findtext("title") == "元宇宙 - 社区元宇宙"
    assert top.findtext("link") == "http://testserver/news/%E5%85%83%E5%AE%87%E5%AE%99/"
    assert top.findtext("language") == "zh-cn"
    assert top.findtext("ttl") == "60"
    assert top.findtext("generator") == "Shequ"
    assert top.findtext("copyright") == "© 社区元宇宙"
    assert top.findtext("image/url") == "http://testserver/static/feed.png"
    assert top.find(f"{ATOM}link").attrib == {
        "rel": "self",
        "href": "http://testserver/news/%E5%85%83%E5%AE%87%E5%AE%99/index.xml",
    }


def test_an_item_holds_the_whole_article(client):
    article = make_full(
        title="标题 & <b>",
        description="摘要。",
        body="正文[链接](/posts/)，[下文](#下)\n\n## 下\n\n结尾",
        authors=(make_author(), make_author("周一舟")),
        at=datetime.datetime(2022, 3, 24, 13, 57, 40, tzinfo=datetime.UTC),
    )

    item = channel(client).find("item")

    assert item.findtext("title") == "标题 & <b>"
    assert item.findtext("link") == f"http://testserver{article.path}"
    assert item.findtext("pubDate") == "Thu, 24 Mar 2022 21:57:40 +0800"
    assert item.findtext("description") == "摘要。"
    assert item.find("guid").attrib == {"isPermaLink": "false"}
    assert item.findtext("guid") == article.guid
    assert [creator.text for creator in item.iter(CREATOR)] == ["林小满", "周一舟"]
    assert [category.text for category in item.iter("category")] == ["元宇宙", "AI", "数字楼长"]
    content = item.findtext(CONTENT)
    assert content.startswith('<figure><img src="http://testserver/media/')
    assert '<a href="http://testserver/posts/">链接</a>' in content
    assert f'<a href="http://testserver{article.path}#' in content
    assert "结尾" in content
    assert content.index("结尾") < content.index("文中日期有误") < content.index("阅读原文") < content.index("本站原创")
    assert item.find("author") is None


def test_content_is_made_for_readers_without_our_styles(client):
    make_full(body="![合影](甲.jpg)\n\n```python\nprint(1)\n```\n\n| 甲 |\n|--|\n| 乙 |")

    content = channel(client).find("item").findtext(CONTENT)

    for unwanted in (
        " class=",
        " id=",
        "<picture",
        "<source",
        "srcset",
        "<input",
        "data-lb",
        " style=",
        'src="/',
        'href="/',
    ):
        assert unwanted not in content, unwanted
    assert all(int(part.partition('"')[0]) <= 1080 for part in content.split('width="')[1:])


def test_guid_never_changes(client):
    article = make_published(at=ago(days=2))
    before = [item.findtext("guid") for item in channel(client).iter("item")]

    workflow.apply(article, "unpublish", actor=None)
    workflow.apply(article, "republish", actor=None)
    Article.objects.update(title="新标题", path="/posts/new-name/", slug="new-name")

    assert [item.findtext("guid") for item in channel(client).iter("item")] == before


def test_twenty_items_newest_first_whatever_is_pinned(client):
    made = [
        make_published(title=f"第{n}", at=ago(hours=n), pinned=n == 23, weight=n == 22 or None) for n in range(1, 24)
    ]

    assert titles(client) == [article.title for article in made[:20]]
    assert titles(client, "/posts/index.xml") == titles(client)


def test_each_term_has_its_own_feed(client):
    section, topic, author = make_category("深度"), make_topic("政策"), make_author("何青")
    make_published(title="都有", categories=(section,), topics=(topic,), authors=(author,), tags=("AI",))
    make_published(title="没有")

    for url in ("/categories/深度/", "/news/政策/", "/authors/何青/", "/tags/ai/"):
        assert titles(client, f"{url}index.xml") == ["都有"]


@pytest.mark.parametrize("url", ["/tags/没有/", "/authors/没有/", "/news/没有/", "/categories/没有/", "/tags/草/"])
def test_a_feed_of_nothing_known_is_not_found(client, url):
    make_article(tags=("草",))

    assert client.get(f"{url}index.xml").status_code == 404


def test_an_empty_site_has_a_valid_feed_without_items(client):
    top = channel(client)

    assert list(top.iter("item")) == []
    assert email.utils.parsedate_to_datetime(top.findtext("lastBuildDate")).year == 2000


def test_only_live_articles_are_in_it(client):
    live = make_published()
    make_article(), make_scheduled(), make_withdrawn()
    make_published(expires_at=ago(minutes=1), at=ago(days=1))

    assert titles(client) == [live.title]


def test_transport(client):
    make_full()
    first = client.get("/index.xml")

    assert first["Content-Type"] == "application/rss+xml; charset=utf-8"
    assert first["X-Content-Type-Options"] == "nosniff"
    for headers in (
        {"If-None-Match": first["ETag"]},
        {"If-Modified-Since": first["Last-Modified"]},
        {"If-None-Match": first["ETag"], "If-Modified-Since": "Sat, 01 Jan 2000 00:00:00 GMT"},
    ):
        again = client.get("/index.xml", headers=headers)
        assert (again.status_code, again.content) == (304, b"")
    newer = {"If-None-Match": '"other"', "If-Modified-Since": first["Last-Modified"]}
    assert client.get("/index.xml", headers=newer).status_code == 200


def test_what_was_withdrawn_is_not_kept_by_a_304(client, time_machine):
    noon = timezone.now().replace(microsecond=0)
    time_machine.move_to(noon, tick=False)
    article = make_published(at=noon - datetime.timedelta(hours=1))
    first = client.get("/index.xml")
    time_machine.move_to(noon + datetime.timedelta(seconds=5), tick=False)

    workflow.apply(article, "unpublish", actor=None)

    for headers in ({"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]}):
        assert client.get("/index.xml", headers=headers).status_code == 200
    assert titles(client) == []


def test_an_expired_article_is_not_kept_by_a_304(client, time_machine):
    noon = timezone.now().replace(microsecond=0)
    time_machine.move_to(noon, tick=False)
    make_published(at=noon - datetime.timedelta(hours=1), expires_at=noon + datetime.timedelta(seconds=9))
    first = client.get("/index.xml")

    time_machine.move_to(noon + datetime.timedelta(seconds=10), tick=False)

    assert client.get("/index.xml", headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 200


def test_it_is_the_same_for_the_newsroom(client):
    make_full()
    anonymous = client.get("/index.xml").content
    client.force_login(make_user())

    assert client.get("/index.xml").content == anonymous


@pytest.mark.parametrize("code", ILLEGAL)
def test_characters_that_xml_forbids_never_appear(client, code):
    article = make_published(title="题", description="摘", tags=("AI",), authors=(make_author(),))
    bad = chr(code) if code else ""  # PostgreSQL refuses NUL itself
    Article.objects.filter(pk=article.pk).update(
        title=f"题{bad}目", description=f"摘{bad}要", body_html=f"<p>正{bad}文 ]]&gt;</p>"
    )

    item = channel(client).find("item")

    assert item.findtext("title") == "题目"
    assert item.findtext("description") == "摘要"
    assert "<p>正文 ]]&gt;</p>" in item.findtext(CONTENT)


def test_a_date_that_cannot_be_is_left_out(client):
    make_published(at=datetime.datetime(1, 1, 3, tzinfo=datetime.UTC))

    assert channel(client).find("item").find("pubDate") is None


def test_a_change_of_a_published_article_is_told(client):
    article = make_published(at=ago(hours=2))
    Article.objects.filter(pk=article.pk).update(modified_at=ago(hours=1))

    assert channel(client).find("item").findtext(f"{ATOM}updated") is not None


@pytest.mark.parametrize("old", ["/rss.xml", "/feed/", "/feed.xml", "/atom.xml", "/tags/index.xml", "/news/index.xml"])
def test_usual_addresses_of_other_sites_lead_to_the_feed(client, old):
    response = client.get(old)

    assert (response.status_code, response["Location"]) == (301, "/index.xml")


def test_an_upper_case_term_leads_to_its_feed(client):
    make_published(tags=("AI",))

    response = client.get("/tags/AI/index.xml")

    assert (response.status_code, response["Location"]) == (301, "/tags/ai/index.xml")


def test_a_common_reader_understands_it(client):
    article = make_full(title="标题")

    parsed = feedparser.parse(client.get("/index.xml").content)

    assert not parsed.bozo
    assert parsed.entries[0].title == "标题"
    assert parsed.entries[0].id == article.guid
    assert parsed.entries[0].content[0].value.startswith("<figure>")


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_the_items(client, django_assert_num_queries, count):
    for _ in range(count):
        make_full()

    with django_assert_num_queries(8):
        client.get("/index.xml")
