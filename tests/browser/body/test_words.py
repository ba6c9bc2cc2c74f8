"""The words of a picture, written beside the text: by keyboard, with an input method, on a phone."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.looks import barriers, too_wide

from .desk import BODY, photo

UPLOAD = "**/media/image/upload/"


def uploaded(desk, *names):
    """Paste pictures and wait until the fields are there."""
    desk.paste(*[photo(name) for name in names])
    desk.expect_body(re.compile(rf"^(!\[\]\(\d{{4}}/[^)]+\)\s+){{{len(names)}}}$"))
    expect(desk.form).to_be_visible()
    return re.findall(r"\((.*?)\)", desk.body)


def test_the_fields_wait_below_the_text_and_go_through_several_pictures(desk):
    [first] = uploaded(desk, "一.jpg")
    desk.paste(photo("二.jpg"))
    desk.expect_body(re.compile(r"^(!\[\]\(\d{4}/[^)]+\)\s+){2}$"))
    second = re.findall(r"\((.*?)\)", desk.body)[1]
    keys = desk.page.keyboard
    assert desk.focused() == "正文"
    assert "按 Tab 写替代文本" in desk.page.inner_text(".upload-status")
    expect(desk.form.locator("h2")).to_have_text(re.compile("第 1 张，共 2 张"))

    keys.press("Tab")
    assert desk.focused() == "替代文本（必填）"
    keys.press("Enter")
    assert desk.form.locator("[role=alert]").inner_text() == "写一句图里有什么，或者勾选“仅作装饰”。"
    keys.type("志愿者[四十人]换土")
    keys.press("Tab")
    keys.type('三月的"屋顶"')
    keys.press("Tab")
    keys.type("居委会 供图")
    keys.press("Enter")

    expect(desk.form.locator("h2")).to_have_text(re.compile("第 2 张，共 2 张"))
    assert desk.focused() == "替代文本（必填）"
    keys.press("Tab")
    keys.press("Tab")
    keys.press("Tab")
    keys.press("Space")
    desk.form.locator("button[type=submit]").click()
    expect(desk.form).to_be_hidden()
    assert desk.focused() == "正文"
    assert desk.body == rf'![志愿者\[四十人\]换土]({first} "三月的\"屋顶\"")' + f"\n\n![]({second})\n"

    known = [
        desk.page.request.get(f"/admin/media/image/words/?name={name}").json()["image"] for name in (first, second)
    ]
    assert (known[0]["credit"], known[0]["decorative"]) == ("居委会 供图", False)
    assert (known[0]["alt"], known[0]["caption"]) == ("志愿者[四十人]换土", '三月的"屋顶"')
    assert (known[1]["credit"], known[1]["decorative"]) == ("", True)
    desk.page.focus(BODY)
    keys.press("Control+z")
    assert desk.body == f"![]({first})\n\n![]({second})\n"


def test_escape_and_later_leave_it_for_later_and_the_button_brings_it_back(desk):
    [name] = uploaded(desk, "一.jpg")
    desk.page.keyboard.press("Tab")
    desk.page.keyboard.press("Escape")
    expect(desk.form).to_be_hidden()
    assert desk.focused() == "正文"
    assert "以后再写" in desk.page.inner_text(".upload-status")

    desk.write(f'前。\n\n![旧](<{name}> "旧说明"){{.wide}}\n\n后。')
    describe = desk.page.locator(".toolbar button:text-is('图片说明')")
    desk.page.evaluate("document.querySelector('[name=body]').setSelectionRange(0, 0)")
    describe.click()
    assert "先把光标放在一行图片里" in desk.page.inner_text(".upload-status")
    expect(desk.form).to_be_hidden()
    desk.page.focus(BODY)
    desk.page.evaluate("document.querySelector('[name=body]').setSelectionRange(8, 8)")
    expect(describe).to_have_class(re.compile("ready"))
    describe.click()

    expect(desk.form).to_be_visible()
    assert desk.focused() == "替代文本（必填）"
    assert [desk.form.locator("input").nth(number).input_value() for number in (0, 1)] == ["旧", "旧说明"]
    desk.form.locator("input").nth(0).fill("新")
    desk.form.locator("input").nth(1).fill("")
    desk.button("完成").click()
    desk.expect_body(f"前。\n\n![新]({name}){{.wide}}\n\n后。")


def test_of_two_equal_lines_the_one_with_the_caret_changes(desk):
    [name] = uploaded(desk, "一.jpg")
    desk.page.keyboard.press("Escape")
    desk.write(f"![]({name})\n\n![]({name})")
    end = len(desk.body)
    desk.page.evaluate(f"document.querySelector('[name=body]').setSelectionRange({end}, {end})")
    desk.page.click(".toolbar button:text-is('图片说明')")
    desk.form.locator("input").first.fill("第二处")
    desk.button("完成").click()

    desk.expect_body(f"![]({name})\n\n![第二处]({name})")


def test_return_and_escape_belong_to_the_input_method_while_it_composes(desk):
    uploaded(desk, "一.jpg")
    desk.page.keyboard.press("Tab")
    session = desk.page.context.new_cdp_session(desk.page)
    session.send("Input.imeSetComposition", {"text": "hua yuan", "selectionStart": 8, "selectionEnd": 8})
    for key in ("Enter", "Escape"):
        session.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", "key": key, "windowsVirtualKeyCode": 229})
        init = f"{{key: '{key}', isComposing: true, bubbles: true, cancelable: true}}"
        desk.page.evaluate(f"document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {init}))")
    expect(desk.form).to_be_visible()
    session.send("Input.insertText", {"text": "花园"})
    # macOS sends the Return that chose the word once more, right after it.
    desk.page.keyboard.press("Enter")

    expect(desk.form).to_be_visible()
    assert desk.form.locator("input").first.input_value() == "花园"
    desk.page.wait_for_timeout(150)
    desk.page.keyboard.press("Enter")
    expect(desk.form).to_be_hidden()
    assert desk.body.startswith("![花园](")
    assert desk.unsent


def test_a_picture_that_arrives_waits_until_a_word_is_composed(desk):
    waiting = []

    def hold(route):
        waiting.append(route)

    desk.page.route(UPLOAD, hold)
    desk.paste(photo())
    desk.page.focus("[name=title]")
    session = desk.page.context.new_cdp_session(desk.page)
    session.send("Input.imeSetComposition", {"text": "ni", "selectionStart": 2, "selectionEnd": 2})
    with desk.page.expect_response(UPLOAD):
        waiting.pop().continue_()
    desk.page.wait_for_timeout(300)
    assert "正在上传" in desk.body
    assert desk.focused().startswith("标题")

    session.send("Input.insertText", {"text": "你"})

    desk.expect_body(re.compile(r"^!\[\]\(\d{4}"))
    assert desk.focused().startswith("标题")
    assert desk.page.input_value("[name=title]") == "雨季之前你"


def test_the_credit_of_anothers_picture_is_shown_and_not_offered(desk, open_desk):
    editor = open_desk("editor")
    [name] = uploaded(editor, "编辑的.jpg")
    desk.write(f"![]({name})")
    desk.page.evaluate("document.querySelector('[name=body]').setSelectionRange(3, 3)")
    desk.page.click(".toolbar button:text-is('图片说明')")

    expect(desk.form).to_be_visible()
    assert "图源只有上传这张图的人和编辑可以改。" in desk.form.inner_text()
    assert desk.form.locator("input").nth(2).is_disabled()
    desk.form.locator("input").first.fill("大屏前的值班员")
    desk.button("完成").click()
    desk.expect_body(f"![大屏前的值班员]({name})")


def test_a_credit_that_was_not_kept_is_told_and_can_be_sent_again(desk):
    uploaded(desk, "一.jpg")
    desk.page.route("**/media/image/words/", lambda route: route.abort())
    desk.form.locator("input").nth(0).fill("换土")
    desk.form.locator("input").nth(2).fill("居委会")
    desk.button("完成").click()

    expect(desk.form.locator("[role=alert]")).to_contain_text("但图源没有保存：网络断了")
    assert desk.body.startswith("![换土](")
    desk.page.unroute("**/media/image/words/")
    desk.button("完成").click()
    expect(desk.form).to_be_hidden()


PLACES = """
() => {
  const area = document.querySelector("[name=body]");
  const { top, bottom } = area.getBoundingClientRect();
  const below = document.querySelector(".below-body").getBoundingClientRect().top;
  return { top, bottom, below, left: area.scrollHeight - area.clientHeight - area.scrollTop };
}
"""


@pytest.mark.parametrize("width", [390, 1280])
def test_the_line_that_is_written_stays_in_sight_when_the_fields_open(open_desk, width):
    desk = open_desk(width=width)
    desk.write("很长的一段。\n\n" * 60)
    desk.paste(photo(), at=len(desk.body))
    expect(desk.form).to_be_visible()
    desk.page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    desk.page.keyboard.type("接着写")

    places = desk.page.evaluate(PLACES)

    assert desk.body.endswith("接着写")
    assert 0 <= places["top"] < places["bottom"] <= places["below"] + 1
    assert places["left"] <= 30, "the last line, with the caret, is not scrolled away"


@pytest.mark.parametrize(("width", "dark"), [(390, True), (1280, False)], ids=["phone, dark", "desk, light"])
def test_everything_below_the_text_is_readable_for_everybody(open_desk, width, dark):
    desk = open_desk(width=width, dark=dark)
    uploaded(desk, "一.jpg")
    desk.page.route(UPLOAD, lambda route: route.abort())
    desk.paste(photo("一个名字很长很长很长很长很长很长很长的文件-IMG_20260301_120000.jpg"))
    remote = '<img src="https://mmbiz.qpic.cn/a/640"><img src="https://mmbiz.qpic.cn/b/640">'
    desk.paste(html=f"<p>一<b>二</b></p>{remote}", plain="一二")
    desk.button("逐张选择").click()

    assert barriers(desk.page) == []
    assert not too_wide(desk.page)
    assert [fault for fault in desk.page.faults if "ERR_FAILED" not in fault] == []
