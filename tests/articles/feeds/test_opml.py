"""All feeds in one file: those of the page of feeds, each with an address that answers."""

from urllib.parse import urlsplit

import pytest
from defusedxml import ElementTree

from tests.factories import make_author, make_category, make_published, make_topic

pytestmark = pytest.mark.django_db


def outlines(client):
    response = client.get("/feeds.opml")
    assert response["Content-Type"] == "text/x-opml; charset=utf-8"
    return ElementTree.fromstring(response.content)


def test_it_names_the_feeds_of_what_has_something_to_read(client):
    make_topic("空专题")
    make_published(topics=(make_topic(),), authors=(make_author(),), categories=(make_category("深度"),))

    tree = outlines(client)
    feeds = {row.get("text"): row.get("xmlUrl") for row in tree.iter("outline") if row.get("xmlUrl")}

    assert list(feeds) == ["社区元宇宙", "元宇宙", "深度", "林小满"]
    assert [row.get("text") for row in tree.find("body") if not row.get("xmlUrl")] == ["专题", "栏目", "作者"]
    for feed in feeds.values():
        assert client.get(urlsplit(feed).path).status_code == 200


def test_names_that_look_like_markup_are_only_words(client):
    make_published(topics=(make_topic('"><x>&\x0b', slug="x"),))

    assert '"><x>&' in {row.get("text") for row in outlines(client).iter("outline")}


def test_the_number_of_queries_does_not_depend_on_the_number_of_feeds(client, django_assert_num_queries):
    for number in range(3):
        make_published(topics=(make_topic(f"专题{number}"),), authors=(make_author(f"作者{number}"),))
        with django_assert_num_queries(7):
            client.get("/feeds.opml")


def test_the_page_of_feeds_offers_it(client):
    assert 'href="/feeds.opml"' in client.get("/feeds/").text
