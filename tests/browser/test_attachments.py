"""A file for readers: added beside the text, linked, published, saved by a reader."""

import pytest
from playwright.sync_api import expect

from .test_newsroom_day import TERMS, public_address, step

PDF = b"%PDF-1.7\n% " + "社区年报".encode() + b"\n%%EOF\n"
BODY = "[name=body]"
OPEN = "for (const panel of document.querySelectorAll('details.panel')) panel.open = true"  # a phone folds them


def document(name="年度 报告（终稿）.pdf", data=PDF):
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


@pytest.fixture(scope="module")
def newsroom(site):
    site.manage("shell", "--no-imports", "-c", TERMS)
    return site


def draft(page, title):
    """Write and save a draft with a text that ends in “详见：”, and return its panel."""
    page.goto("/admin/articles/article/add/")
    page.evaluate(OPEN)
    page.fill("[name=title]", title)
    page.fill(BODY, "年报今天公布。详见：")
    page.select_option("#id_categories_add", label="新闻")
    with page.expect_event("load"):
        page.click(".submit-bar button[name=_save]")
    page.wait_for_selector(".messagelist .success")
    page.evaluate(OPEN)
    return page.locator(".panel-files")


def attach(page, *files):
    with page.expect_file_chooser() as chooser:
        page.click(".panel-files button:has-text('添加附件')")
    chooser.value.set_files(list(files))


def saved_by(page, link):
    with page.expect_download() as download:
        page.click(link)
    return download.value


def faults(page):
    """Return what went wrong but for refusals, which a browser logs like everything that is no 200."""
    return [fault for fault in page.faults if "status of 4" not in fault]


@pytest.mark.parametrize("width", [390, 1280])
def test_a_file_is_added_linked_published_and_saved(newsroom, visit, width):
    editor, reader = visit("editor", width=width), visit(width=width)
    panel = draft(editor, f"社区年报公布 屏幕宽{width}")
    editor.fill(BODY, "年报今天公布，没有保存。详见：")

    attach(editor, document())
    expect(panel.locator("li")).to_have_count(1)
    panel.locator("[data-do=link]").click()

    assert editor.input_value(BODY) == "年报今天公布，没有保存。详见：[年度-报告-终稿.pdf](年度-报告-终稿.pdf)"
    editor.keyboard.press("Control+z")
    assert editor.input_value(BODY) == "年报今天公布，没有保存。详见："
    panel.locator("[data-do=link]").click()
    step(editor, "publish")

    reader.goto(public_address(editor))
    listed, linked = saved_by(reader, ".files a"), saved_by(reader, ".prose a:has-text('年度-报告')")
    assert {listed.suggested_filename, linked.suggested_filename} == {"年度-报告-终稿.pdf"}
    assert listed.path().read_bytes() == linked.path().read_bytes() == PDF
    assert editor.faults == reader.faults == []


def test_chosen_words_become_the_link_and_a_refusal_loses_nothing(newsroom, visit):
    editor = visit("editor")
    panel = draft(editor, "社区年报 选中的字")
    attach(editor, document("年报.pdf"), document("页.html", b"<html>"), document("假.pdf", b"<html>"))

    status = panel.locator(".upload-status")
    expect(status).to_contain_text("“页.html”不能作为附件")
    expect(status).to_contain_text("“假.pdf”的扩展名是 .pdf，内容却不是")
    expect(panel.locator("li")).to_have_count(1)

    editor.evaluate("document.querySelector('[name=body]').setSelectionRange(0, 2)")
    panel.locator("[data-do=link]").click()
    assert editor.input_value(BODY) == "[年报](年报.pdf)今天公布。详见："
    panel.locator("[data-do=remove]").click()
    panel.locator("button.danger").click()
    expect(status).to_contain_text("编辑框里的正文第 1 行有指向“年报.pdf”的链接")
    expect(panel.locator("li")).to_have_count(1)
    assert editor.input_value(BODY) == "[年报](年报.pdf)今天公布。详见："
    assert faults(editor) == []


def test_a_file_is_renamed_and_removed_beside_a_text_that_is_not_saved(newsroom, visit):
    editor = visit("editor")
    panel = draft(editor, "社区年报 改名")
    editor.fill(BODY, "没有保存的话")
    attach(editor, document("甲.pdf"))

    panel.locator("[data-do=rename]").click()
    panel.locator("li input").fill("乙")
    panel.locator("li input").press("Enter")
    expect(panel.locator("li .name a")).to_have_text("乙.pdf")
    panel.locator("[data-do=rename]").click()
    panel.locator("li input").press("Escape")
    expect(panel.locator("[data-do=rename]")).to_be_focused()
    panel.locator("[data-do=remove]").click()
    panel.locator("li button:has-text('取消')").click()
    panel.locator("[data-do=remove]").click()
    panel.locator("button.danger").click()

    expect(panel).to_contain_text("没有附件")
    expect(panel.locator(".upload-status")).to_have_text("已移除：乙.pdf")
    assert editor.input_value(BODY) == "没有保存的话"
    assert editor.faults == []


def test_everything_works_without_a_script(newsroom, visit):
    editor = visit("editor", javascript=False)
    editor.goto("/admin/articles/article/add/")
    editor.fill("[name=title]", "没有脚本")
    with editor.expect_event("load"):
        editor.click(".submit-bar button[name=_save]")
    editor.click(".panel-files summary")
    assert editor.locator(".panel-files button:visible").count() == 0

    editor.click("a:has-text('管理附件')")
    editor.set_input_files("[name=file]", [document("甲.pdf")])
    editor.click("button:has-text('上传')")
    expect(editor.locator(".messagelist")).to_contain_text("已添加：甲.pdf")
    expect(editor.locator("code")).to_have_text("[甲.pdf](甲.pdf)")
    editor.fill("[name=name]", "乙")
    editor.click("button:has-text('改名')")
    expect(editor.locator("code")).to_have_text("[乙.pdf](乙.pdf)")
    editor.click("button:has-text('移除')")
    expect(editor.locator(".messagelist")).to_contain_text("已移除：乙.pdf")
