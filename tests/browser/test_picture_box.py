"""The picture of a topic, an author or the site: chosen from the library or sent, where Django has a number."""

import pytest
from playwright.sync_api import expect

from tests.browser.looks import barriers, too_wide
from tests.media.pictures import jpeg

SOME = """
from tests.factories import make_image, make_topic
make_topic("有封面的专题")
make_image("灯会.jpg", alt="街边的灯")
"""


@pytest.fixture(scope="module")
def filled(site):
    site.manage("shell", "--no-imports", "-c", SOME)
    return site


def at_topic(page):
    page.goto("/admin/articles/topic/")
    page.click("th a:text-is('有封面的专题')")
    return page.locator(".field-cover")


@pytest.mark.parametrize("width", [390, 1280])
def test_a_cover_is_chosen_from_the_library_and_taken_away_again(filled, visit, width):
    page = visit("chief", width=width)
    box = at_topic(page)
    box.get_by_text("从媒体库选").click()
    page.fill("dialog.library input[type=search]", "街边的灯")
    page.locator("dialog.library li button", has_text="街边的灯").click()
    expect(box.locator(".chosen img")).to_have_attribute("alt", "街边的灯")
    page.click("[name=_continue]")
    expect(box.locator(".chosen img")).to_have_attribute("alt", "街边的灯")
    box.get_by_role("button", name="不用图片").click()
    page.click("[name=_continue]")
    expect(box.locator(".chosen img")).to_have_count(0)
    assert page.faults == []
    assert barriers(page) == []
    assert not too_wide(page)


def test_a_picture_is_sent_from_the_form(filled, visit, tmp_path):
    file = tmp_path / "头像.jpg"
    file.write_bytes(jpeg(shade=77))
    page = visit("chief")
    page.goto("/admin/articles/author/add/")
    page.fill("#id_name", "新来的人")
    with page.expect_file_chooser() as chooser:
        page.locator(".field-portrait").get_by_text("上传").click()
    chooser.value.set_files(file)
    expect(page.locator(".field-portrait .upload-status")).to_have_text("已上传：头像.jpg")
    page.click("[name=_continue]")
    expect(page.locator(".field-portrait .chosen .name")).to_contain_text("头像")
    assert page.faults == []


def test_without_scripts_it_is_a_select(filled, visit):
    page = visit("chief", javascript=False)
    box = at_topic(page)
    box.locator("select").select_option(index=1)
    page.click("[name=_continue]")
    expect(box.locator(".chosen img")).to_be_visible()
