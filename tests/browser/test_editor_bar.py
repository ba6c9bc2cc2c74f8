"""Staff who read a public page: the link to where it is edited, on a phone and on a computer."""

import pytest

from tests.browser.looks import barriers_at

NEWS = """
from tests.factories import make_image, make_published, make_topic
picture = make_image(width=1200, height=800)
body = "\\n\\n".join(["一段写给住在这里的人的话。" * 8] * 6 + [f"![楼道]({picture.name})"] + ["又一段。" * 20] * 4)
make_published(slug="n1", title="大会落幕", body=body, topics=(make_topic(),), tags=("AI",), featured_image=picture)
"""
LINK = ".editor a"
# Where the link and the buttons for sharing lie over one another, with the page scrolled to each place.
COVERED = """async () => {
    const places = [], next = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 60)));
    for (let at = 0; at < document.body.scrollHeight; at += 60) {
        scrollTo(0, at);
        await next();
        const link = document.querySelector(".editor a").getBoundingClientRect();
        for (const button of document.querySelectorAll(".ways > *, .foot a")) {
            const {left, right, top, bottom} = button.getBoundingClientRect();
            const over = right > link.left && left < link.right && bottom > link.top && top < link.bottom;
            if (over && button.closest(".share")) places.push(at);
        }
    }
    const link = document.querySelector(".editor a").getBoundingClientRect();
    const foot = document.querySelector(".foot").getBoundingClientRect();
    return [places, link.top >= foot.bottom];
}"""


@pytest.fixture(scope="module", autouse=True)
def news(site):
    site.manage("shell", "--no-imports", "-c", NEWS)


@pytest.mark.parametrize(("width", "dark"), [(390, True), (1280, False)])
def test_an_editor_is_led_from_the_page_to_its_form(visit, width, dark):
    page = visit("editor", width=width, dark=dark)
    page.goto("/posts/n1/")
    place = page.locator(LINK).bounding_box()

    assert page.inner_text(LINK) == "编辑本文"
    assert place["height"] >= 44
    assert place["x"] + place["width"] == width - 16
    assert place["y"] + place["height"] == 900 - 16
    covered, free_of_the_foot = page.evaluate(COVERED)
    assert (covered, free_of_the_foot) == ([], True)

    page.click("a[data-lb]")
    page.wait_for_selector("dialog.lb[open]")
    on_top = "([x, y]) => Boolean(document.elementFromPoint(x, y).closest('dialog'))"
    assert page.evaluate(on_top, [place["x"] + 20, place["y"] + 20])
    page.keyboard.press("Escape")

    page.emulate_media(media="print")
    assert not page.is_visible(LINK)
    page.emulate_media(media="screen")
    page.focus(".foot a >> nth=-1")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/articles/article/*/change/")
    assert page.faults == []


def test_it_bars_nobody(visit):
    assert barriers_at(visit("editor"), ["/posts/n1/", "/"]) == {}


def test_a_chief_editor_has_it_on_the_front_page_and_on_topics_and_an_editor_has_not(visit):
    chief, editor = visit("chief"), visit("editor")
    for address, words in (("/", "编排首页"), ("/news/元宇宙/", "编辑本专题")):
        chief.goto(address)
        chief.wait_for_selector(LINK)
        assert chief.inner_text(LINK) == words

        with editor.expect_response("**/edit-link/**") as asked:
            editor.goto(address)
        assert asked.value.status == 204
        assert editor.query_selector(".editor") is None
    assert chief.faults == editor.faults == []


def test_readers_load_nothing_for_it_and_whoever_is_signed_out_elsewhere_becomes_one(visit):
    reader, seen = visit(), []
    reader.on("request", lambda request: seen.append(request.url))
    reader.goto("/posts/n1/", wait_until="networkidle")
    assert [url for url in seen if "/editor" in url or "edit-link" in url] == []

    page = visit("editor")
    page.context.clear_cookies(name="session")
    with page.expect_response("**/edit-link/**"):
        page.goto("/posts/n1/")
    page.wait_for_load_state("networkidle")

    assert page.query_selector(".editor") is None
    assert "editor" not in {cookie["name"] for cookie in page.context.cookies()}
    assert page.faults == []


def test_a_preview_in_the_newsroom_has_none(visit):
    page = visit("editor")
    page.goto("/posts/n1/")
    form = page.get_attribute(LINK, "href")
    page.goto(form.replace("change/", "preview/"), wait_until="networkidle")
    assert page.title().startswith("大会落幕")

    assert page.query_selector(".editor") is None
