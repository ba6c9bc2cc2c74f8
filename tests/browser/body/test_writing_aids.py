"""What helps somebody write: the preview beside the text, links, the keyboard, the focus mode, and the help."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.looks import barriers, too_wide

from .desk import BODY, Held

LIVE = "**/preview/live.html"
PARTS = "\n\n".join(f"## 第{number}节\n\n" + "社区的日常在这里继续，写给住在这里的人。" * 20 for number in range(8))


def compose(page, *typed):
    """Type with an input method, without choosing a word."""
    keyboard = page.context.new_cdp_session(page)
    for text in typed:
        end = len(text)
        keyboard.send("Input.imeSetComposition", {"text": text, "selectionStart": end, "selectionEnd": end})
    return keyboard


def shown(page):
    return page.frame_locator(".preview-frame")


def scrolled(page):
    return page.evaluate("document.querySelector('.preview-frame').contentWindow.scrollY")


def put_caret(page, place):
    page.focus(BODY)
    page.evaluate("(place) => document.activeElement.setSelectionRange(place, place)", place)
    # The page hears of it in a task of its own, and the preview follows in a frame after that.
    page.evaluate("new Promise((go) => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(go)), 100))")


def test_the_preview_follows_the_text_and_the_caret_and_waits_for_the_input_method(desk):
    page = desk.page
    asked = []
    page.on("request", lambda one: asked.append(one.url) if one.method == "POST" and "live.html" in one.url else None)
    desk.write(PARTS)
    expect(shown(page).locator(".prose h2")).to_have_count(8)
    expect(shown(page).locator("h1")).to_have_text("雨季之前")

    put_caret(page, PARTS.index("## 第6节") + 3)
    heading = shown(page).locator("#第6节").bounding_box()
    frame = page.locator(".preview-frame").bounding_box()
    assert frame["y"] < heading["y"] < frame["y"] + frame["height"]
    page.evaluate("document.querySelector('.preview-frame').contentWindow.scrollTo(0, 200)")
    page.keyboard.type("新")
    expect(shown(page).locator("#新第6节")).to_be_attached()
    assert scrolled(page) == 200, "it keeps where somebody scrolled it to"

    page.wait_for_timeout(300)
    asked.clear()
    keyboard = compose(page, "n", "ni")
    page.wait_for_timeout(900)
    assert asked == []
    keyboard.send("Input.insertText", {"text": "你"})
    expect(shown(page).locator("#新你第6节")).to_be_attached()

    for kind, words in [("列表卡片", "雨季之前"), ("微信卡片", "朋友圈里"), ("RSS", "打开以后"), ("文章", "第7节")]:
        page.click(f".preview-choices button:text-is('{kind}')")
        expect(shown(page).locator("main")).to_contain_text(words)
    assert page.locator(".preview-frame").evaluate("frame => frame.clientWidth") == 375
    page.click(".preview-choices button:text-is('电脑')")
    assert page.locator(".preview-frame").evaluate("frame => frame.clientWidth") > 1000
    assert page.faults == []


def test_a_broken_line_keeps_the_last_preview_and_typing_goes_on_meanwhile(desk):
    page = desk.page
    desk.write("第一段。")
    expect(shown(page).locator(".prose")).to_have_text(re.compile("第一段。"))
    held = Held(page, LIVE)
    desk.write("第二段。")
    held.wait_for(page, 1)
    page.focus(BODY)
    page.keyboard.press("Control+End")
    page.keyboard.type("还在写。")
    assert desk.body == "第二段。还在写。"
    held.waiting.pop().abort()
    expect(page.locator(".preview-status")).to_have_text("预览更新失败，正在重试")
    expect(shown(page).locator(".prose")).to_have_text(re.compile("第一段。"))
    held.wait_for(page, 1)
    held.let_go()
    page.unroute(LIVE)
    expect(shown(page).locator(".prose")).to_have_text(re.compile("第二段。还在写。"))
    expect(page.locator(".preview-status")).to_have_text("")


def test_links_are_found_by_title_or_typed_and_own_addresses_become_relative(site, desk):
    other = "from tests.factories import make_published; make_published(title='雨季之前修好水渠')"
    site.manage("shell", "--no-imports", "-c", other)
    page, field = desk.page, desk.page.locator("#link_field")
    desk.write("见上一届大会。")
    page.evaluate("(b => { b.focus(); b.setSelectionRange(1, 6); })(document.querySelector('[name=body]'))")
    page.keyboard.press("Control+k")
    expect(field).to_be_focused()
    field.fill(f"{site.url}/posts/a(b)/")
    field.press("Enter")
    assert desk.body == "见[上一届大会](/posts/a%28b%29/)。"
    assert desk.focused() == "正文"

    put_caret(page, 3)
    page.keyboard.press("Control+k")
    assert field.input_value() == "/posts/a%28b%29/"
    keyboard = compose(page, "da")
    page.keyboard.press("Escape")
    expect(field).to_be_visible()
    keyboard.send("Input.insertText", {"text": "大"})
    page.wait_for_timeout(150)
    field.fill("雨季")
    with page.expect_response("**/links/?q=*"):
        field.press("End")
        page.keyboard.type("之")
    page.keyboard.press("Escape")
    expect(field).to_be_hidden()
    assert desk.body == "见[上一届大会](/posts/a%28b%29/)。"

    with page.expect_event("load"):
        page.keyboard.press("Control+s")
    expect(page.locator(BODY)).to_be_focused()
    assert desk.caret() == 3, "who saves from the keyboard writes on"
    page.keyboard.press("Control+End")
    page.click(".toolbar button:text-is('链接')")
    field.fill("修好水渠")
    page.locator(".link-list button").first.click()
    assert re.fullmatch(r"见.*。\[雨季之前修好水渠\]\(/posts/[^)]+/\)", desk.body)
    assert page.faults == []


def test_a_videos_page_becomes_a_poster_and_another_address_is_refused_in_words(desk):
    page, field = desk.page, desk.page.locator("#video_field")
    desk.write("开幕。")
    put_caret(page, 3)
    page.click(".toolbar button:text-is('视频')")
    field.fill("https://www.youtube.com/watch?v=1")
    field.press("Enter")
    expect(page.locator(".link-dialog[open] [role=status]")).to_have_text(re.compile("这不是哔哩哔哩或腾讯视频"))

    field.fill("https：//www.bilibili.com/video/BV1xx411c7mD/")
    field.press("Enter")
    assert desk.body == "开幕。\n\nhttps://www.bilibili.com/video/BV1xx411c7mD/\n"
    assert desk.focused() == "正文"
    expect(shown(page).locator(".prose a[href*='bilibili.com/video/BV1xx411c7mD']")).to_be_attached()


def test_what_an_app_shares_and_the_code_of_a_player_hold_the_videos_page(desk):
    page, field = desk.page, desk.page.locator("#video_field")
    shared = "https://www.bilibili.com/video/BV1xx411c7mD/?share_source=copy_web"
    player = '<iframe src="//player.bilibili.com/player.html?isOutside=true&amp;bvid=BV1xx411c7mD&amp;p=1"></iframe>'
    for pasted, becomes in (
        (f"【雨季之前-哔哩哔哩】 {shared}", shared),
        (player, "https://player.bilibili.com/player.html?isOutside=true&bvid=BV1xx411c7mD&p=1"),
    ):
        desk.write("开幕。")
        put_caret(page, 3)
        page.click(".toolbar button:text-is('视频')")
        field.fill(pasted)
        field.press("Enter")
        assert desk.body == f"开幕。\n\n{becomes}\n"
        expect(shown(page).locator(".prose a[href*='bilibili.com/video/BV1xx411c7mD']")).to_be_attached()

    page.click(".toolbar button:text-is('视频')")
    field.fill("【雨季之前】 https://b23.tv/aBc123")
    field.press("Enter")
    expect(page.locator(".link-dialog[open] [role=status]")).to_have_text(re.compile("短地址"))


def test_words_that_are_only_an_example_are_written_over(desk):
    page, keys = desk.page, desk.page.keyboard
    desk.write("开幕。\n\n")
    put_caret(page, 5)
    page.click(".toolbar button:text-is('小标题')")
    keys.type("怎么用")
    assert desk.body == "开幕。\n\n## 怎么用"

    page.click(".toolbar button:text-is('表格')")
    keys.type("日子")
    assert desk.body == "开幕。\n\n## 怎么用\n\n| 日子 | 第二列 |\n| --- | --- |\n| 内容 | 内容 |\n"


def test_what_is_put_beside_the_text_does_not_cut_a_sentence(desk):
    desk.write("晚上七点，老围墙亮了。\n\n第二段。")
    for place, becomes in (
        (3, "晚上七点，老围墙亮了。\n\n---\n\n第二段。"),
        (0, "---\n\n晚上七点，老围墙亮了。\n\n---\n\n第二段。"),
    ):
        put_caret(desk.page, place)
        desk.page.click(".toolbar button:text-is('分隔线')")
        assert desk.body == becomes
    put_caret(desk.page, len(desk.body) - 2)
    desk.page.click(".toolbar button:text-is('分隔线')")
    assert desk.body.endswith("\n\n第二段。\n\n---\n")


def test_keys_do_what_their_list_says_until_the_account_switches_them_off(open_desk):
    desk = open_desk("admin")
    page, keys = desk.page, desk.page.keyboard
    desk.write("甲\n乙")
    for combination, becomes in [
        ("Control+Shift+Digit8", "- 甲\n- 乙"),
        ("Control+Alt+Digit2", "## 甲\n## 乙"),
        ("Control+b", "**甲\n乙**"),
        ("Control+i", "*甲\n乙*"),
    ]:
        page.focus(BODY)
        keys.press("Control+a")
        keys.press(combination)
        assert desk.body == becomes
        keys.press("Control+z")
    keyboard = compose(page, "jia")
    keys.press("Control+b")
    keyboard.send("Input.insertText", {"text": "加"})
    assert "**" not in desk.body

    page.wait_for_timeout(150)
    keys.press("Control+/")
    dialog = page.locator(".keys-dialog")
    expect(dialog).to_contain_text("Ctrl/⌘ Shift P")
    dialog.locator("button:text-is('关闭快捷键')").click()
    expect(dialog).to_contain_text("快捷键已关闭")
    keys.press("Escape")
    before = desk.body
    page.focus(BODY)
    keys.press("Control+b")
    assert desk.body == before
    page.click(".toolbar button:text-is('帮助')")
    dialog.locator("button:text-is('打开快捷键')").click()
    expect(dialog).to_contain_text("快捷键已打开")
    assert page.faults == []


def test_a_save_finishes_the_word_first(desk):
    page = desk.page
    desk.write("先")
    page.focus(BODY)
    page.keyboard.press("Control+End")
    compose(page, "xie")
    with page.expect_event("load"):
        page.keyboard.press("Control+s")
    assert desk.body == "先xie"


@pytest.mark.parametrize(("width", "dark"), [(390, False), (1280, True)])
def test_screens_have_no_barriers_and_no_sideways_scrolling(open_desk, width, dark):
    desk = open_desk("editor", width=width, dark=dark)
    page = desk.page
    desk.write(PARTS)
    if width < 1280:
        page.click(".modes button:text-is('预览')")
        expect(page.locator(BODY)).to_be_hidden()
    expect(shown(page).locator(".prose h2")).to_have_count(8)
    assert not too_wide(page)
    assert page.faults == []
    found = barriers(page)
    page.click(".modes button:text-is('编辑')")
    for label, name in [("链接", "插入链接"), ("视频", "插入视频"), ("帮助", "快捷键")]:
        page.click(f".toolbar button:text-is('{label}')")
        expect(page.get_by_role("dialog", name=name)).to_be_visible()
        found += barriers(page)
        page.keyboard.press("Escape")

    page.click(".toolbar button:text-is('专注写作')")
    for gone in (".panel-checks", "#header", ".toolbar", ".field-description", ".preview-pane"):
        expect(page.locator(gone).first).to_be_hidden()
    expect(page.locator("[name=title]")).to_be_visible()
    found += barriers(page)
    keyboard = compose(page, "zhuan")
    page.keyboard.press("Escape")
    expect(page.locator(".leave-focus")).to_be_visible()
    keyboard.send("Input.insertText", {"text": "专"})
    page.wait_for_timeout(150)
    page.keyboard.press("Escape")
    expect(page.locator(".leave-focus")).to_be_hidden()

    page.goto("/admin/articles/article/help/")
    expect(page.frame_locator(".effects-frame").locator("ruby")).to_be_visible()
    assert not too_wide(page)
    found += barriers(page)
    assert found == []
