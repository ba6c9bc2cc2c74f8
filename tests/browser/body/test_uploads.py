"""Pictures pasted and dropped into the body: progress, failure that can be tried again, and what is never lost."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PASSWORD
from tests.factories import image_bytes

from .desk import BODY, Desk, Held, photo

UPLOAD = "**/media/image/upload/"
PICTURE = r"!\[\]\(\d{4}/\d{2}/[^)]+\)"


@pytest.fixture
def held(desk):
    return Held(desk.page, UPLOAD)


def test_pictures_keep_their_places_while_they_are_uploaded_two_at_a_time(desk, held):
    desk.write("开头。\n\n结尾。")

    desk.paste(photo("一.jpg"), photo("二[1].jpg"), photo("三.jpg"), at=3)

    places = [f"![正在上传：{name}.jpg](upload:{number})" for number, name in enumerate(("一", "二1", "三"), 1)]
    assert desk.body == "开头。\n\n" + "\n\n".join(places) + "\n\n结尾。"
    held.wait_for(desk.page, 2)
    assert len(held.waiting) == 2
    assert desk.rows.count() == 3
    expect(desk.rows.first.locator("progress")).to_be_visible()
    assert desk.rows.first.locator("progress").get_attribute("aria-label") == "一.jpg"

    # The writer goes on writing; what arrives goes to its place, not to the caret.
    desk.page.keyboard.press("Control+End")
    desk.page.keyboard.type("又一句。")
    held.let_go()
    held.wait_for(desk.page, 1)
    held.let_go()

    desk.expect_body(re.compile(rf"^开头。\n\n({PICTURE}\n\n){{3}}结尾。又一句。$"))
    assert desk.page.evaluate("document.activeElement.name") == "body"
    assert desk.caret() == len(desk.body)
    assert desk.rows.count() == 0


def test_a_failure_stays_on_the_screen_and_works_when_the_network_is_back(desk):
    desk.page.route(UPLOAD, lambda route: route.abort())
    desk.drop(photo("现场.jpg"))

    desk.expect_body("![上传失败：现场.jpg](upload:1)\n")
    expect(desk.rows).to_have_text(re.compile("上传失败：现场.jpg 网络断了。连上以后再试。"))
    assert desk.page.inner_text("[role=status].upload-status").startswith("上传失败")
    desk.page.unroute(UPLOAD)
    desk.button("重试").click()

    desk.expect_body(re.compile(rf"^{PICTURE}\n$"))
    assert desk.rows.count() == 0


def test_a_failed_picture_and_its_line_are_deleted_together(desk):
    desk.write("前。\n\n后。")
    desk.page.route(UPLOAD, lambda route: route.abort())
    desk.paste(photo(), at=2)
    desk.expect_body(re.compile("上传失败"))

    desk.button("删除").click()

    desk.expect_body("前。\n\n后。")
    assert desk.rows.count() == 0
    assert desk.page.evaluate("document.activeElement.name") == "body"


def test_an_upload_is_cancelled(desk, held):
    desk.paste(photo("一.jpg"), photo("二.jpg"), photo("三.jpg"))
    held.wait_for(desk.page, 2)

    desk.rows.nth(2).locator("button").click()
    desk.rows.nth(0).locator("button").click()

    desk.expect_body(re.compile(r"^!\[正在上传：二.jpg\]\(upload:2\)\n+$"))
    assert desk.rows.count() == 1


ANSWERS = [
    (413, "<html>too large</html>", "文件太大，服务器没有收。压缩后再传。"),
    (507, '{"message": "服务器空间不足，什么都没有存。告诉管理员。"}', "服务器空间不足"),
    (502, "<html>bad gateway</html>", "服务器出错了。过一会儿再试。"),
    (403, "<html>CSRF</html>", "登录已过期。"),
]


def test_each_refusal_is_told_in_words(desk):
    answers = iter(ANSWERS)

    def refuse(route):
        status, body, _words = next(answers)
        route.fulfill(status=status, body=body)

    desk.page.route(UPLOAD, refuse)
    for number, (_status, _body, words) in enumerate(ANSWERS):
        desk.paste(photo())
        expect(desk.rows.nth(number)).to_contain_text(words)


def test_the_server_says_why_it_takes_a_file_not(desk):
    desk.drop(photo("图.svg", "image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg'/>"))
    expect(desk.rows.nth(0)).to_contain_text("“图.svg”不能用。只支持 JPEG、PNG、WebP、GIF 图片。")
    desk.drop(photo("IMG_1.heic", "image/heic", b"\0\0\0\x18ftypheic" + b"\0" * 40))
    expect(desk.rows.nth(1)).to_contain_text("HEIC")
    desk.drop(["大.jpg", "image/jpeg", 15 * 1024 * 1024 + 1])
    expect(desk.rows.nth(2)).to_contain_text("“大.jpg”有 15.1 MB，最大 15 MB。压缩后再传。")
    # The same file would be refused again, so another one is asked for.
    assert desk.rows.locator("button.primary").all_inner_texts() == ["选择文件…"] * 3


def test_the_same_picture_again_is_the_one_of_the_library(desk):
    file = photo("现场.jpg")
    desk.paste(file)
    desk.expect_body(re.compile(rf"^{PICTURE}\n$"))
    first = desk.body.strip()

    desk.paste([f"别名.{file[0].rpartition('.')[2]}", *file[1:]], at=0)

    desk.expect_body(re.compile(rf"^{re.escape(first)}\n\n+{re.escape(first)}\n$"))
    assert "别名.jpg：已存在相同图片，已为你选中。" in desk.page.inner_text(".upload-status")


def test_a_file_that_misses_the_body_does_not_replace_the_page(desk):
    assert not desk.drop(["a.jpg", "image/jpeg", 1], on="h1")

    assert "把图片拖到正文框里。" in desk.page.inner_text(".upload-status")
    assert desk.body == ""


def test_more_than_twenty_files_are_taken_in_parts(desk, held):
    desk.drop(*[photo(f"{number}.jpg", data=b"x") for number in range(23)])

    assert desk.body.count("正在上传") == 20
    assert "一次最多 20 张，还有 3 张没有上传" in desk.page.inner_text(".upload-status")


def test_undo_takes_the_picture_back_step_by_step_and_the_placeholder_offers_it_again(desk):
    desk.write("一句。\n\n")
    desk.paste(photo())
    desk.expect_body(re.compile(rf"{PICTURE}\n$"))
    done = desk.body

    desk.page.focus(BODY)
    desk.page.keyboard.press("Control+z")
    assert "![正在上传：" in desk.body
    expect(desk.rows).to_contain_text("已经上传，但那一行又变回了占位文字")
    desk.button("恢复").click()
    assert desk.body == done
    for _ in range(2):
        desk.page.keyboard.press("Control+z")
    assert desk.body == "一句。\n\n"


def test_a_login_that_ended_is_recognised_and_the_file_waits_for_the_new_one(visit):
    desk = Desk(visit("writer"))
    other = desk.page.context.new_page()
    other.goto("/admin/")
    other.click("#logout-form button")
    other.wait_for_load_state()
    desk.paste(photo())
    expect(desk.rows).to_contain_text("登录已过期。在另一个窗口重新登录，再点“重试”；文件还在。")

    with desk.page.expect_popup() as popup:
        desk.rows.locator("a").click()
    login = popup.value
    login.fill("input[name=username]", "writer")
    login.fill("input[name=password]", PASSWORD)
    with login.expect_navigation():
        login.click("#login-form [type=submit]")
    desk.button("重试").click()

    desk.expect_body(re.compile(rf"^{PICTURE}\n$"))


def test_lines_left_by_an_earlier_visit_say_what_to_do(desk, held):
    desk.write("前。\n\n")
    desk.paste(photo("现场.jpg"))
    held.wait_for(desk.page, 1)
    desk.page.click(".submit-bar button[name=_save]")
    with desk.page.expect_event("load"):
        desk.button("现在就保存，不等图片").click()
    desk.page.unroute(UPLOAD)

    assert desk.body == "前。\n\n![上传失败：现场.jpg](upload:1)\n"
    expect(desk.rows).to_contain_text("“现场.jpg”没有跟过来，不在媒体库里。选择文件，或者删除这一行。")
    desk.paste(photo("另一张.jpg"), at=len(desk.body))
    desk.expect_body(re.compile(rf"upload:1\)\n\n{PICTURE}\n$"))
    with desk.page.expect_file_chooser() as chooser:
        desk.button("选择文件…").click()
    chooser.value.set_files({"name": "现场.jpg", "mimeType": "image/jpeg", "buffer": image_bytes(400, 300, (1, 9, 5))})
    desk.expect_body(re.compile(rf"^前。\n\n{PICTURE}\n\n{PICTURE}\n$"))


def test_saving_waits_for_the_pictures(desk, held):
    desk.paste(photo())
    held.wait_for(desk.page, 1)
    desk.page.click(".submit-bar button[name=_save]")
    assert "还有 1 张图片正在上传，传完就保存。" in desk.notices.inner_text()

    with desk.page.expect_event("load"):
        held.let_go()

    assert not desk.unsent
    assert re.fullmatch(rf"{PICTURE}\n", desk.body)


@pytest.mark.parametrize("change_of_mind", [True, False])
def test_nothing_is_saved_when_the_picture_failed_or_the_writer_thought_again(desk, held, change_of_mind):
    desk.paste(photo())
    held.wait_for(desk.page, 1)
    desk.page.click(".submit-bar button[name=_save]")

    if change_of_mind:
        desk.button("先不保存").click()
        held.let_go()
        desk.expect_body(re.compile(rf"^{PICTURE}\n$"))
    else:
        held.waiting.pop().abort()
        expect(desk.rows).to_contain_text("网络断了")
        assert "还没有保存：有图片没有传上去。" in desk.page.inner_text(".upload-status")

    assert desk.notices.count() == 0
    assert desk.unsent
