"""The newsroom's screens, to a screen reader's rules, on a phone and on a desk."""

import pytest

from .conftest import barriers, wider_than_the_screen

ARTICLES = """
from django.contrib.auth import get_user_model
from tests.factories import make_article, make_author, make_image
from tests.factories import make_published, make_scheduled, make_topic, make_withdrawn
owner = get_user_model().objects.get(username="editor")
cover = make_image(alt="楼长和居民")
terms = {"topics": (make_topic(),), "authors": (make_author(),), "tags": ("AI", "楼长"), "owner": owner}
make_published(title="数字楼长上岗 居民办事少跑一趟", featured_image=cover, recommended=True, **terms)
for make in (make_article, make_scheduled, make_withdrawn):
    make(**terms)
"""
SCREENS = [
    *("/admin/", "/admin/articles/article/", "/admin/articles/article/add/", "/admin/articles/article/1/change/"),
    *("/admin/articles/article/1/transition/unpublish/", "/admin/media/image/", "/admin/media/image/add/"),
    *("/admin/articles/topic/", "/admin/articles/tag/add/", "/admin/articles/redirect/"),
]


@pytest.fixture(scope="module")
def newsroom(site):
    site.manage("shell", "--no-imports", "-c", ARTICLES)
    return site


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_on_any_screen(newsroom, visit, width, dark):
    page = visit("editor", width=width, dark=dark)

    assert barriers(page, SCREENS) == {}


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_no_screen_scrolls_sideways_or_breaks_the_policy(newsroom, visit, width):
    page = visit("editor", width=width)

    assert wider_than_the_screen(page, SCREENS) == []
    assert page.faults == []


def test_an_accounts_password_page_offers_one_button(newsroom, visit):
    page = visit("admin")

    page.goto("/admin/auth/user/1/password/")

    assert page.locator(".submit-row input:visible").count() == 1
    assert page.faults == []
