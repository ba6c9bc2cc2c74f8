"""All that a text can say, on paper, on a small phone, in both themes; and pictures of other sites."""

import re

import pytest

from tests.factories import image_bytes
from tests.test_sample import POSTS

from .looks import barriers_in_every_look

STORY = (POSTS / "how-we-set-a-story" / "index.md").read_text(encoding="utf-8").split("---\n", 2)[2]
MADE = f"""
from articles.models import SiteSettings
from tests.factories import make_published
SiteSettings(remote_image_hosts="img.example.cn").save()
make_published(title="写法与效果", slug="story", body={STORY!r})
pictures = "前文\\n\\n![合影](https://img.example.cn/a.jpg)\\n\\n后文\\n\\n![别处](https://other.example.cn/b.jpg)"
make_published(title="别处的图片", slug="remote", body=pictures)
"""


@pytest.fixture(scope="module")
def texts(site):
    site.manage("shell", "--no-imports", "-c", MADE)
    return site


def test_everything_a_text_can_say_is_within_reach_of_all(texts, visit):
    page = visit()
    page.goto("/posts/story/")
    page.click("summary >> text=采访提纲")

    assert barriers_in_every_look(page) == []
    assert page.faults == []


def test_the_smallest_phone_scrolls_tables_and_never_the_page(texts, visit):
    page = visit(width=320)
    page.goto("/posts/story/")

    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert page.evaluate("(t => t.scrollWidth > t.clientWidth)(document.querySelector('.table-scroll'))")


def test_paper_shows_where_links_lead_and_no_buttons(texts, visit):
    page = visit()
    page.goto("/posts/story/")
    page.emulate_media(media="print")

    assert not page.is_visible(".share .button")
    after = "getComputedStyle(document.querySelector('{}'), '::after').content"
    assert "https://example.org/report" in page.evaluate(after.format(".prose a.address"))
    assert page.evaluate("document.querySelector('.video a').offsetHeight") < 120


def test_picture_of_an_allowed_site_keeps_its_place_and_tells_nobody_of_the_page(texts, visit):
    page = visit(width=390)
    asked = []

    def answer(route):
        asked.append(route.request)
        route.fulfill(body=image_bytes(300, 900), content_type="image/jpeg")

    page.route(re.compile(r"^https://"), answer)
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver(list => { for (const one of list.getEntries()) shift += one.value })"
        ".observe({type: 'layout-shift', buffered: true})"
    )
    page.goto("/posts/remote/", wait_until="networkidle")
    page.evaluate("document.querySelector('.unsized img').scrollIntoView()")
    page.wait_for_function("document.querySelector('.unsized img').naturalHeight === 900")

    assert [request.url for request in asked] == ["https://img.example.cn/a.jpg"]
    assert "referer" not in asked[0].headers
    assert page.evaluate("shift") < 0.01
    page.click(".unsized")
    page.wait_for_selector("dialog.lb[open] img[src='https://img.example.cn/a.jpg']")
    assert page.faults == []
