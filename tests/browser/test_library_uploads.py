"""Pictures brought into the library: dropped anywhere on its page, pasted, chosen; what is said of each."""

import re

import pytest
from playwright.sync_api import expect

from tests.media.pictures import encoded
from tests.media.test_fingerprint import scene

from .body.desk import TRANSFER, Held, photo
from .looks import barriers_in_every_look

LIBRARY, UPLOAD = "/admin/media/image/", "**/media/image/upload/"
BROKEN = photo("坏图.jpg", data=b"\xff\xd8\xff" + b"x" * 50)


class Wall:
    """The library's page, as somebody uses it who has pictures to bring."""

    def __init__(self, page, address=LIBRARY):
        self.page = page
        page.goto(address)
        expect(page.locator(".media-upload.scripted")).to_be_visible()
        self.rows = page.locator(".uploads li")
        self.status = page.locator(".upload-status")

    def drop(self, *files, on="#content h1"):
        return self.page.evaluate(TRANSFER, ["drop", files, {}, None, on])

    def paste(self, *files, **texts):
        kinds = {f"text/{kind}": text for kind, text in texts.items()}
        return self.page.evaluate(TRANSFER, ["paste", files, kinds, None, "#searchbar" if texts else "#content h1"])

    def expect_figures(self, added, same, failed):
        expect(self.status).to_have_text(f"添加 {added} 张，已有 {same} 张，未上传 {failed} 张。")

    def choose(self, row, words):
        self.rows.nth(row).locator(f"button:has-text('{words}')").click()


@pytest.fixture(scope="module")
def seeds():
    """Numbers of scenes that no other test of this site has uploaded."""
    return iter(range(1000, 9999))


@pytest.mark.parametrize("width", [390, 1280])
def test_pictures_dropped_anywhere_go_in_two_at_a_time_and_are_described_next(site, visit, width):
    wall = Wall(visit("writer", width=width))
    held = Held(wall.page, UPLOAD)

    wall.drop(photo("一.jpg"), photo("二.jpg"), photo("三.jpg"))

    held.wait_for(wall.page, 2)
    expect(wall.rows).to_have_count(3)
    expect(wall.rows.first.locator("progress")).to_be_visible()
    expect(wall.status).to_have_text("共 3 张，已处理 0 张。")
    held.let_go()
    held.wait_for(wall.page, 1)
    held.let_go()
    wall.expect_figures(3, 0, 0)
    wall.page.click("a[href*='ids=']:has-text('补写替代文本（3）')")  # the page's own link may count three as well
    wall.page.wait_for_url("**/alt/?ids=*")
    assert wall.page.locator("input[name=picture]").count() == 3
    assert wall.page.faults == []


def test_a_pasted_picture_goes_in_and_pasted_text_stays_text(site, visit):
    wall = Wall(visit("writer"))

    wall.paste(photo("截图.png"))

    wall.expect_figures(1, 0, 0)
    expect(wall.rows).to_have_text(re.compile(r"已添加：\d{4}/\d{2}/截图"))

    # A library without a picture has no search box, so the text comes second.
    wall = Wall(wall.page)
    assert wall.paste(photo("截图.png"), plain="会场"), "the search box takes its text"
    expect(wall.rows).to_have_count(0)


def test_a_failure_says_why_and_is_tried_again_or_taken_off(site, visit):
    wall = Wall(visit("writer"))
    wall.page.route(UPLOAD, lambda route: route.abort())
    wall.drop(photo("断网.jpg"), photo("不要.jpg"))
    wall.expect_figures(0, 0, 2)
    expect(wall.rows.first).to_have_text(re.compile("上传失败：断网.jpg 网络断了。连上以后再试。"))
    wall.page.unroute(UPLOAD)

    wall.choose(1, "移出列表")
    wall.choose(0, "重试")

    wall.expect_figures(1, 0, 0)
    expect(wall.rows).to_have_count(1)


def test_an_upload_is_cancelled_and_the_others_go_on(site, visit):
    wall = Wall(visit("writer"))
    held = Held(wall.page, UPLOAD)
    wall.drop(photo("一.jpg"), photo("二.jpg"), photo("三.jpg"))
    held.wait_for(wall.page, 2)

    wall.choose(2, "取消")
    wall.choose(0, "取消")
    held.waiting.pop(0)
    held.let_go()

    wall.expect_figures(1, 0, 0)
    expect(wall.rows).to_have_text(re.compile("二"))


def alike(seed):
    return photo(f"相似{seed}.jpg", data=encoded(scene(seed).resize((600, 400)), "JPEG", quality=70))


def test_the_like_of_a_picture_is_given_up_or_kept_and_the_same_is_not_added(site, visit, seeds):
    first, second = next(seeds), next(seeds)
    originals = [photo(f"原图{seed}.jpg", data=encoded(scene(seed), "JPEG", quality=95)) for seed in (first, second)]
    wall = Wall(visit("writer"))
    wall.drop(*originals)
    wall.expect_figures(2, 0, 0)
    wall = Wall(wall.page)

    wall.drop(alike(first), alike(second), originals[0])
    wall.expect_figures(2, 1, 0)
    expect(wall.rows.nth(0)).to_have_text(re.compile(f"原图{first}.jpg”很像"))
    expect(wall.rows.nth(2)).to_have_text(re.compile("已存在相同图片"))
    wall.choose(0, "使用已有的")
    wall.choose(1, "都保留")

    expect(wall.rows.nth(0)).to_have_text(re.compile("使用已有的，刚传的已删除。"))
    wall.expect_figures(1, 2, 0)
    for name, number in {f"相似{first}": 0, f"相似{second}": 1, f"原图{first}": 1}.items():
        wall.page.goto(f"{LIBRARY}?q={name}")
        assert wall.page.locator("#result_list tbody tr").count() == number, name
    assert wall.page.faults == []


def test_every_kind_of_row_and_both_views_are_without_barriers(site, visit, seeds):
    seed = next(seeds)
    wall = Wall(visit("editor"))
    wall.drop(photo("原图.jpg", data=encoded(scene(seed), "JPEG", quality=95)))
    wall.expect_figures(1, 0, 0)
    for view in ("grid", "list"):
        wall = Wall(wall.page, f"{LIBRARY}?view={view}")
        wall.drop(alike(seed), photo("新.jpg"), BROKEN)
        expect(wall.status).to_have_text(re.compile("未上传 1 张"))

        assert barriers_in_every_look(wall.page) == []


def test_a_menu_of_the_library_closes_by_escape_and_the_view_is_remembered(site, visit):
    page = visit("writer")
    wall = Wall(page)
    wall.drop(photo("一.jpg"))
    wall.expect_figures(1, 0, 0)
    wall = Wall(page)
    page.click("summary:has-text('需要处理')")
    expect(page.locator("details[open] a:has-text('相似图片')")).to_be_visible()

    page.keyboard.press("Escape")
    expect(page.locator("details[open]")).to_have_count(0)
    page.click("text=列表")
    page.wait_for_selector("body.library-list")
    page.goto(LIBRARY)

    page.wait_for_selector("body.library-list")


def test_without_javascript_several_files_are_posted_by_the_form(site, visit, tmp_path):
    files = []
    for number in range(2):
        files.append(tmp_path / f"无脚本{number}.jpg")
        files[-1].write_bytes(encoded(scene(500 + number)))
    page = visit("writer", javascript=False)
    page.goto(LIBRARY)

    page.set_input_files("input[type=file]", files)
    page.click(".media-files button")
    page.wait_for_selector("text=已添加 2 张图片。")

    assert page.locator("text=无脚本").count() == 2


def test_the_upload_page_takes_drops_too(site, visit):
    wall = Wall(visit("writer"), "/admin/media/image/add/")

    wall.drop(photo("一.jpg"), BROKEN)

    wall.expect_figures(1, 0, 1)
    wall.page.click("text=在媒体库里显示")
    wall.page.wait_for_url(f"**{LIBRARY}")
