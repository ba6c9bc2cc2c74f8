"""The one real article, from its Hugo site to a screen: its pictures, their viewer, their alternative texts."""

import io

import pytest
from PIL import ExifTags, Image

from tests.browser.conftest import running_site
from tests.browser.looks import too_wide

PAGE = "/posts/first-community-metaverse-conference/"
# The import reports the two pictures whose names lack a digit and leaves the text alone; an editor mends it.
MENDED = """
from articles import publishing, workflow
from articles.versions.content import Content
from articles.models import Article
article = Article.objects.get()
content = Content.newest(article)
for name in ("0220701141827.png", "0220701141906.png"):
    content = Content(**{**vars(content), "body": content.body.replace(f"({name})", f"(2{name})")})
publishing.save_revision(article, content, author=None)
workflow.apply(article, "update", actor=None)
"""
OPEN = "dialog.lb[open]"
FIGURES = ".prose figure"


@pytest.fixture(scope="module")
def site(empty_newsroom, shared, tmp_path_factory):
    with running_site(empty_newsroom, tmp_path_factory.mktemp("seed")) as site:
        site.manage("import_hugo", str(shared("seed")))
        site.manage("shell", "--no-imports", "-c", MENDED)
        site.manage("worker", "--once")
        yield site


def place(page):
    page.wait_for_selector(OPEN)
    return page.inner_text(".lb-place")


@pytest.mark.parametrize("width", [390, 1280])
def test_its_seven_pictures_open_turn_and_close_by_mouse_and_keyboard(visit, width):
    page = visit(width=width)
    page.goto(PAGE)
    assert page.locator(FIGURES).count() == 7

    page.locator(f"{FIGURES} a").first.click()
    assert place(page) == "第 1 张，共 7 张"
    page.click("text=下一张")
    page.wait_for_selector(".lb-place:has-text('第 2 张')")
    page.keyboard.press("ArrowRight")
    page.wait_for_selector(".lb-place:has-text('第 3 张')")
    page.keyboard.press("Escape")
    page.wait_for_selector(OPEN, state="detached")

    assert not too_wide(page)
    assert page.faults == []


def test_a_finger_turns_them(chromium_browser, site):
    context = chromium_browser.new_context(
        base_url=site.url, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, locale="zh-CN"
    )
    page = context.new_page()
    page.goto(PAGE)
    page.locator(f"{FIGURES} a").first.tap()
    assert place(page) == "第 1 张，共 7 张"
    finger = context.new_cdp_session(page)
    for kind, x in [("touchStart", 330), *(("touchMove", x) for x in range(310, 40, -20)), ("touchEnd", None)]:
        finger.send(
            "Input.dispatchTouchEvent", {"type": kind, "touchPoints": [] if x is None else [{"x": x, "y": 400}]}
        )
    page.wait_for_selector(".lb-place:has-text('第 2 张')")
    context.close()


def test_no_served_byte_of_a_picture_says_where_it_was_taken(visit):
    page = visit()
    page.goto(PAGE)
    links = page.eval_on_selector_all(f"{FIGURES} a", "links => links.map(link => link.href)")
    sets = "sources => sources.flatMap(source => source.srcset.split(',').map(part => part.trim().split(' ')[0]))"
    smaller = page.eval_on_selector_all(f"{FIGURES} source, {FIGURES} img[srcset]", sets)
    addresses = {*links, *(name for name in smaller if name)}
    assert len(addresses) > 7

    for address in addresses:
        answer = page.request.get(address)
        assert answer.status == 200, address
        data = answer.body()
        with Image.open(io.BytesIO(data)) as picture:
            assert dict(picture.getexif().get_ifd(ExifTags.IFD.GPSInfo)) == {}, address
            assert "xmp" not in picture.info, address
        assert b"GPS" not in data[:4096], address


def test_an_editor_clears_its_seven_missing_texts_in_one_visit(visit):
    page = visit("editor")
    page.goto("/admin/media/image/alt/")
    rows = page.locator(".media-alt li").filter(has_text="社区元宇宙")
    fields = page.locator(".media-alt input[name$='-alt']")
    assert fields.count() == 7
    assert rows.count() == 7
    for number in range(7):
        fields.nth(number).fill(f"会场里的第 {number + 1} 个角落")
    with page.expect_event("load"):
        page.click(".submit-row [type=submit]")
    assert "所有图片都有替代文本" in page.inner_text("#content-main")

    page.goto(PAGE)
    written = page.eval_on_selector_all(f"{FIGURES} img", "pictures => pictures.map(picture => picture.alt)")
    assert sorted(written) == [f"会场里的第 {number + 1} 个角落" for number in range(7)]
