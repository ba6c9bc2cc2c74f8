"""首页通知: the line above the lead. (``articles/admin/home/notice.py``)"""

import datetime

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from articles.models import FrontPage
from articles.policy import Role
from tests.factories import make_published

from .home_screen import Screen

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(sign_in):
    return sign_in(Role.CHIEF)


def save_notice(client, **fields):
    typed = {"notice": "", "notice_url": "", "notice_until": "", **fields}
    return Screen(client).press("notice", **typed)


def test_a_notice_stands_on_the_home_page_until_its_time(client, chief):
    make_published()
    until = timezone.localtime() + datetime.timedelta(days=1)
    saved = save_notice(client, notice="台风停课<b>", notice_url="/about/", notice_until=f"{until:%Y-%m-%dT%H:%M}")

    assert saved.told == "通知已显示在首页。"
    line = '<p class="notice bulletin"><a href="/about/">台风停课&lt;b&gt;</a></p>'
    assert line in client.get("/").content.decode()
    assert "台风停课" not in client.get("/posts/").content.decode()
    assert LogEntry.objects.get().user == chief
    with time_machine.travel(until + datetime.timedelta(minutes=1)):
        assert "台风停课" not in client.get("/").content.decode()
    assert save_notice(client).told == "首页现在没有通知。"
    assert "台风停课" not in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"notice_url": "javascript:alert(1)"}, "本站页面以 / 开头，其他网站以 https:// 开头。"),
        ({"notice_url": "//evil.example/"}, "本站页面以 / 开头，其他网站以 https:// 开头。"),
        ({"notice_url": "/\\evil.example/"}, "本站页面以 / 开头"),
        ({"notice_until": "2020-01-01T00:00"}, "这个时间已经过去"),
        ({"notice": "长" * 121}, "120"),
        ({"notice": "\x00"}, "空字符"),
    ],
)
def test_a_notice_that_cannot_be_shown_is_explained_and_kept(client, chief, wrong, words):
    article = make_published(recommended=True)
    before = Screen(client).press(f"remove pick {article.pk}")

    refused = before.press("notice", **{"notice": "通知", "notice_url": "", "notice_until": "", **wrong})

    assert refused.answer.status_code == 400
    assert words in refused.page
    assert "remove pick" in refused.page, "the draft is still there"
    assert not FrontPage.objects.exists()


def test_a_notice_does_not_disturb_who_arranges(client, chief):
    article = make_published(recommended=True)
    screen = Screen(client).press(f"remove pick {article.pk}")
    save_notice(client, notice="通知")
    assert screen.press("apply").answer.status_code == 302
    assert FrontPage.objects.current().notice == "通知"


def test_a_notice_that_was_typed_and_not_saved_outlives_the_applying(client, chief):
    article = make_published(recommended=True)
    screen = Screen(client).press(f"remove pick {article.pk}")

    screen.press("apply", notice="还没有写完", notice_url="", notice_until="")

    assert "已更新首页" in screen.page
    assert 'value="还没有写完"' in screen.page
    assert screen.fields["steps"] == ""
    assert not FrontPage.objects.current().notice
