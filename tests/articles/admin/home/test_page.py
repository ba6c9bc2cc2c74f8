"""编排首页 by its buttons, as they work without a script. (``articles/admin/home*.py``)"""

import datetime
import re

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from articles.frontpage import homepage
from articles.frontpage.placement import set_placement
from articles.models import FrontPage, PlacementChange
from articles.policy import Role
from tests.factories import make_image, make_published, make_scheduled, make_user

from .home_screen import SCREEN, Screen

pytestmark = pytest.mark.django_db
PREVIEW = reverse("curation:preview")


@pytest.fixture
def chief(sign_in):
    return sign_in(Role.CHIEF, first_name="李主编")


def ago(hours):
    return timezone.now() - datetime.timedelta(hours=hours)


def picks(count, **fields):
    return [
        make_published(title=f"推荐{hours}号", recommended=True, at=ago(hours), **fields)
        for hours in range(1, count + 1)
    ]


def test_each_button_does_its_part_and_nothing_is_written_before_it_is_applied(client, chief):
    first, second, third = picks(3)
    other = make_published(title="别的稿子", at=ago(9))
    screen = Screen(client)

    assert screen.press(f"up pick {third.pk}").told == "已移到第 2 位，共 3 位"
    assert screen.titles() == ["推荐1号", "推荐3号", "推荐2号"]
    assert screen.press(f"down pick {first.pk}").titles() == ["推荐3号", "推荐1号", "推荐2号"]
    assert screen.press(f"move pick {second.pk}", **{f"to-pick-{second.pk}": "1"}).told == "已移到第 1 位，共 3 位"
    assert screen.press(f"move pick {second.pk} 3").titles() == ["推荐3号", "推荐1号", "推荐2号"]
    assert screen.press(f"remove pick {third.pk}").told == "移出编辑推荐：《推荐3号》"
    assert screen.press(f"add pick {other.pk}").told == "已加入编辑推荐，第 3 位，共 3 位：《别的稿子》"
    assert screen.press("reset pick").titles() == ["推荐1号", "推荐2号", "别的稿子"]
    assert screen.press("undo").told == "已撤销一步"
    assert "有未应用的改动" in screen.page
    assert not PlacementChange.objects.exists()

    answer = screen.press("apply").answer

    assert answer.status_code == 302
    page = client.get(SCREEN).content.decode()
    assert "已更新首页。约 1 分钟内全部读者可见。" in page
    assert "有未应用的改动" not in page
    assert Screen(client).titles() == ["推荐1号", "推荐2号", "别的稿子"]
    assert "上次：李主编" in page
    assert "移出编辑推荐：《推荐3号》" in page


def test_return_in_a_field_moves_where_a_place_was_typed_and_searches_otherwise(client, chief):
    _first, second = picks(2)
    make_published(title="楼长上岗")
    screen = Screen(client)

    assert screen.press("find", **{f"to-pick-{second.pk}": "1"}).titles() == ["推荐2号", "推荐1号"]
    assert "楼长上岗" in screen.press("find", **{"q-focus": "楼长"}).page
    assert "没有标题含这些字的已发布文章" in screen.press("find", **{"q-focus": "没有这样的"}).page


def test_a_place_that_is_none_says_which_there_are_and_loses_nothing(client, chief):
    first, second = picks(2)
    screen = Screen(client).press(f"down pick {first.pk}")

    for place in ("0", "3", "-1", "x", "", "99999999999999999999", "１"):
        refused = screen.press(f"move pick {second.pk}", **{f"to-pick-{second.pk}": place})
        assert refused.answer.status_code == 400, place
        assert "写一个 1 到 2 的位置。" in refused.page
        assert refused.titles() == ["推荐2号", "推荐1号"]


REFUSED = ("fly", "up", "up pick", "up nowhere 1", "add pick 1 2", "restore x", "", "reset", "move pick 1 2 3")


def test_what_no_button_sends_is_refused_in_words(client, chief):
    wrong = [{"do": words} for words in REFUSED]
    wrong += [{"steps": steps} for steps in ("delete everything", "add pick 9999999999999999999999", "\x00")]
    wrong += [{"seen": "x"}, {"seen": ""}, {"do": "find", "to-pick": "1"}]
    for sent in wrong:
        answer = client.post(SCREEN, {"steps": "", "seen": "0", "do": "undo", **sent})
        assert answer.status_code == 400, sent
        assert "没有看懂这次操作" in answer.content.decode()
    assert client.post(PREVIEW, {"steps": "delete everything", "seen": "0"}).status_code == 400


def test_an_article_that_is_not_there_is_said_to_be_gone(client, chief):
    for verb in ("up", "down", "move", "add", "remove"):
        screen = Screen(client).press(f"{verb} pick 123456789")
        assert screen.answer.status_code == 400
        assert re.search("已经不在列表里|只能添加已发布", screen.page)


def test_the_lists_say_where_an_article_is_shown_and_why_it_is_not(client, chief):
    pinned = make_published(title="置顶的", pinned=True, recommended=True)
    for article in picks(5, in_focus=True):
        assert article.is_live
    make_published(title="填充的", at=ago(9))
    screen = Screen(client)
    lead, pick, focus = screen.answer.context["panels"]

    first = lead.rows[0]
    assert (first.article.title, first.kind, first.ends) == ("置顶的", "shown", "没有截止时间")
    assert {row.kind for row in lead.rows[1:]} == {"filled"}
    assert (lead.shown, lead.most, pick.shown, pick.most) == (1, 3, 3, 6)
    skipped = [(row.article.title, row.note) for row in pick.rows if row.kind == "skipped"]
    assert skipped == [(title, "已在头条显示，这里会跳过") for title in ("置顶的", "推荐1号", "推荐2号")]
    assert {row.note for row in focus.rows if row.kind == "skipped"} == {
        "已在头条显示，这里会跳过",
        "已在编辑推荐显示，这里会跳过",
    }
    assert pinned in homepage.compose().top()


def test_four_picks_show_three_and_the_screen_says_why(client, chief):
    for _ in range(3):
        make_published(pinned=True)
    picks(4)
    screen = Screen(client)
    pick = screen.answer.context["panels"][1]

    assert (pick.shown, [row.article.title for row in pick.spare]) == (3, ["推荐4号"])
    assert "满 6 篇时显示 6 篇，不满时显示 3 篇。" in screen.page
    assert "备选（暂不显示）" in screen.page


def test_a_scheduled_article_is_offered_in_grey_and_counts_later(client, chief):
    coming = make_scheduled(title="明天的会", at=datetime.datetime(2031, 1, 2, 10, tzinfo=datetime.UTC))
    screen = Screen(client).press("find", **{"q-pick": "明天"})
    assert "定时 2031-01-02 18:00，发布后生效" in screen.page

    screen.press(f"add pick {coming.pk}")

    assert screen.told == "已加入编辑推荐，发布后生效：《明天的会》"
    assert "定时发布后加入" in screen.page
    screen.press("apply")
    coming.refresh_from_db()
    assert coming.recommended
    assert Screen(client).press(f"remove pick {coming.pk}").titles() == []


def test_who_was_slower_reads_who_was_faster_keeps_the_draft_and_may_go_on(client, chief):
    first, second = picks(2)
    screen = Screen(client).press(f"up pick {second.pk}")
    faster = make_user(Role.EDITOR, first_name="王编辑")
    with time_machine.travel("2026-11-28T14:05:00+08:00", tick=False):
        set_placement(make_published(title="焦点稿"), actor=faster, in_focus=True)

    screen.press("apply")

    assert screen.answer.status_code == 409
    assert "王编辑 14:05 更新了首页编排。" in screen.page
    assert "加入焦点关注：《焦点稿》" in screen.page
    assert screen.titles() == ["推荐2号", "推荐1号"]
    assert Screen(client).titles() == ["推荐1号", "推荐2号"], "nothing was applied"
    assert screen.press("apply").answer.status_code == 302
    assert Screen(client).titles() == ["推荐2号", "推荐1号"]
    assert Screen(client).titles("focus") == ["焦点稿"]
    assert first.pk


def test_the_log_leads_back_to_what_was_before(client, chief):
    _first, second, third = picks(3)
    Screen(client).press(f"move pick {third.pk} 1").press("apply")
    Screen(client).press(f"remove pick {second.pk}").press("reset pick").press("apply")
    screen = Screen(client)
    assert screen.titles() == ["推荐1号", "推荐3号"]

    screen.press(f"restore {screen.answer.context['log'][0].version}")

    assert screen.titles() == ["推荐3号", "推荐1号", "推荐2号"]
    assert "已放回改动前的编排" in screen.told
    assert screen.press("undo").titles() == ["推荐1号", "推荐3号"], "one press, one step"


def test_applying_nothing_says_so(client, chief):
    assert Screen(client).press("apply").told == "没有要应用的改动"
    assert not FrontPage.objects.exists()


def test_the_preview_is_the_page_that_readers_get_after_applying(client, chief):
    first, _second = picks(2, pinned=True)
    screen = Screen(client).press(f"down lead {first.pk}").press(f"remove pick {first.pk}")

    preview = client.post(PREVIEW, screen.fields)

    assert preview["Cache-Control"].startswith("no-store, private")
    assert preview.content != client.get("/").content
    screen.press("apply")
    assert preview.content == client.get("/").content


def test_editors_look_at_everything_and_change_nothing(client, sign_in):
    (article,) = picks(1)
    sign_in(Role.EDITOR)
    page = client.get(SCREEN).content.decode()

    assert "推荐1号" in page
    assert "编排由主编负责" in page
    assert 'name="do"' not in page
    assert client.post(SCREEN, {"steps": f"remove pick {article.pk}", "seen": 0, "do": "apply"}).status_code == 403
    shown = client.post(PREVIEW, {"steps": f"add lead {article.pk}", "seen": 0}).content
    assert shown == client.get("/").content
    assert client.get(PREVIEW).status_code == 405


def test_titles_are_words_wherever_they_stand(client, chief):
    article = make_published(title="<b>粗</b>", pinned=True, recommended=True)
    screen = Screen(client).press(f"remove pick {article.pk}", **{"q-focus": "<b>"})
    assert screen.press("apply").answer.status_code == 302
    page = Screen(client).press("find", **{"q-focus": "<b>"}).page

    assert "<b>" not in page
    assert "&lt;b&gt;粗" in page


@pytest.mark.parametrize("count", [1, 12])
def test_it_costs_the_same_for_few_and_many(client, chief, count, django_assert_max_num_queries):
    covers = [make_image(width=320, height=200) for _ in range(2)]
    for number in range(count):
        article = make_published(pinned=True, recommended=True, in_focus=True, featured_image=covers[number % 2])
        set_placement(article, actor=chief, weight=number + 1)
        make_scheduled(recommended=True)
    with django_assert_max_num_queries(16):
        client.get(SCREEN)


def test_the_first_page_says_how_the_home_page_stands(client, sign_in):
    make_published(title="头条稿", pinned=True)
    picks(4)
    for role, words in ((Role.CHIEF, "编排首页"), (Role.EDITOR, "查看编排")):
        sign_in(role)
        page = client.get("/admin/").content.decode()
        block = page[page.index("block-home") : page.index('class="everything"')]
        assert "头条稿" in block
        assert "头条 1 / 3 · 编辑推荐 2 / 6 · 焦点关注 0 / 8" in block
        assert words in block
    sign_in(Role.WRITER)
    assert "block-home" not in client.get("/admin/").content.decode()
