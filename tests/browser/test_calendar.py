"""The publishing calendar under a mouse, on a phone, and for who uses neither colour nor pointer."""

import pytest

from tests.browser.looks import barriers, barriers_at

CALENDAR = "/admin/articles/article/calendar/"
NEXT = ".turn a[rel=next]"
SOME = """
import datetime
from django.contrib.auth import get_user_model
from django.utils import timezone
from tests.factories import make_article, make_author, make_category, make_published, make_scheduled, make_topic
from articles.models import Article
now, today = timezone.now(), timezone.localdate()
terms = {"categories": [make_category()], "topics": [make_topic()], "authors": [make_author()]}
make_scheduled(title="已经排期的", slug="planned", at=now + datetime.timedelta(days=1))
make_published(title="已经发布的", slug="public", **terms)
for title in ("要拖动的草稿", "要记日子的草稿", "别处改了的草稿"):
    make_article(title=title, slug=title, **terms)
writer = get_user_model().objects.get(username="writer")
make_article(title="作者的草稿", slug="of-writer", owner=writer)
late = make_article(title="晚了的草稿", slug="late")
Article.objects.filter(pk=late.pk).update(planned_day=today - datetime.timedelta(days=1))
"""


@pytest.fixture(scope="module")
def planned(site):
    site.manage("shell", "--no-imports", "-c", SOME)
    return site


def item(title, within=""):
    return f"{within} .item:has-text('{title}')"


def turned(page):
    """Go to the next month and return its first day: none of them is past."""
    page.goto(CALENDAR)
    with page.expect_event("load"):
        page.click(NEXT)
    return page.get_attribute(".month td:not(.outside)", "data-day")


def drop(page, title, day):
    page.drag_and_drop(item(title, ".drafts"), f"td[data-day='{day}'] .date")


def test_a_draft_dropped_on_a_day_asks_for_the_time_and_changes_nothing(planned, visit):
    page = visit("editor")
    day = turned(page)

    drop(page, "要拖动的草稿", day)
    dialog = page.locator("dialog[open]")
    month, date = int(day[5:7]), int(day[8:])
    assert dialog.locator("h2").inner_text() == f"定时在 {month}月{date}日 09:00 发布？"
    assert "要拖动的草稿" in dialog.inner_text()
    assert barriers(page) == []
    dialog.locator("text=定时…").click()
    page.wait_for_url("**/transition/schedule/**")

    assert page.input_value("[name=at]") == f"{day}T09:00"
    with page.expect_event("load"):
        page.click("text=返回日历")
    assert page.locator(f".month td[data-day='{day}']").count() == 1, "it came back to another month"
    assert page.locator(item("要拖动的草稿", ".drafts")).count() == 1
    assert page.faults == []


def test_an_editor_may_only_note_the_day_and_take_it_back_by_dragging(planned, visit):
    page = visit("editor")
    day = turned(page)
    drop(page, "要记日子的草稿", day)
    with page.expect_event("load"):
        page.click("dialog[open] >> text=只记为计划日期")

    square = f"td[data-day='{day}']"
    assert "计划" in page.inner_text(item("要记日子的草稿", square))
    assert page.locator(item("要记日子的草稿", ".drafts")).count() == 0
    with page.expect_event("load"):
        page.drag_and_drop(item("要记日子的草稿", square), ".drafts h2")
    assert page.locator(item("要记日子的草稿", ".drafts")).count() == 1
    assert page.faults == []


def test_a_writer_notes_the_day_of_an_own_draft_at_once_and_can_undo_it(planned, visit):
    page = visit("writer")
    day = turned(page)
    with page.expect_event("load"):
        drop(page, "作者的草稿", day)

    assert page.locator(item("作者的草稿", f"td[data-day='{day}']")).count() == 1
    with page.expect_event("load"):
        page.click(".messagelist >> text=撤销")
    assert page.locator(item("作者的草稿", ".drafts")).count() == 1


def test_what_cannot_be_dropped_is_refused_in_words(planned, visit):
    page = visit("editor")
    page.goto(f"{CALENDAR}?view=list")
    page.drag_and_drop(item("已经排期的", ".day"), ".drafts h2")
    page.wait_for_selector("[data-told]:has-text('已排期的文章不能拖回草稿')")
    page.drag_and_drop(item("已经发布的", ".day"), ".drafts h2")
    page.wait_for_selector("[data-told]:has-text('已发布的文章不能移动')")

    page.goto(CALENDAR)
    with page.expect_event("load"):
        page.click(".turn a[rel=prev]")
    page.drag_and_drop(item("要拖动的草稿", ".drafts"), ".month td.past:not(.outside) .date")
    page.wait_for_selector("[data-told]:has-text('不能排到过去的时间')")
    assert CALENDAR in page.url


def test_the_keyboard_opens_the_menu_of_an_article_and_turns_the_page(planned, visit):
    page = visit("editor")
    page.goto(CALENDAR)
    heading = page.inner_text(".calendar-head h2")
    page.focus(item("要拖动的草稿", ".drafts") + " summary")
    page.keyboard.press("Enter")
    assert page.is_visible(item("要拖动的草稿", ".drafts") + " >> text=计划日期…")
    assert barriers(page) == []
    page.keyboard.press("Escape")
    assert not page.is_visible(item("要拖动的草稿", ".drafts") + " >> text=计划日期…")

    with page.expect_event("load"):
        page.keyboard.press("ArrowRight")
    assert page.inner_text(".calendar-head h2") != heading
    with page.expect_event("load"):
        page.keyboard.press("ArrowLeft")
    assert page.inner_text(".calendar-head h2") == heading


def test_without_a_script_each_item_leads_to_the_pages_of_its_time_and_its_date(planned, visit):
    page = visit("editor", javascript=False)
    page.goto(f"{CALENDAR}?view=week")
    page.locator(item("要拖动的草稿", ".drafts") + " summary").click()
    page.locator(item("要拖动的草稿", ".drafts") + " >> text=计划日期…").click()
    page.click("text=定时…")
    page.wait_for_url("**/transition/schedule/**")
    page.click("text=返回日历")
    page.wait_for_url(f"**{CALENDAR}?view=week&day=*")


def test_what_others_did_shows_by_itself(planned, visit):
    page = visit("editor")
    page.clock.install()
    page.goto(CALENDAR)
    change = "Article.objects.filter(title='别处改了的草稿').update(title='别人改过的草稿')"
    planned.manage("shell", "--no-imports", "-c", f"from articles.models import Article\n{change}")

    page.clock.fast_forward(80_000)

    page.wait_for_selector(item("别人改过的草稿", ".drafts"))


def test_a_phone_shows_a_list_that_begins_today_and_a_month_of_numbers(planned, visit):
    page = visit("editor", width=390)
    page.goto(CALENDAR)
    assert not page.is_visible(".grid thead")
    assert page.locator(".grid .past >> visible=true").count() == 0
    assert page.is_visible(item("已经发布的", ".grid"))

    page.click(".views >> text=月")
    page.wait_for_url("**view=month**")
    assert page.is_visible(".today .tally")
    assert not page.is_visible(item("已经发布的", ".grid"))


def test_it_has_no_barriers_and_fits_the_screen(planned, visit):
    page = visit("editor")
    page.goto(CALENDAR)
    asked = page.get_attribute(".drafts [data-plan]", "data-plan")
    pages = [CALENDAR, *(f"{CALENDAR}?view={view}" for view in ("month", "week", "list")), asked]

    assert barriers_at(page, pages) == {}
