"""The panel of checks, in a browser: it follows the typing, jumps, mends, and leaves an input method alone."""

import pytest

from .looks import barriers_at, too_wide

TERMS = """
from articles.models import Category
Category.objects.create(name="新闻")
"""
FILL = "\n\n".join(f"第{number}段，社区的日常在这里继续，写给住在这里的人。" for number in range(60))
BODY = f"今天,花园(一期)开放。\n\n＃小标题\n\n{FILL}\n\n😀最后请[点击这里](/a)。"


@pytest.fixture(scope="module")
def newsroom(site):
    site.manage("shell", "--no-imports", "-c", TERMS)
    return site


def write(page, body):
    page.goto("/admin/articles/article/add/")
    page.fill("[name=title]", "社区花园今天开放")
    with page.expect_response("**/checks/"):
        page.fill("[name=body]", body)
    page.wait_for_selector(".panel-checks [data-code=W01]", state="attached")


def open_panel(page):
    if page.locator(".panel-checks[open]").count() == 0:
        page.click(".panel-checks summary")


def selected(page):
    return page.evaluate("(e => e.value.slice(e.selectionStart, e.selectionEnd))(document.activeElement)")


@pytest.mark.parametrize("width", [390, 1280])
def test_checks_follow_what_is_typed_and_lead_to_the_place(newsroom, visit, width):
    page = visit("writer", width=width)
    write(page, BODY)
    open_panel(page)
    assert "红 1" in page.inner_text(".panel-checks .tally")

    page.click("[data-code=W14] a")
    assert selected(page) == "[点击这里](/a)"
    box = page.evaluate(
        "(e => [e.scrollTop + e.clientHeight >= e.scrollHeight - 60, e.getBoundingClientRect().bottom > 0])"
        "(document.activeElement)"
    )
    assert box == [True, True]
    page.click("[data-code=W10] a")
    assert selected(page) == ","
    page.click("[data-code=W10] a")
    assert selected(page) == "("

    page.click("[data-code=E04] a")
    assert page.evaluate("document.activeElement.id") == "id_categories_add"
    with page.expect_response("**/checks/"):
        page.select_option("#id_categories_add", label="新闻")
    page.wait_for_selector("[data-code=E04]", state="detached")
    assert not too_wide(page)
    assert page.faults == []


def test_one_press_mends_and_one_undo_takes_it_back(newsroom, visit):
    page = visit("writer")
    write(page, BODY)

    page.click("[data-code=W10] button")
    assert page.input_value("[name=body]").startswith("今天，花园（一期）开放。\n\n＃小标题")
    assert "已修正 3 处" in page.inner_text("[data-check-status]")
    page.wait_for_selector("[data-code=W10]", state="detached")
    page.focus("[name=body]")
    page.keyboard.press("Control+z")
    assert page.input_value("[name=body]") == BODY
    page.wait_for_selector("[data-code=W10]")

    page.click("[data-code=N02] button")
    assert "\n\n## 小标题\n\n" in page.input_value("[name=body]")


def test_a_fix_of_words_that_have_changed_since_is_not_made(newsroom, visit):
    page = visit("writer")
    write(page, "今天,好。")
    typed = "明天今天,好。"

    page.evaluate("(text) => { document.querySelector('[name=body]').value = text; }", typed)
    page.click("[data-code=W10] button")

    assert page.input_value("[name=body]") == typed
    assert "内容刚刚改过" in page.inner_text("[data-check-status]")
    page.wait_for_selector("""[data-code=W10] button[data-edits^='[["body", 4']""")
    page.click("[data-code=W10] button")
    assert page.input_value("[name=body]") == "明天今天，好。"


def test_a_dead_link_is_named_with_its_line_and_the_report_leads_there(newsroom, visit):
    page = visit("editor")
    write(page, BODY)
    open_panel(page)
    assert page.inner_text("[data-code=W08] a") == "1 个链接打不开：/a（第 125 行）。"
    page.click("[data-code=W08] a")
    assert selected(page) == "](/a)"

    with page.expect_event("load"):
        page.click(".submit-bar button[name=_save]")
    form = page.url
    page.goto("/admin/articles/linkedaddress/")
    assert "没有发现失效的链接。" in page.inner_text("#content")
    assert barriers_at(page, [page.url]) == {}
    page.goto(f"{form}#line-125")
    assert selected(page) == "😀最后请[点击这里](/a)。"


def test_a_word_that_is_being_composed_is_not_checked(newsroom, visit):
    page = visit("writer")
    write(page, "今天，好。")
    asked = []
    page.on("request", lambda request: asked.append(request.url) if request.url.endswith("/checks/") else None)
    keyboard = page.context.new_cdp_session(page)
    page.focus("[name=body]")
    page.keyboard.press("Control+End")

    for typed in ("h", "ha", "hao,"):
        end = len(typed)
        keyboard.send("Input.imeSetComposition", {"text": typed, "selectionStart": end, "selectionEnd": end})
        page.wait_for_timeout(350)
    page.wait_for_timeout(800)
    assert asked == []

    with page.expect_response("**/checks/"):
        keyboard.send("Input.insertText", {"text": "好,"})
    page.wait_for_selector("[data-code=W10]")
    assert page.input_value("[name=body]") == "今天，好。好,"


def test_publishing_wants_the_tick_and_screens_have_no_barriers(newsroom, visit):
    page = visit("editor", width=390)
    write(page, "今天,好。")
    page.click(".panel-terms summary")
    page.select_option("#id_categories_add", label="新闻")
    with page.expect_event("load"):
        page.click(".submit-bar button[name=_save]")
    form = page.url
    with page.expect_event("load"):
        page.click(".submit-bar button[value=publish]")
    step = page.url
    assert "半角标点" in page.inner_text(".warnings")

    with page.expect_event("load"):
        page.click(".steps button[type=submit]")
    assert "勾选后继续" in page.inner_text(".warnings")
    assert barriers_at(page, [form, step]) == {}
    page.check("[name=despite_warnings]")
    with page.expect_event("load"):
        page.click(".steps button[type=submit]")
    assert "已发布" in page.inner_text(".messagelist")
