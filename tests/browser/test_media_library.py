"""The media library as an editor uses it: a backlog of 配图一 cleared in one visit, a picture replaced."""

import pytest

from .looks import barriers_at

BACKLOG = """
from media.building import build_missing
from media.models import Image
from tests.factories import make_image, make_published
names = [make_image(f"2022070114{n}.jpg", width=800 + 10 * n).name for n in range(7)]
build_missing(Image.objects.all(), lambda done, total: None)
body = "\\n\\n一段话。\\n\\n".join(f"![配图一]({name})" for name in names)
make_published(title="社区里的七张图", slug="seven", body=body)
"""
SCREENS = ["/admin/media/image/alt/", "/admin/media/image/1/replace/", "/admin/media/image/1/change/"]


@pytest.fixture(scope="module")
def backlog(site):
    site.manage("shell", "--no-imports", "-c", BACKLOG)
    return site


def test_screens_have_no_barrier_and_do_not_scroll_sideways(backlog, visit):
    assert barriers_at(visit("editor"), SCREENS) == {}


@pytest.mark.parametrize("width", [390])
def test_an_editor_clears_seven_placeholders_in_one_visit_by_keyboard(backlog, visit, width):
    page = visit("editor", width=width)
    page.goto("/admin/media/image/")
    page.click("text=补写替代文本（7）")

    page.focus("input[name$='-alt'] >> nth=0")
    for number in range(1, 8):
        page.keyboard.type(f"楼道里的屏幕，第 {number} 张")
        page.keyboard.press("Tab")  # to the caption
        page.keyboard.press("Tab")  # to the tick
        page.keyboard.press("Tab")  # to the article
        page.keyboard.press("Tab")  # to the next picture
        page.keyboard.press("Tab")  # to its text
    page.click("input[type=submit][value=保存]")

    page.wait_for_selector("text=7 张图片已有替代文本。")
    page.goto("/posts/seven/")
    alts = page.evaluate("[...document.querySelectorAll('.prose img')].map(img => img.alt)")
    assert sorted(alts) == [f"楼道里的屏幕，第 {number} 张" for number in range(1, 8)]


def test_an_editor_replaces_a_file_and_readers_see_it(backlog, visit, tmp_path):
    from PIL import Image

    Image.new("RGB", (800, 400), "teal").save(tmp_path / "新图.png")
    page = visit("editor")
    page.goto("/posts/seven/")
    before = page.get_attribute("#img-1 img", "src")
    page.goto("/admin/media/image/1/change/")
    page.click("text=替换文件")
    page.set_input_files("input[type=file]", tmp_path / "新图.png")
    page.click("input[type=submit]")
    page.wait_for_selector("text=文件已替换")

    page.goto("/posts/seven/")

    assert page.get_attribute("#img-1 img", "src") != before
    assert page.get_attribute("#img-1 img", "width") == "750"
    page.locator("#img-1 img").scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.querySelector('#img-1 img').naturalWidth") > 0
