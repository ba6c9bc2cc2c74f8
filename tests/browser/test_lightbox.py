"""An article full of pictures: figures, a gallery, and the lightbox by mouse, keyboard and finger."""

import pytest

from .looks import barriers_in_every_look
from .patience import until

PICTURES = """
from media.models import Image
from media.building import build_missing
from tests.factories import make_image, make_published
names = [
    make_image(f"p{n}.jpg", width=800, height=540 if n % 2 else 1000, caption=f"第{n}幅说明").name for n in range(1, 8)
]
build_missing(Image.objects.all(), lambda done, total: None)
first, second, *rest, last = [f"![楼道里的人们 {n}]({name})" for n, name in enumerate(names, start=1)]
body = "\\n\\n".join(["开头。", first, "一段。", second, "又一段。", *rest, "结尾之前。", last, "结尾。"])
make_published(title="七张图片的一天", slug="pictures", body=body)
make_published(title="不放大的一天", slug="still", body=body, lightgallery=False)
"""
OPEN = "dialog.lb[open]"


@pytest.fixture(scope="module")
def gallery(site):
    site.manage("shell", "--no-imports", "-c", PICTURES)
    return site


@pytest.fixture
def article(gallery, visit):
    def opened(width=1280, **options):
        page = visit(width=width, **options)
        page.goto("/posts/pictures/")
        return page

    return opened


def place(page):
    return page.inner_text(".lb-place")


def shown(page):
    """Return which picture fills the strip, from 1, once it has come to rest."""
    strip = "document.querySelector('.lb-strip')"
    until(page, f"{strip}.scrollLeft % {strip}.clientWidth < 1")
    return page.evaluate(f"Math.round({strip}.scrollLeft / {strip}.clientWidth) + 1")


@pytest.mark.parametrize("width", [390, 1280])
def test_article_has_seven_figures_of_which_four_are_a_gallery(article, width):
    page = article(width)

    assert page.locator(".prose figure").count() == 7
    assert page.locator(".gallery-3 figure").count() == 4
    sides = page.evaluate("[...document.querySelectorAll('.gallery img')].map(i => [i.clientWidth, i.clientHeight])")
    assert all(abs(wide - high) <= 1 for wide, high in sides)
    columns = page.evaluate("new Set([...document.querySelectorAll('.gallery figure')].map(f => f.offsetLeft)).size")
    assert columns == (2 if width == 390 else 3)
    assert page.faults == []


@pytest.mark.parametrize("width", [390, 1280])
def test_mouse_opens_turns_and_closes(article, width):
    page = article(width)

    page.click("#img-3 a")
    page.wait_for_selector(OPEN)
    assert (place(page), shown(page)) == ("第 3 张，共 7 张", 3)
    page.click("text=下一张")
    page.wait_for_url("**/posts/pictures/#img-4")
    assert (place(page), shown(page)) == ("第 4 张，共 7 张", 4)
    assert page.is_visible(f"{OPEN} >> text=第4幅说明")
    page.click(f"{OPEN} >> text=关闭")
    page.wait_for_selector(OPEN, state="detached")

    page.wait_for_url("**/posts/pictures/")
    assert page.evaluate("document.activeElement.closest('figure').id") == "img-4"
    assert page.faults == []


def test_keyboard_opens_turns_and_closes(article):
    page = article()

    page.focus("#img-6 a")
    page.keyboard.press("Enter")
    page.wait_for_selector(OPEN)
    assert page.evaluate("document.activeElement.textContent") == "关闭"
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**/posts/pictures/#img-7")
    page.keyboard.press("ArrowRight")
    assert shown(page) == 7
    page.keyboard.press("ArrowLeft")
    page.wait_for_url("**/posts/pictures/#img-6")
    page.keyboard.press("Escape")
    page.wait_for_selector(OPEN, state="detached")

    assert page.evaluate("document.activeElement.closest('figure').id") == "img-6"


def test_a_second_press_on_the_way_goes_on_from_where_the_strip_goes(article):
    page = article()
    page.click("#img-1 a")
    page.wait_for_selector(OPEN)

    press = "new KeyboardEvent('keydown', {key: 'ArrowRight', bubbles: true})"
    page.evaluate(f"for (let n = 0; n < 2; n += 1) document.activeElement.dispatchEvent({press})")

    page.wait_for_url("**/posts/pictures/#img-3")
    assert (place(page), shown(page)) == ("第 3 张，共 7 张", 3)


def test_keyboard_stays_in_the_dialog(article):
    page = article()
    page.click("#img-1 a")
    page.wait_for_selector(OPEN)

    inside = []
    for _press in range(8):
        page.keyboard.press("Tab")
        inside.append(
            page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('.lb')")
        )

    assert all(inside)


def test_back_closes_and_stays_on_the_page(article):
    page = article()
    page.evaluate("scrollTo(0, 400)")
    page.click("#img-2 a")
    page.wait_for_selector(OPEN)
    page.click("text=下一张")
    page.wait_for_url("**/posts/pictures/#img-3")

    page.go_back()
    page.wait_for_selector(OPEN, state="detached")

    assert page.url.endswith("/posts/pictures/")


def test_finger_swipes(article, chromium_browser, gallery):
    context = chromium_browser.new_context(
        base_url=gallery.url, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, locale="zh-CN"
    )
    page = context.new_page()
    page.goto("/posts/pictures/")
    page.tap("#img-1 a")
    page.wait_for_selector(OPEN)
    finger = context.new_cdp_session(page)
    for kind, x in [("touchStart", 330), *(("touchMove", x) for x in range(310, 40, -20)), ("touchEnd", None)]:
        points = [] if x is None else [{"x": x, "y": 400}]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    page.wait_for_url("**/posts/pictures/#img-2")
    assert (place(page), shown(page)) == ("第 2 张，共 7 张", 2)

    page.tap(f"{OPEN} >> text=关闭")
    page.wait_for_selector(OPEN, state="detached")
    context.close()


def test_only_the_picture_and_its_neighbours_are_fetched(article):
    page = article()
    page.click("#img-4 a")
    page.wait_for_selector(OPEN)

    loaded = page.evaluate("[...document.querySelectorAll('.lb-strip img')].map(i => !!i.src)")

    assert loaded == [False, False, True, True, True, False, False]


def test_the_open_dialog_bars_nobody(article):
    page = article()
    page.click("#img-5 a")
    page.wait_for_selector(OPEN)

    assert barriers_in_every_look(page) == []


def test_without_scripts_a_picture_opens_its_file(article):
    page = article(javascript=False)
    page.click("#img-1 a")
    assert "/media/o/" in page.url


def test_an_article_that_switched_it_off_opens_the_file(gallery, visit):
    page = visit()
    page.goto("/posts/still/")
    assert page.locator(".gallery, [data-lightbox], [data-lb]").count() == 0
    page.click("#img-1 a")
    page.wait_for_url("**/media/o/**")
