"""An editor hands an article over to the 公众号."""

import pytest

from .looks import barriers_at
from .patience import until

ARTICLE = """
from tests.factories import make_image, make_published
image = make_image(alt="楼道里的屏幕")
body = f"## 背景\\n\\n见[报告](https://a.example/r)。\\n\\n![]({image.name})\\n\\n```\\na\\n b\\n```"
make_published(title="社区里的一天", body=body, featured_image=image)
"""
PAGE = "/admin/articles/article/1/wechat/"


@pytest.fixture(scope="module")
def article(site):
    site.manage("shell", "--no-imports", "-c", ARTICLE)
    return site


def test_the_page_has_no_barrier(article, visit):
    assert barriers_at(visit("editor"), [PAGE]) == {}


@pytest.mark.parametrize("width", [390, 1280])
def test_the_copied_body_is_html_with_its_styles(article, visit, width):
    page = visit("editor", width=width)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=article.url)
    page.goto("/admin/articles/article/1/change/")
    if width == 390:
        page.click(".more-steps summary")
    page.click("a.button:has-text('公众号'):visible")
    page.click("button:has-text('复制标题')")
    page.wait_for_selector("[role=status]:has-text('已复制')")
    assert page.evaluate("navigator.clipboard.readText()") == "社区里的一天"

    page.click("button:has-text('复制正文')")
    page.wait_for_selector("[role=status]:has-text('已复制')")
    html = until(
        page,
        "navigator.clipboard.read().then(([item]) => item.types.includes('text/html') && item.getType('text/html'))"
        ".then(blob => blob && blob.text())",
    )

    assert "报告" in html
    assert "楼道里的屏幕］" in html
    assert "font-size" in html
    assert "https://a.example/r" in html
    assert page.faults == []


def read_by_pasting(page, site):
    """Return what Ctrl+V puts into an editable box of an empty page, as HTML."""
    other = page.context.new_page()
    other.goto("about:blank")
    other.set_content("<div contenteditable id=box></div>")
    other.focus("#box")
    other.keyboard.press("Control+V")
    html = until(other, "document.querySelector('#box').innerHTML")
    other.close()
    return html


@pytest.mark.parametrize("copies", [True, False])
def test_without_the_clipboards_interface_the_words_are_selected_and_said_to_be(article, visit, copies):
    page = visit("editor")
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    if not copies:
        page.add_init_script("Document.prototype.execCommand = () => false")
    page.goto(PAGE)
    page.wait_for_load_state("load")
    said = "已复制" if copies else "已选中"

    page.click("button:has-text('复制标题')")
    page.wait_for_selector(f"[role=status]:has-text('{said}')")
    assert page.evaluate("getSelection().toString()") == "社区里的一天"

    page.click("button:has-text('复制正文')")
    page.wait_for_selector(f"[role=status]:has-text('{said}')")
    selected = page.evaluate("document.querySelector('iframe').contentWindow.getSelection().toString()")
    assert selected.startswith("背景")
    assert "https://a.example/r" in selected
    if copies:
        html = read_by_pasting(page, article)
        assert "font-size" in html
        assert "楼道里的屏幕］" in html
    assert page.faults == []
