"""What search engines are told to read: all that is live, nothing else, in files that keep to the protocol's rules."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import etree

from articles import publishing, workflow
from articles.models import Article, SiteSettings, StaticPage, Tag
from articles.sitemaps import documents, parts
from articles.versions.content import Content
from tests.articles.views.test_views import ago, make_full
from tests.factories import (
    make_article,
    make_author,
    make_category,
    make_image,
    make_published,
    make_scheduled,
    make_topic,
    make_withdrawn,
)

pytestmark = pytest.mark.django_db
NAMES = {"s": documents.PROTOCOL, "image": documents.IMAGES, "news": documents.NEWS}
NOW = datetime.datetime(2026, 11, 23, 4, 0, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)


@pytest.fixture(autouse=True)
def one_part(monkeypatch):
    """PostgreSQL gives keys that go on from test to test: two articles of one could lie in two parts."""
    monkeypatch.setattr(parts, "KEYS_PER_PART", 1_000_000_000)


def read(client, path):
    """Return a sitemap's root, having looked at what the schemas of sitemaps.org and Google ask of every one."""
    response = client.get(path)
    assert response.status_code == 200, path
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    root = etree.fromstring(response.content, etree.XMLParser(resolve_entities=False, no_network=True))
    kind = {"urlset": "url", "sitemapindex": "sitemap"}[etree.QName(root).localname]
    assert root.tag == f"{{{documents.PROTOCOL}}}{'urlset' if kind == 'url' else 'sitemapindex'}"
    for row in root:
        assert row.tag == f"{{{documents.PROTOCOL}}}{kind}"
        parts = [etree.QName(part) for part in row]
        assert parts[0].localname == "loc"
        assert [part.localname for part in parts[1:2] if part.namespace == documents.PROTOCOL] in ([], ["lastmod"])
        assert all(part.namespace in {documents.IMAGES, documents.NEWS} for part in parts[2:])
    for address in root.iterfind(".//{*}loc"):
        assert address.text.startswith("http://testserver/")
        assert address.text.isascii()
        assert len(address.text) < 2_048
    for moment in root.iterfind(".//{*}lastmod"):
        assert datetime.datetime.fromisoformat(moment.text) <= timezone.now()
    addresses = locs(root)
    assert len(addresses) == len(set(addresses)) <= 50_000
    return root


def locs(root):
    return [path.text.removeprefix("http://testserver") for path in root.iterfind("s:*/s:loc", NAMES)]


def lastmods(root):
    rows = root.iterfind("s:*", NAMES)
    return {
        row.findtext("s:loc", None, NAMES).removeprefix("http://testserver"): row.findtext("s:lastmod", None, NAMES)
        for row in rows
    }


def articles_part(article):
    return f"/sitemap-articles-{(article.pk - 1) // parts.KEYS_PER_PART + 1}.xml"


def everything(client):
    """Return every address in every sitemap that the index names."""
    return [address for part in locs(read(client, "/sitemap.xml")) for address in locs(read(client, part))]


def test_the_index_leads_to_every_page_that_is_there_and_each_answers(client):
    article = make_full(slug="大会")
    other = make_published(categories=(make_category("深度"),))

    found = everything(client)

    assert sorted(found) == sorted(
        [
            *("/", "/posts/", "/archives/", "/categories/", "/news/", "/tags/", "/authors/", "/feeds/"),
            *(article.get_absolute_url(), other.path),
            *(
                "/categories/%E6%96%B0%E9%97%BB/",
                "/categories/%E6%B7%B1%E5%BA%A6/",
                "/news/%E5%85%83%E5%AE%87%E5%AE%99/",
            ),
            *("/tags/ai/", "/tags/%E6%95%B0%E5%AD%97%E6%A5%BC%E9%95%BF/", "/authors/%E6%9E%97%E5%B0%8F%E6%BB%A1/"),
        ]
    )
    assert {client.get(address).status_code for address in found} == {200}


def test_robots_names_the_index_and_the_news(client):
    lines = client.get("/robots.txt").text.splitlines()

    assert lines[:2] == ["User-agent: *", "Disallow:"]
    assert [line for line in lines if line.startswith("Sitemap: ")] == [
        "Sitemap: http://testserver/sitemap.xml",
        "Sitemap: http://testserver/news-sitemap.xml",
    ]


def test_an_empty_newsroom_has_an_index_of_its_pages(client):
    assert locs(read(client, "/sitemap.xml")) == ["/sitemap-pages.xml"]
    assert len(read(client, "/news-sitemap.xml")) == 0
    assert client.get("/sitemap-articles-1.xml").status_code == 404
    assert client.get("/sitemap-tag-1.xml").status_code == 404


@pytest.mark.parametrize("make", [make_article, make_scheduled, make_withdrawn])
def test_what_is_not_live_is_in_no_sitemap(client, make):
    article = make(
        tags=("悬空",), authors=(make_author("无名"),), topics=(make_topic("空"),), categories=(make_category("无"),)
    )
    expired = make_published(expires_at=ago(minutes=1), at=ago(hours=1), tags=("过期",))

    assert locs(read(client, "/sitemap.xml")) == ["/sitemap-pages.xml"]
    assert client.get(articles_part(article)).status_code == client.get(articles_part(expired)).status_code == 404
    assert len(read(client, "/news-sitemap.xml")) == 0


def test_an_article_tells_when_it_last_changed_and_no_time_to_come(client):
    with time_machine.travel(NOW, tick=False):
        fresh = make_published(at=NOW - HOUR)
        updated = make_published(at=NOW - 9 * HOUR)
        strange = make_published(at=NOW - 5 * HOUR)
        Article.objects.filter(pk=updated.pk).update(modified_at=NOW - 2 * HOUR)
        Article.objects.filter(pk=strange.pk).update(modified_at=NOW + 900 * HOUR)

        told = lastmods(read(client, articles_part(fresh)))

    assert told == {
        fresh.path: "2026-11-23T11:00:00+08:00",
        updated.path: "2026-11-23T10:00:00+08:00",
        strange.path: "2026-11-23T07:00:00+08:00",
    }


def test_a_part_tells_when_anything_in_it_changed(client):
    """Also when an article left or ran out, and when one came with a date of long ago."""
    told = []

    def ask():
        with time_machine.travel(moment, tick=False):
            told.append(lastmods(read(client, "/sitemap.xml"))[part])

    moment = NOW
    with time_machine.travel(moment, tick=False):
        article = make_published(at=NOW)
        runs_out = make_published(at=NOW, expires_at=NOW + 4 * HOUR)
        part = articles_part(article)
    ask()
    moment = NOW + HOUR
    with time_machine.travel(moment, tick=False):
        make_published(at=NOW - 9_000 * HOUR)
    ask()
    moment = NOW + 2 * HOUR
    with time_machine.travel(moment, tick=False):
        publishing.save_revision(article, Content(**{**vars(Content.of(article)), "title": "新题"}), author=None)
    ask()
    with time_machine.travel(moment, tick=False):
        workflow.apply(article, "update", actor=None)
    ask()
    moment = NOW + 3 * HOUR
    with time_machine.travel(moment, tick=False):
        workflow.apply(article, "unpublish", actor=None)
        make_scheduled(at=NOW + 5 * HOUR)
    ask()
    moment = NOW + 6 * HOUR
    ask()

    assert runs_out.pk
    assert [moment[11:16] for moment in told] == ["12:00", "13:00", "13:00", "14:00", "15:00", "17:00"]


def test_the_pictures_that_a_page_shows_are_named_once(client):
    inside, cover = make_image(alt="a > b"), make_image()
    article = make_published(body=f"字\n\n![门前]({inside.name})\n\n又\n\n![门前]({inside.name})", featured_image=cover)
    again = make_published(body=f"![门前]({inside.name})", featured_image=inside)
    make_published()

    root = read(client, articles_part(article))
    named = {
        row.findtext("s:loc", None, NAMES).removeprefix("http://testserver"): [
            picture.text for picture in row.iterfind("image:image/image:loc", NAMES)
        ]
        for row in root
    }

    master = "http://testserver/media/r1/{0}/{1}-body-750.jpg"
    pictures = [master.format(image.digest[:2], image.digest) for image in (cover, inside)]
    assert [named[article.path], named[again.path]] == [pictures, pictures[1:]]
    assert sorted(map(len, named.values())) == [0, 1, 2]


def test_the_news_of_two_days_in_googles_form(client):
    SiteSettings(name="社区 & 元宇宙").save()
    with time_machine.travel(NOW, tick=False):
        newest = make_published(title="<新闻> & “标题”", at=NOW - HOUR)
        edge = make_published(title="刚好", at=NOW - 48 * HOUR + datetime.timedelta(seconds=1))
        make_published(title="太老", at=NOW - 48 * HOUR)
        make_scheduled(title="以后", at=NOW + HOUR)

        root = read(client, "/news-sitemap.xml")

    assert locs(root) == [newest.path, edge.path]
    news = root[0].find("news:news", NAMES)
    assert [etree.QName(part).localname for part in news] == ["publication", "publication_date", "title"]
    assert news.findtext("news:publication/news:name", None, NAMES) == "社区 & 元宇宙"
    assert news.findtext("news:publication/news:language", None, NAMES) == "zh-cn"
    assert news.findtext("news:publication_date", None, NAMES) == "2026-11-23T11:00:00+08:00"
    assert news.findtext("news:title", None, NAMES) == "<新闻> & “标题”"


def test_characters_that_xml_forbids_and_addresses_too_long_do_no_harm(client):
    article = make_published(title="坏\x0b字\x1f")
    make_published(slug="长" * 200, path=f"/{'甲' * 80}/{'长' * 200}/")

    assert locs(read(client, "/news-sitemap.xml")) == [article.path]
    assert locs(read(client, articles_part(article))) == [article.path]
    assert read(client, "/news-sitemap.xml").findtext(".//news:title", None, NAMES) == "坏字"


def test_parts_are_ranges_of_keys_without_gap_or_overlap(client, monkeypatch):
    monkeypatch.setattr(parts, "KEYS_PER_PART", 2)
    articles = [make_published(tags=(f"词{number}",)) for number in range(5)]

    index = locs(read(client, "/sitemap.xml"))
    found = [address for part in index if "articles" in part for address in locs(read(client, part))]
    tags = [address for part in index if "tag" in part for address in locs(read(client, part))]

    assert found == [article.path for article in articles]
    assert sorted(tags) == sorted(tag.get_absolute_url() for tag in Tag.objects.all())
    assert len([part for part in index if "articles" in part]) >= 3


@pytest.mark.parametrize("number", ["0", "01", "-1", "x", "999999", "9999999"])
def test_strange_parts_are_not_found(client, number):
    make_published()

    assert client.get(f"/sitemap-articles-{number}.xml").status_code == 404


@pytest.mark.parametrize(
    ("path", "budget"), [("/sitemap.xml", 3), ("articles", 1), ("/news-sitemap.xml", 2), ("tag", 1), ("category", 1)]
)
def test_the_number_of_queries_does_not_grow(client, path, budget):
    used = []
    for _round in range(2):
        for _one in range(1 + 2 * _round):
            article = make_full()
        address = {"articles": articles_part(article), "tag": "", "category": ""}.get(path, path)
        if not address:
            index = locs(read(client, "/sitemap.xml"))
            address = next(part for part in index if part.startswith(f"/sitemap-{path}-"))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        used.append(len(queries))

    assert used == [budget, budget]


@pytest.mark.parametrize("path", ["/sitemap.xml", "/sitemap-tag-1.xml", "/manifest.json", "/news-sitemap.xml"])
def test_no_article_can_take_the_address_of_a_sitemap(path):
    from articles.addresses import is_reserved

    assert is_reserved(path)


def test_public_static_pages_and_the_archive_are_in_the_sitemap_of_pages(client):
    StaticPage.objects.create(title="关于", slug="about", is_public=True)
    StaticPage.objects.create(title="还没写完", slug="later", is_public=False)

    found = locs(read(client, "/sitemap-pages.xml"))

    assert "/about/" in found
    assert "/archives/" in found
    assert "/later/" not in found
