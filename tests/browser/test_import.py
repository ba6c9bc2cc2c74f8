"""An old site comes into the newsroom in a browser: upload, dry run, report, import."""

import pytest
from playwright.sync_api import expect

from tests.zips import TEXT, zipped

from .looks import barriers_at

ZIP = {"name": "old.zip", "mimeType": "application/zip"}
pytestmark = pytest.mark.database_of_its_own
SITE = {
    "旧站/content/posts/first.md": TEXT,
    "旧站/content/posts/second.md": TEXT.replace("社区新闻", "第二条").replace("正文。", "正文。\n\n![图](缺.jpg)"),
    "旧站/content/posts/third.md": "---\ntitle: “没有结束\n",
    "__MACOSX/旧站/content/posts/._first.md": b"\0\5\x16\7",
}


def test_a_zip_is_rehearsed_looked_at_and_imported(site, visit):
    chief = visit("chief", width=1280)
    chief.goto("/admin/articles/article/")
    chief.click("#content-main a:has-text('导入')")
    chief.set_input_files("[name=file]", {**ZIP, "buffer": b"Rar!"})
    chief.click("text=上传并试运行")
    expect(chief.locator(".errorlist")).to_contain_text("不是 zip")
    chief.set_input_files("[name=file]", {**ZIP, "buffer": zipped(SITE)})
    chief.click("text=上传并试运行")
    expect(chief.locator("[role=status]")).to_contain_text("还在排队")

    site.manage("worker", "--once")
    expect(chief.locator(".sums")).to_contain_text("共 3 篇：成功 2 · 有提示 1 · 失败 1")  # by itself
    report = chief.url
    chief.click("text=正式导入")
    site.manage("worker", "--once")
    expect(chief.locator(".pill")).to_have_text("正式导入")
    chief.click(".tabs a:has-text('图片缺失')")
    chief.click("text=打开文章")
    chief.wait_for_url("**/change/#id_body")
    assert chief.input_value("#id_title") == "第二条"
    assert visit().request.get("/posts/first/").status == 200

    pages = [
        report,
        f"{report}?group=addresses-checked",
        "/admin/articles/importrun/",
        "/admin/articles/importrun/add/",
    ]
    assert barriers_at(chief, pages) == {}
    assert [fault for fault in chief.faults if "status of 4" not in fault] == []
