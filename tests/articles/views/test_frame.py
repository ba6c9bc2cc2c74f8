"""What stands around every page: navigation, footer, feeds, and nothing from elsewhere."""

import pytest

from articles.models import SiteSettings
from tests.articles.views.test_views import ago, every_page
from tests.factories import (
    make_published,
    make_topic,
)

pytestmark = pytest.mark.django_db


def test_navigation_shows_the_topics_of_the_settings_or_else_the_busiest(client):
    busy, quiet, old = make_topic("物联网"), make_topic("政策"), make_topic("旧事")
    make_published(topics=(busy,))
    make_published(topics=(busy, quiet))
    make_published(topics=(old,), at=ago(days=200))

    strip = client.get("/").text.partition('class="strip"')[2].partition("</nav>")[0]
    assert strip.index("物联网") < strip.index("政策")
    assert "旧事" not in strip

    site = SiteSettings.objects.current()
    site.save()
    site.nav_topics.add(old)
    strip = client.get("/").text.partition('class="strip"')[2].partition("</nav>")[0]
    assert "旧事" in strip
    assert "物联网" not in strip


def test_an_archive_has_a_navigation_too(client):
    make_published(topics=(make_topic("旧事"),), at=ago(days=2000))

    assert "旧事" in client.get("/").text.partition('class="strip"')[2].partition("</nav>")[0]


def test_the_footer_shows_registration_numbers_only_where_there_are_any(client):
    assert "beian" not in client.get("/").text

    SiteSettings(icp_number="京ICP备00000000号-1").save()

    assert (
        '<a href="https://beian.miit.gov.cn/" rel="nofollow noopener">京ICP备00000000号-1</a>' in client.get("/").text
    )


def test_nothing_of_a_page_comes_from_elsewhere_and_no_style_is_inline(client):
    for url in every_page():
        text = client.get(url).text
        assert " style=" not in text, url
        assert " onclick=" not in text, url
        assert 'src="http' not in text or url.endswith(".xml"), url


def test_each_feed_that_a_page_names_answers(client):
    for url in every_page():
        response = client.get(url)
        if not response["Content-Type"].startswith("text/html"):
            continue
        feeds = [
            part.partition('href="')[2].partition('"')[0]
            for part in response.text.split('<link rel="alternate" type="application/rss+xml"')[1:]
        ]
        assert "/index.xml" in feeds, url
        assert {client.get(feed).status_code for feed in feeds} == {200}
