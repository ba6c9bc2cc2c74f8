"""Reviewing, mending, approving and scheduling with a thumb on a phone (brief §14.9)."""

import pytest

from tests.browser.looks import barriers_at

PHONE = {"width": 390, "touch": True}
SMALLEST = 24  # pixels of a target (WCAG 2.5.8)
ARTICLES = """
from django.contrib.auth import get_user_model
from articles import workflow
from tests.factories import make_article
writer = get_user_model().objects.get(username="writer")
for title in ("食堂开张", "路灯会说话"):
    article = make_article(title=title, owner=writer, body="一段正文。\\n\\n" * 60)
    workflow.apply(article, "submit", actor=writer, note="请核实第二段")
"""
SMALL = """
(least) => [...document.querySelectorAll(".review-head a, .review-bar :is(a, summary), .row-menu summary, .acts a")]
  .map((target) => [target.textContent.trim(), target.getBoundingClientRect()])
  .filter(([, box]) => box.height && (box.height < least || box.width < least))
  .map(([words, box]) => `${words} ${box.width}x${box.height}`)
"""


@pytest.fixture(scope="module")
def queue(site):
    site.manage("shell", "--no-imports", "-c", ARTICLES)
    return site


def tap(page, selector):
    """Tap what leads to another page."""
    with page.expect_event("load"):
        page.locator(selector).first.tap()


def test_an_article_is_reviewed_mended_approved_and_another_scheduled(queue, visit):
    page = visit("chief", **PHONE)
    page.goto("/admin/")
    assert page.evaluate(SMALL, SMALLEST) == []
    tap(page, ".block-review li:has-text('食堂开张') a:has-text('打开')")
    review = page.url

    bar = page.locator(".review-bar").bounding_box()
    assert bar["y"] + bar["height"] <= page.evaluate("innerHeight") + 1  # in reach, however long the text is
    assert page.evaluate(SMALL, SMALLEST) == []
    assert "请核实第二段" in page.inner_text(".review-head")
    for tab in ("改动", "检查", "卡片", "稿件"):
        tap(page, f".review-tabs a:has-text('{tab}')")
    page.locator(".review-more summary").tap()
    tap(page, ".review-more a:has-text('编辑')")

    page.fill("[name=title]", "社区食堂开张")
    tap(page, ".submit-bar button[name=_save]")
    page.goto(review)
    tap(page, ".review-bar a:has-text('发布…')")
    page.locator("[name=despite_warnings]").tap()
    tap(page, ".steps button")

    assert page.url.endswith("?status=in_review")
    assert "已发布" in page.inner_text(".messagelist")
    page.locator("tr:has-text('路灯会说话') .row-menu summary").tap()
    tap(page, "tr:has-text('路灯会说话') .row-menu a:has-text('定时发布')")
    page.fill("[name=at]", "2099-01-01T08:00")
    page.locator("[name=despite_warnings]").tap()
    tap(page, ".steps button")
    assert "2099-01-01 08:00" in page.inner_text(".messagelist")
    assert page.faults == []


def test_the_review_has_no_barriers_and_fits_the_screen(queue, visit):
    page = visit("chief")
    key = page.goto("/admin/articles/article/").url and page.get_attribute("[name=_selected_action]", "value")
    tabs = [f"/admin/articles/article/{key}/review/?tab={tab}" for tab in ("text", "compare", "checks", "cards")]

    lists = ["/admin/", "/admin/articles/article/", "/admin/articles/article/?q=%E9%A3%9F"]

    assert barriers_at(page, [*tabs, *lists]) == {}
