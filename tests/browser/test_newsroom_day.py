"""One day in the newsroom, in a browser: writer, editor, reader."""

import base64
import datetime
import time
from zoneinfo import ZoneInfo

import pytest

from tests.factories import image_bytes

BEIJING = ZoneInfo("Asia/Shanghai")
PASTE = """
([selector, data]) => {
  const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
  const transfer = new DataTransfer();
  transfer.items.add(new File([bytes], "现场.jpg", { type: "image/jpeg" }));
  const area = document.querySelector(selector);
  area.focus();
  area.setSelectionRange(area.value.length, area.value.length);
  area.dispatchEvent(new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true, cancelable: true }));
}
"""

TERMS = """
from articles.models import Category, Topic
Category.objects.create(name="新闻"); Topic.objects.create(name="元宇宙")
"""


def paste_picture(page):
    """Put a photo on the clipboard, as a screenshot tool does, and paste it at the end of the body."""
    page.evaluate(PASTE, ["textarea[name=body]", base64.b64encode(image_bytes(1500, 1000)).decode()])
    page.wait_for_function(
        "() => /!\\[[^\\]]*\\]\\(\\d{4}\\/\\d{2}\\/[^)]+\\)/.test(document.querySelector('[name=body]').value)"
    )


def write(page, title, body):
    page.goto("/admin/articles/article/add/")
    page.fill("[name=title]", title)
    page.fill("[name=body]", body)
    page.select_option("#id_categories_add", label="新闻")
    page.select_option("#id_topics_add", label="元宇宙")
    page.fill("[name=tags]", "社区花园、雨水花园")


def open_article(page, title):
    page.goto("/admin/articles/article/")
    page.click(f"#result_list a:has-text('{title}')")
    page.wait_for_selector("textarea[name=body]")


def step(page, name, **fields):
    """Press one of the form's step buttons, and confirm where a page asks first."""
    button = page.locator(f"button[name=_transition][value={name}]").first
    if not button.is_visible():
        page.click("details.more-steps summary")
    with page.expect_event("load"):
        button.click()
    if f"/transition/{name}/" in page.url:
        for field, value in fields.items():
            page.fill(f"[name={field}]", value)
        if page.locator("[name=despite_warnings]").count():
            page.check("[name=despite_warnings]")
        with page.expect_event("load"):
            page.click(f".steps button[type=submit]:has-text('{STEPS[name]}')")
    assert "/transition/" not in page.url, page.inner_text("#content")


STEPS = {"publish": "发布", "schedule": "定时发布", "send_back": "退回修改", "update": "更新发布", "unpublish": "撤稿"}
LISTS = [
    "/",
    "/posts/",
    "/categories/新闻/",
    "/news/元宇宙/",
    "/tags/社区花园/",
    "/index.xml",
    "/news/元宇宙/index.xml",
]


def status_of(reader, address):
    return reader.request.get(address, max_redirects=0).status


def where_shown(reader, title):
    """Return which of ``LISTS`` name the article."""
    return [address for address in LISTS if title in reader.request.get(address).text()]


def public_address(page):
    return page.get_attribute("a:has-text('查看线上页面')", "href")


@pytest.mark.database_of_its_own
def test_a_day_in_the_newsroom(site, visit):
    site.manage("shell", "--no-imports", "-c", TERMS)
    writer, editor, reader = visit("writer"), visit("editor"), visit()

    # The editor schedules an article for one of the next minutes; nobody will touch it again.
    write(editor, "雨季来临前 屋顶花园换上新土", "雨季之前，志愿者把屋顶花园的土换了一遍。")
    editor.click(".submit-bar button[name=_save]")
    soon = (datetime.datetime.now(BEIJING) + datetime.timedelta(seconds=110)).replace(second=0, microsecond=0)
    step(editor, "schedule", at=f"{soon:%Y-%m-%dT%H:%M}")
    assert "已排期" in editor.inner_text(".messagelist")
    assert where_shown(reader, "雨季来临前") == []

    # The writer writes with a pasted picture and submits.
    write(writer, "老水塔变身社区书屋 周末正式开放", "改造用了三个月。\n\n")
    paste_picture(writer)
    step(writer, "submit")
    assert writer.locator(".submit-bar button[name=_save]").count() == 0

    # The editor sends it back with a comment; the writer sees the comment, mends the text, submits again.
    open_article(editor, "老水塔变身社区书屋")
    step(editor, "send_back", note="请补充开放时间。")
    open_article(writer, "老水塔变身社区书屋")
    assert "请补充开放时间。" in writer.inner_text("#content")
    writer.fill("[name=body]", writer.input_value("[name=body]") + "\n\n每天九点开门。")
    step(writer, "submit")

    # The editor publishes; readers find it everywhere at once, with its picture.
    open_article(editor, "老水塔变身社区书屋")
    step(editor, "publish")
    address = public_address(editor)
    reader.goto(address)
    assert "每天九点开门。" in reader.inner_text("article")
    assert reader.evaluate("document.querySelector('article figure img').naturalWidth") > 300
    assert where_shown(reader, "老水塔变身社区书屋") == LISTS

    # What is typed into a published article stays in the newsroom until it is published.
    editor.fill("[name=body]", editor.input_value("[name=body]") + "\n\n周一闭馆。")
    editor.click(".submit-bar button[name=_save]")
    editor.wait_for_load_state()
    assert "周一闭馆。" not in reader.request.get(address).text()
    assert "有未发布的修改" in editor.inner_text("#content")
    step(editor, "update")
    assert "周一闭馆。" in reader.request.get(address).text()

    # Taken down: gone everywhere at once, and its address says so.
    step(editor, "unpublish", note="照片需要重新授权。", public_note="照片授权有误，稍后恢复。")
    assert status_of(reader, address) == 410
    reader.goto(address)
    assert "照片授权有误，稍后恢复。" in reader.inner_text("main")
    assert where_shown(reader, "老水塔变身社区书屋") == []

    # The scheduled article appears by itself.
    deadline = time.monotonic() + 150
    while not where_shown(reader, "雨季来临前") and time.monotonic() < deadline:
        time.sleep(1)
    assert datetime.datetime.now(BEIJING) >= soon
    assert where_shown(reader, "雨季来临前") == LISTS

    assert writer.faults + editor.faults == []
