"""What a reader meets: no barrier that axe can see, no need of scripts, no sideways scrolling."""

import pytest

from .looks import barriers_at, wider_than_the_screen

NEWS = """
import datetime
from django.utils import timezone
from tests.factories import make_author, make_image, make_page, make_published, make_topic, make_withdrawn
body = (
    "开头一段，**加粗**与*强调*。\\n\\n## 背景\\n\\n> 引文\\n\\n1. 甲\\n2. 乙\\n\\n- [x] 已办\\n\\n## 经过\\n\\n"
    "| 项目 | 户数 |\\n|:--|--:|\\n| 数字门禁 | 12,400 |\\n\\n## 影响\\n\\n"
    "```python\\nprint('社区')  # 注释\\n```\\n\\n"
    "见[^1]。\\n\\n[^1]: 出处。"
)
body += f"\\n\\n![楼道里的屏幕]({make_image().name})"
now = timezone.now()
for number in range(26):
    make_published(
        title=f"第{number}号楼的数字楼长上岗 居民办事不用再跑街道",
        slug=f"n{number}", body=body, description="" if number % 2 else "导语说的是另一件事。",
        featured_image=make_image(alt="楼长和居民") if number % 3 == 0 else None,
        topics=(make_topic(),), authors=(make_author(),), tags=("AI", "c++"),
        corrections=(("2026-01-02", "人数有误。"),),
        at=now - datetime.timedelta(days=40 * number, hours=1),
        pinned=number in (0, 1), recommended=number in range(3, 9), in_focus=number in range(9, 13),
    )
make_published(title="两年前的旧闻", slug="old", at=datetime.datetime(2024, 11, 9, 4, tzinfo=datetime.UTC))
make_page(body=body)
from articles.models import Article
from articles.related import relate
for article in Article.objects.live():
    relate(article)
make_withdrawn(slug="gone", public_note="应当事人要求撤下。")
"""
PAGES = [
    *("/", "/posts/", "/posts/n0/", "/posts/n25/", "/nowhere/", "/posts/gone/"),
    *("/news/元宇宙/", "/tags/c++/", "/authors/林小满/", "/news/", "/tags/", "/authors/", "/feeds/"),
    *("/archives/", "/archives/2024/", "/archives/2024/11/", "/about/"),
    *("/search/", "/search/?q=数字楼长", "/search/?q=鲸鱼"),
]


@pytest.fixture(scope="module")
def news(site):
    site.manage("shell", "--no-imports", "-c", NEWS)
    return site


def test_no_page_bars_anybody(news, visit):
    assert barriers_at(visit(), PAGES) == {}


@pytest.mark.parametrize("width", [320, 768])
def test_no_page_scrolls_sideways(news, visit, width):
    page = visit(width=width)
    assert wider_than_the_screen(page, PAGES) == []


def test_everything_works_without_scripts(news, visit):
    page = visit(width=390, javascript=False)
    page.goto("/")
    assert not page.is_visible("#theme")

    page.click("summary:has-text('菜单')")
    page.click(".menu >> text=全部文章")
    assert page.url.endswith("/posts/")
    page.click("text=下一页")
    assert page.url.endswith("/posts/page/2/")
    page.click(".rows a >> nth=0")
    page.wait_for_selector("h1")
    page.click("summary:has-text('目录')")
    page.click(".toc >> text=经过")
    assert page.url.endswith("#%E7%BB%8F%E8%BF%87")
    page.click("main >> text=订阅“元宇宙”专题")
    assert page.input_value("#news-元宇宙 input").endswith("/index.xml")

    page.click(".tool[href='/search/']")
    page.fill("#search-words", "数字楼长")
    page.keyboard.press("Enter")
    assert page.locator(".rows mark").first.inner_text() == "数字楼长"
    dark = visit(javascript=False, dark=True)
    dark.goto("/")
    assert dark.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 24, 27)"


def test_the_theme_is_kept_from_page_to_page(news, visit):
    page = visit()
    page.goto("/")
    ground = "getComputedStyle(document.body).backgroundColor"

    page.click("#theme")
    page.click("#theme")
    assert page.get_attribute("#theme", "aria-label") == "主题: 深色"
    page.goto("/posts/")

    assert page.evaluate(ground) == "rgb(20, 24, 27)"
    assert page.faults == []


def test_a_keyboard_reaches_the_text_first(news, visit):
    page = visit()
    page.goto("/posts/n0/")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"


def test_a_page_asks_no_other_site_for_anything(news, visit):
    page = visit()
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    for url in ("/", "/posts/n0/"):
        page.goto(url, wait_until="networkidle")

    assert asked
    assert [url for url in asked if not url.startswith((news.url, "data:"))] == []
    assert page.locator("[style]").count() == 0
    assert page.faults == []


def test_exactly_one_picture_is_fetched_before_the_others(news, visit):
    page = visit()

    first = {}
    for url in ("/", "/posts/n0/", "/news/元宇宙/"):
        page.goto(url)
        first[url] = page.locator("img[fetchpriority=high][loading=eager]").count()

    assert first == {"/": 1, "/posts/n0/": 1, "/news/元宇宙/": 0}


def test_a_picture_has_its_place_before_it_arrives(news, visit):
    page = visit()
    page.route("**/media/**", lambda route: None)  # on its way for ever

    places = {}
    for url in ("/", "/posts/n0/", "/posts/n21/", "/news/元宇宙/"):
        page.goto(url, wait_until="domcontentloaded")
        places[url] = page.evaluate("[...document.querySelectorAll('main picture img')].map((img) => img.clientHeight)")

    assert all(places.values())
    assert [height for heights in places.values() for height in heights if height < 40] == []
