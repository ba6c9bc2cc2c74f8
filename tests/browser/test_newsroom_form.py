"""The article form's cover and its bar of buttons, by press, on a phone and on a desk."""

import pytest

ARTICLES = """
from tests.factories import make_article, make_category, make_image, make_topic
from django.contrib.auth import get_user_model
owner = get_user_model().objects.get(username="editor")
picture = make_image(name="花园.jpg", alt="花园")
make_article(title="图在正文里", owner=owner, body=f"开头。\\n\\n![花园]({picture.name})", topics=(make_topic(),))
"""
FORM = "/admin/articles/article/1/change/"
OFFER = ".use-as-cover"


@pytest.fixture(scope="module")
def newsroom(site):
    site.manage("shell", "--no-imports", "-c", ARTICLES)
    return site


def open_cover(page):
    page.goto(FORM)
    page.eval_on_selector(".panel-cover", "panel => { panel.open = true; }")


def test_one_press_takes_the_picture_of_the_body_as_cover(newsroom, visit):
    page = visit("editor", width=390)
    open_cover(page)
    assert "用作封面：" in page.inner_text(OFFER)
    with page.expect_response("**/checks/") as checked:
        page.click(OFFER)

    assert 'data-code="W01"' not in checked.value.json()["html"]
    assert page.locator(OFFER).is_hidden()
    assert page.locator("[data-cover] .chosen img").is_visible()
    page.click(".submit-bar button[name=_save]")
    page.wait_for_load_state()
    open_cover(page)
    assert "花园" in page.inner_text("[data-cover] .chosen .name")

    with page.expect_response("**/checks/"):  # and back: without a cover it is offered again
        page.click(".picture-buttons button:has-text('不用封面图')")
    page.wait_for_selector(OFFER)
    with page.expect_response("**/checks/"):
        page.fill("[name=body]", "没有图了。")
    page.wait_for_selector(OFFER, state="hidden")
    assert page.faults == []


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_every_button_of_the_bar_is_in_sight_or_behind_more(newsroom, visit, width):
    page = visit("editor", width=width)
    page.goto(FORM)
    wanted = ["预览", "预览链接", "公众号"]
    assert page.eval_on_selector(".submit-bar .row", "row => row.scrollWidth <= row.clientWidth")
    bar = ".submit-bar :is(a, button):visible"
    if width < 768:
        assert page.eval_on_selector(".submit-bar", "bar => bar.offsetHeight") < 120
        assert not set(wanted) & set(page.locator(bar).all_inner_texts())
    page.click(".more-steps summary")
    words = page.locator(bar).all_inner_texts()
    assert len(words) == len(set(words)), "none is there twice"
    assert len(words) >= 6
    for box in [one.bounding_box() for one in page.locator(bar).all()]:
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
    assert page.faults == []
