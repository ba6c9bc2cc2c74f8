"""Tags that become one and several again, and an address not found that becomes a redirect."""

import pytest

from tests.browser.looks import barriers_at

SOME = """
from articles.models import MissingAddress
from tests.factories import make_published
make_published(tags=("元宇宙", "社区"), slug="one")
make_published(tags=("元宇宙技术", "社区"), slug="two")
make_published(tags=("數字人", "数字人"), slug="three")
MissingAddress.objects.create(path="/old/place/", hits=12, linked_from="/posts/")
"""


@pytest.fixture(scope="module")
def filled(site):
    site.manage("shell", "--no-imports", "-c", SOME)
    return site


def test_two_tags_are_merged_and_parted_again(filled, visit):
    page = visit("editor", javascript=False)
    page.goto("/admin/articles/tag/")
    for name in ("元宇宙", "元宇宙技术"):
        page.check(f"tr:has(th a:text-is('{name}')) input.action-select")
    page.select_option("select[name=action]", label="合并…")
    page.click(".actions button")
    page.check("label:has-text('元宇宙'):not(:has-text('技术')) input")
    page.click("text=下一步：预览")
    will_happen = "1 篇文章改用“元宇宙”；/tags/元宇宙技术/ 将跳转到 /tags/元宇宙/；RSS 同样跳转。"
    assert will_happen in page.inner_text("#content")
    page.click("button:text-is('合并')")

    page.goto("/tags/元宇宙技术/")
    assert page.locator("article h2, article h3").count() == 2
    page.goto("/admin/articles/tag/merges/")
    page.click("text=撤销…")
    page.click("button:has-text('撤销合并')")
    assert "已撤销" in page.inner_text(".messagelist")
    page.goto("/tags/元宇宙技术/")
    assert "/tags/%E5%85%83%E5%AE%87%E5%AE%99%E6%8A%80%E6%9C%AF/" in page.url


def test_a_missing_address_is_made_a_redirect_and_tested(filled, visit):
    page = visit("chief", javascript=False)
    page.goto("/admin/articles/redirect/")
    page.click(".tabs >> text=找不到的地址")
    page.click("text=建跳转")
    assert page.input_value("#id_source") == "/old/place/"
    page.fill("#id_target", "/posts/")
    page.click("input[name=_save]")
    page.click("tr:has-text('/old/place/') >> text=测试")
    assert page.locator(".answers li").all_inner_texts() == ["/old/place/ 301 → /posts/", "/posts/ 200"]
    assert "读者看到页面" in page.inner_text("#content")


DESK = [
    "/admin/articles/tag/?problem=twin",
    "/admin/articles/tag/merge/?ids=1,2",
    "/admin/articles/tag/merge/?ids=1,2&keep=1",
    "/admin/articles/redirect/",
    "/admin/articles/missingaddress/",
    "/admin/articles/redirect/test/?address=/nowhere/",
]


def test_the_desk_has_no_barriers_and_fits_the_screen(filled, visit):
    assert barriers_at(visit("chief"), DESK) == {}
