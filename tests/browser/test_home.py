"""编排首页 by keyboard alone (brief §15.21), by mouse, on a phone, and without a script."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.looks import barriers_at, too_wide

SCREEN = "/admin/home/"
SOME = """
import datetime
from django.utils import timezone
from tests.factories import make_published, make_scheduled
now = timezone.now()
for number in range(1, 4):
    make_published(title=f"置顶{number}号", pinned=True, at=now - datetime.timedelta(hours=number))
for number in range(1, 7):
    make_published(title=f"推荐{number}号", recommended=True, at=now - datetime.timedelta(days=number))
for number in range(1, 10):
    make_published(title=f"焦点{number}号", in_focus=True, at=now - datetime.timedelta(days=number))
make_scheduled(title="明天的推荐", recommended=True)
"""
PICKS = [f"推荐{number}号" for number in range(1, 7)]


@pytest.fixture(scope="module")
def newsroom(site):
    site.manage("shell", "--no-imports", "-c", SOME)
    return site


def titles(page, slot="pick"):
    return page.locator(f"#list-{slot} > ol .what > a").all_text_contents()


def told(page, words):
    expect(page.locator("#told")).to_have_text(words)


def on_home_page(page):
    page.goto("/")
    return page.locator(".picks h3").all_text_contents()


def focused(page):
    return page.evaluate("document.activeElement.closest('[data-row]')?.querySelector('a').textContent")


def walk(page, key, there):
    """Press ``key`` until the script ``there`` is true of the focused element."""
    for _step in range(200):
        if page.evaluate(f"(({{activeElement}}) => {there})(document)"):
            return
        page.keyboard.press(key)
    raise AssertionError(there)


def test_the_fifth_pick_becomes_the_first_by_keyboard_alone(newsroom, visit):
    page = visit("chief")
    page.goto(SCREEN)
    walk(page, "Tab", "activeElement.textContent === '上移 推荐5号'")

    for place in (4, 3):
        page.keyboard.press("Enter")
        told(page, f"已移到第 {place} 位，共 6 位")
        assert focused(page) == "推荐5号"
    for place in (2, 1):
        page.keyboard.press("Alt+ArrowUp")
        told(page, f"已移到第 {place} 位，共 6 位")
    assert titles(page) == ["推荐5号", "推荐1号", "推荐2号", "推荐3号", "推荐4号", "推荐6号"]
    assert focused(page) == "推荐5号"
    page.keyboard.press("Alt+ArrowUp")
    told(page, "已经在第一位")

    walk(page, "Shift+Tab", "activeElement.id === 'apply'")
    with page.expect_event("load"):
        page.keyboard.press("Enter")

    expect(page.locator(".messagelist")).to_have_text(re.compile("已更新首页。约 1 分钟内全部读者可见。"))
    assert page.faults == []
    assert [re.sub(r"\s", "", title) for title in on_home_page(page)] == ["推荐5号", *PICKS[:4], "推荐6号"]


def test_by_mouse_the_preview_follows_and_leaving_warns(newsroom, visit):
    page = visit("chief")
    page.goto(SCREEN)
    preview = page.frame_locator(".preview iframe")
    expect(preview.locator(".side h3").first).to_have_text("置顶2号")

    page.locator("#list-lead [data-row]", has_text="置顶3号").locator(".handle").drag_to(
        page.locator("#list-lead [data-row]", has_text="置顶1号")
    )

    told(page, "已移到第 1 位，共 3 位")
    expect(preview.locator(".lead h2")).to_have_text("置顶3号")
    preview.locator(".lead h2 a").click()
    expect(preview.locator(".lead h2")).to_have_text("置顶3号")
    page.click("[data-width=desk]")
    expect(preview.locator(".lead h2")).to_be_visible()
    assert page.faults == []

    page.context.clear_cookies()
    page.locator("#list-focus [id^=down]").first.click()
    told(page, re.compile("没有连上服务器，列表没有变"))
    other = visit("chief")
    page.context.add_cookies(other.context.cookies())
    page.locator("#list-focus [id^=down]").first.click()
    told(page, "已移到第 2 位，共 9 位")
    page.click("#undo")
    told(page, "已撤销一步")

    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.locator("#undo").focus()
    with page.expect_event("dialog"):
        page.evaluate("location.assign('/admin/')")
    assert asked == ["beforeunload"]
    page.click("#undo")
    expect(page.locator("[data-unapplied]")).to_have_count(0)
    page.click("#site-name a")
    page.wait_for_url("**/admin/")
    assert len(asked) == 1


def test_without_a_script_every_button_sends_the_form(newsroom, visit):
    page = visit("chief", javascript=False)
    page.goto(SCREEN)
    first, second = titles(page, "focus")[:2]

    page.click(f"#list-focus [data-row]:has-text('{second}') >> text=上移")
    assert titles(page, "focus")[:2] == [second, first]
    page.fill("#q-focus", "置顶")
    page.press("#q-focus", "Enter")
    page.click("#list-focus .offers button >> nth=0")
    expect(page.locator("#told")).to_have_text(re.compile("已加入焦点关注"))
    page.click("#undo")
    page.click("#apply")

    assert titles(page, "focus")[:2] == [second, first]
    expect(page.locator(".unapplied")).to_have_count(0)


def test_it_has_no_barriers_and_fits_the_screen(newsroom, visit):
    page = visit("chief")

    assert barriers_at(page, [SCREEN]) == {}
    page.click("#list-focus >> text=备选")
    page.locator("#list-pick summary", has_text="移到").first.click()
    page.locator("#list-pick [id^=down]").first.click()
    told(page, re.compile("已移到第 2 位"))
    assert not too_wide(page)
