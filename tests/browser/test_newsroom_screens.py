"""The newsroom's screens fit a phone, a tablet and a desk where words are long. All else: ``test_every_screen``."""

import pytest

from .looks import wider_than_the_screen

ARTICLES = """
import datetime, io
from dataclasses import replace
from articles import attachments, suggestions, workflow
from articles.versions.content import Content
from django.contrib.auth import get_user_model
from django.utils import timezone
from tests.factories import make_article, make_author, make_image
from tests.factories import make_published, make_scheduled, make_topic, make_withdrawn
owner = get_user_model().objects.get(username="editor")
cover = make_image(alt="楼长和居民")
terms = {"topics": (make_topic(),), "authors": (make_author(),), "tags": ("AI", "楼长"), "owner": owner}
first = make_published(title="数字楼长上岗 居民办事少跑一趟", featured_image=cover, recommended=True, **terms)
attachments.add(first, io.BytesIO(b"%PDF-1.7"), name="楼长名单和联系办法2026年冬季版本.pdf", actor=owner)
workflow.apply(first, "schedule_withdrawal", actor=owner, at=timezone.now() + datetime.timedelta(days=9))
for make in (make_article, make_scheduled, make_withdrawn):
    make(**terms)
writer = get_user_model().objects.get(username="writer")
theirs = make_published(title="社区食堂开门", owner=writer)
changed = replace(Content.newest(theirs), title="社区食堂今天开门 老人午餐八元一份还送汤")
suggestions.suggest(theirs, changed, author=writer, based_on=1, note="日期要写清楚")
"""
SCREENS = [
    *("/admin/", "/admin/articles/article/", "/admin/articles/article/add/", "/admin/articles/article/1/change/"),
    *("/admin/articles/article/1/files/", "/admin/articles/article/5/suggestions/1/", "/admin/articles/notification/"),
    *("/admin/articles/article/1/transition/unpublish/", "/admin/media/image/", "/admin/media/image/add/"),
    *("/admin/articles/topic/", "/admin/articles/tag/add/", "/admin/articles/redirect/"),
]


@pytest.fixture(scope="module")
def newsroom(site):
    site.manage("shell", "--no-imports", "-c", ARTICLES)
    return site


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
