"""Static pages for readers: where they stand, what they show, and who comes first at an address."""

import pytest
from django.db import connection
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext

from articles.addresses.paths import PathTaken
from articles.models import PageImage, PageVersion, StaticPage
from articles.pages import static_pages
from media.changes import picture_changed
from tests.factories import make_image, make_page, make_published

pytestmark = pytest.mark.django_db


def test_a_page_shows_its_text_and_when_it_was_changed(client):
    make_page(body="**我们**写社区。\n\n<script>alert(1)</script>")

    response = client.get("/about/")

    assert response.status_code == 200
    assert "<h1>关于我们</h1>" in response.text
    assert "<strong>我们</strong>写社区。" in response.text
    assert "alert(1)" not in response.text
    assert "最后更新 20" in response.text
    assert response["Cache-Control"] == "public, max-age=0, s-maxage=60"


def test_it_is_linked_from_the_foot_of_every_page_in_its_order(client):
    make_page(title="隐私", slug="privacy", position=2)
    make_page(title="关于我们", slug="about", position=1)
    make_page(title="没有链接", slug="unlisted", in_footer=False)
    make_page(title="没有公开", slug="hidden", is_public=False)

    foot = client.get("/").text.partition('class="foot"')[2]

    assert foot.index('href="/about/"') < foot.index('href="/privacy/"') < foot.index('href="/posts/"')
    assert "没有链接" not in foot
    assert "没有公开" not in foot
    assert client.get("/unlisted/").status_code == 200
    assert client.get("/hidden/").status_code == 404


def test_the_foot_costs_no_query_however_many_pages_it_has(client):
    used = set()
    for number in range(3):
        with CaptureQueriesContext(connection) as queries:
            client.get("/posts/")
        used.add(len(queries))
        make_page(slug=f"p{number}")

    assert len(used) == 1


def test_a_new_link_leads_readers_from_the_old_one(client):
    page = make_page()
    page.slug = "about-us"
    static_pages.save(page, author=None)

    response = client.get("/about/")

    assert (response.status_code, response["Location"]) == (301, "/about-us/")
    page.slug = "about"
    static_pages.save(page, author=None)
    assert client.get("/about/").status_code == 200


def test_an_article_that_readers_know_keeps_its_address(client):
    make_published(title="旧站的关于", path="/about/")

    assert static_pages.is_taken("about")
    make_page(title="新的关于")
    assert "旧站的关于" in client.get("/about/").text


def test_no_article_takes_the_address_of_a_page():
    make_page()

    with pytest.raises(PathTaken):
        make_published(path="/about/")


@pytest.mark.parametrize("slug", ["posts", "tags", "archives", "search", "admin", "feeds", "media", "static", "page"])
def test_the_sites_own_addresses_are_taken(slug):
    assert static_pages.is_taken(slug)


def test_every_text_is_kept_and_a_save_without_a_change_makes_no_version():
    page = make_page(body="甲")
    changed = page.changed_at
    static_pages.save(page, author=None)
    assert (page.version, page.changed_at) == (1, changed)

    page.body = "乙"
    static_pages.save(page, author=None)

    assert list(PageVersion.objects.values_list("number", "body")) == [(2, "乙"), (1, "甲")]
    assert page.changed_at > changed


def test_its_pictures_stay_in_the_library_and_follow_their_changes():
    image = make_image(alt="旧的说法")
    page = make_page(body=f"字。\n\n![]({image.name})")
    assert "旧的说法" in page.body_html

    with pytest.raises(ProtectedError):
        image.delete()
    image.alt = "新的说法"
    image.save()
    picture_changed.send(sender=None, images=[image])
    assert "新的说法" in StaticPage.objects.get().body_html

    page.body = "不再有图。"
    static_pages.save(page, author=None)
    assert not PageImage.objects.exists()
    image.delete()
