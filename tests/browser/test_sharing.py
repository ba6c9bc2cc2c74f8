"""From a screen to a phone, and to paper: the share bar of an article."""

import pytest
import zxingcpp
from PIL import Image as Pixels

NEWS = """
from tests.factories import make_image, make_published
make_published(slug="n1", title="大会落幕", featured_image=make_image())
"""


@pytest.fixture(scope="module", autouse=True)
def news(site):
    site.manage("shell", "--no-imports", "-c", NEWS)


def scanned(page, selector, folder):
    """Return what a scanner reads off the screen."""
    page.locator(selector).screenshot(path=folder / "code.png")
    with Pixels.open(folder / "code.png") as picture:
        return [code.text for code in zxingcpp.read_barcodes(picture.convert("L"))]


def test_the_code_is_fetched_when_asked_for_and_leads_to_the_page(site, visit, tmp_path):
    for width, dark in ((390, True), (1280, False)):
        page = visit(width=width, dark=dark)
        asked = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.goto("/posts/n1/")
        assert not [url for url in asked if url.endswith("qr.svg")]

        with page.expect_response("**/qr.svg"):
            page.click(".wechat summary")
        page.wait_for_selector(".qr img")

        assert scanned(page, ".qr", tmp_path) == [f"{site.url}/posts/n1/"]
        assert page.faults == []


def test_the_code_needs_no_script(site, visit, tmp_path):
    page = visit(width=390, javascript=False)
    page.goto("/posts/n1/")

    page.click(".wechat summary")

    assert scanned(page, ".qr", tmp_path) == [f"{site.url}/posts/n1/"]


def test_wechats_own_browser_shows_no_code_but_where_to_press(visit):
    page = visit(width=390)
    page.add_init_script("Object.defineProperty(navigator, 'userAgent', {value: 'MicroMessenger/8.0'})")
    page.goto("/posts/n1/")

    page.click(".wechat summary")

    assert page.inner_text(".qr") == "点右上角 ··· 转发给朋友或分享到朋友圈"
    assert not page.is_visible(".qr img")


def test_paper_leads_back(site, visit, tmp_path):
    page = visit()
    page.goto("/posts/n1/")
    assert not page.is_visible(".paper")

    page.emulate_media(media="print", color_scheme="dark")
    with page.expect_response("**/qr.svg"):
        page.locator(".paper").scroll_into_view_if_needed()

    assert scanned(page, ".paper", tmp_path) == [f"{site.url}/posts/n1/"]
    assert not page.is_visible(".ways")


def test_a_chosen_theme_colours_the_browsers_bar(site, visit):
    page = visit(dark=True)
    page.goto("/posts/n1/")
    bars = "[...document.querySelectorAll('meta[name=theme-color]')].filter(b => matchMedia(b.media).matches)"
    seen = []
    for _click in range(3):
        seen.append(page.evaluate(f"{bars}.map(bar => bar.content)"))
        page.click("#theme")

    assert seen == [["#14181b"], ["#ffffff"], ["#14181b"]]


def test_the_manifest_is_one_that_a_browser_takes(site, visit):
    page = visit()
    page.goto("/posts/n1/")
    session = page.context.new_cdp_session(page)

    manifest = session.send("Page.getAppManifest")

    assert manifest["url"] == f"{site.url}/manifest.json"
    assert manifest["errors"] == []


def test_a_page_is_handed_on_and_printed_where_the_browser_can(visit):
    page = visit(width=390)
    page.add_init_script("navigator.share = async (what) => { document.title = JSON.stringify(what); }")
    page.add_init_script("window.print = () => { document.title = 'printed'; }")
    page.goto("/posts/n1/")
    page.click("text=更多…")
    assert "n1" in page.title()
    assert "大会落幕" in page.title()
    assert not page.is_visible(".print")

    page.set_viewport_size({"width": 1280, "height": 900})
    page.click("text=打印")
    assert page.title() == "printed"

    plain = visit(javascript=False)
    plain.goto("/posts/n1/")
    assert not plain.is_visible("text=更多…")
    assert not plain.is_visible(".print")
    assert plain.is_visible("text=/posts/n1/")
