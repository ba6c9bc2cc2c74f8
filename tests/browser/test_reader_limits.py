"""
A reader's pages at their limits: the budgets of brief §8 with 60 articles and their pictures, large letters, wide
spacing, the system's own colours, no mouse.
"""

import shutil
import subprocess
from dataclasses import dataclass, field

import pytest

from tests.browser.looks import too_wide
from tests.conftest import absent

NEWS = """
import datetime, io
from PIL import Image as Pixels
from django.utils import timezone
from articles.models import Article
from articles.related import relate
from media import building, intake
from media.encoding import HAS_AVIF
from media.renditions import all_renditions
from tests.factories import make_author, make_published, make_topic

SMALL = {("tile", 352), ("row", 336)}  # what a phone with three dots to the pixel takes
WIDE = {("lead", 750), ("body", 750)}  # of the one picture that fills its screen
FORMAT = "avif" if HAS_AVIF else "webp"
building.all_renditions = lambda image: [  # the others cost a minute, and nobody here asks for them
    copy
    for copy in all_renditions(image)
    if copy.extension == FORMAT and (copy.role, copy.width) in (SMALL if image.alt else SMALL | WIDE)
]

def photo(number):
    clouds = [Pixels.effect_noise((64, 40), 110).resize((1200, 750), Pixels.Resampling.BICUBIC) for _ in "RGB"]
    grain = Pixels.merge("RGB", [Pixels.effect_noise((1200, 750), 40)] * 3)
    data = io.BytesIO()
    Pixels.blend(Pixels.merge("RGB", clouds), grain, 0.2).save(data, "JPEG", quality=90)
    image = intake.accept(data.getvalue(), name=f"photo{number}.jpg", uploaded_by=None)
    image.alt = f"街景{number}" if number else ""
    image.save()
    building.build(image)
    return image

photos = [photo(number) for number in range(7)]
long = "开头一段，写给住在社区里的人。" * 6
for number in range(3):
    long += f"\\n\\n![]({photos[number].name})\\n\\n## 第{number + 1}节\\n\\n" + "社区里的AI助手值了100个夜班。" * 12
long += "\\n\\n| 项目 | 户数 |\\n|:--|--:|\\n| 数字门禁 | 12,400 |"
for number in range(60):
    make_published(
        title=f"第{number}号楼的数字楼长上岗 居民办事不用再跑街道", slug=f"n{number}",
        body="一段。" if number else long,
        description="一栋楼、一块屏和三个值班的人，说的是社区里每天都在发生的事，也说它花了多少钱、谁用得上、谁用不上。",
        featured_image=photos[number % 7], authors=(make_author(),), tags=("AI", "楼长"),
        topics=(make_topic(), *([make_topic(f"专题之{number}")] if number in range(1, 7) else [])),
        at=timezone.now() - datetime.timedelta(days=2 * number, hours=1), pinned=number < 3,
        recommended=number in range(3, 9), in_focus=number in range(9, 17),
    )
for article in Article.objects.filter(slug="n0"):
    relate(article)
"""
KILOBYTE = 1024
EVERYWHERE = ("/", "/posts/", "/posts/n0/", "/news/元宇宙/", "/tags/", "/archives/", "/search/?q=楼长", "/nowhere/")


@dataclass
class Budget:
    """What one kind of page may cost, in bytes as they travel, and in requests before anybody scrolls."""

    page: int
    scripts: int
    pictures: int
    requests: int
    hurried: int


BUDGETS = {
    "/": Budget(page=16, scripts=4, pictures=140, requests=8, hurried=1),
    "/posts/n0/": Budget(page=20, scripts=8, pictures=110, requests=6, hurried=1),
    # Six rows of two lines fit 844 pixels; the brief's eight requests count five.
    "/posts/": Budget(page=14, scripts=4, pictures=60, requests=9, hurried=0),
}
SHIFTS = """() => new Promise((done) => {
    let sum = 0;
    new PerformanceObserver((list) => {
        for (const shift of list.getEntries()) if (!shift.hadRecentInput) sum += shift.value;
    }).observe({type: "layout-shift", buffered: true});
    setTimeout(() => done(sum), 100);
})"""
IN_SIGHT = """[...document.images]
    .filter((image) => image.clientHeight && image.getBoundingClientRect().top < innerHeight)
    .map((image) => image.currentSrc)"""
THROUGH = """async () => {
    for (let at = 0; at < document.body.scrollHeight; at += 600) {
        scrollTo(0, at);
        await new Promise((next) => setTimeout(next, 20));
    }
}"""
# What says by "..." that it goes on is not cut: the whole of it stands on the article's page.
CUT = """[...document.querySelectorAll("body *:not(.teaser, .dek, .tagline, .visually-hidden)")].filter((element) => {
    const {overflowX, overflowY} = getComputedStyle(element);
    return (overflowX === "hidden" && element.scrollWidth > element.clientWidth + 1)
        || (overflowY === "hidden" && element.scrollHeight > element.clientHeight + 1);
}).map((element) => element.outerHTML.slice(0, 100))"""
WIDE = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* {line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important}
        p {margin-bottom: 2em !important}`);
    document.adoptedStyleSheets = [sheet];
}"""
WIDTH = """(words) => {
    const span = document.createElement("span");
    span.textContent = words;
    span.style.whiteSpace = "nowrap";
    document.querySelector("main").append(span);
    return span.getBoundingClientRect().width / parseFloat(getComputedStyle(span).fontSize);
}"""
FOCUSED = """() => {
    const focused = document.activeElement;
    const rings = [getComputedStyle(focused), getComputedStyle(focused, "::after")];
    return rings.some((style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 3);
}"""


@pytest.fixture(scope="module", autouse=True)
def news(site):
    site.manage("shell", "--no-imports", "-c", NEWS)


@dataclass
class Traffic:
    """What a page fetches: by address, the kind and the bytes with their headers."""

    page: object
    kinds: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)

    def __post_init__(self):
        addresses = {}
        session = self.page.context.new_cdp_session(self.page)
        session.send("Network.enable")

        def answered(event):
            addresses[event["requestId"]] = event["response"]["url"]
            self.kinds[event["response"]["url"]] = event["type"]

        def arrived(event):
            self.sizes[addresses[event["requestId"]]] = event["encodedDataLength"]

        session.on("Network.responseReceived", answered)
        session.on("Network.loadingFinished", arrived)

    def bytes_of(self, kind):
        return sum(self.sizes[address] for address, found in self.kinds.items() if found == kind)


def test_the_topic_that_is_shown_stands_in_sight_on_a_phone(visit):
    page = visit(width=390)
    page.goto("/news/专题之1/")
    strip = "document.querySelector('.strip ul')"
    last = page.locator(".strip a").last
    assert page.evaluate(f"{strip}.scrollWidth > {strip}.clientWidth")

    page.goto(last.get_attribute("href"))

    place = page.locator(".strip [aria-current]").bounding_box()
    assert place["x"] > 0
    assert place["x"] + place["width"] < 390
    assert page.evaluate("scrollY") == 0


@pytest.mark.parametrize("url", BUDGETS)
def test_a_page_keeps_to_its_budget_and_nothing_moves(chromium_browser, site, url):
    budget = BUDGETS[url]
    context = chromium_browser.new_context(
        base_url=site.url, viewport={"width": 390, "height": 844}, device_scale_factor=3, is_mobile=True, locale="zh-CN"
    )
    page = context.new_page()
    traffic = Traffic(page)
    page.goto(url, wait_until="networkidle")

    seen = page.evaluate(IN_SIGHT)
    needed = [name for name, kind in traffic.kinds.items() if kind in {"Document", "Stylesheet", "Script"}]
    assert len(needed) + len(set(seen)) <= budget.requests
    assert 0 < sum(traffic.sizes[name] for name in set(seen)) <= budget.pictures * KILOBYTE
    assert traffic.bytes_of("Document") <= budget.page * KILOBYTE
    assert traffic.bytes_of("Stylesheet") <= 10 * KILOBYTE
    assert traffic.bytes_of("Script") <= 4 * KILOBYTE
    assert "Font" not in traffic.kinds.values()

    assert page.locator("img[fetchpriority=high]:not([loading=lazy])").count() == budget.hurried
    assert page.locator("main img").first.get_attribute("loading") == ("eager" if budget.hurried else "lazy")
    assert page.locator("img:not([width][height])").count() == 0
    page.evaluate(THROUGH)
    page.wait_for_load_state("networkidle")
    assert page.evaluate(SHIFTS) <= 0.01
    if lightbox := page.query_selector(".prose figure a"):
        lightbox.click()
        page.wait_for_selector("dialog.lb[open]")
        assert page.evaluate("document.querySelector('.prose').dataset.lightbox")
    assert traffic.bytes_of("Script") <= budget.scripts * KILOBYTE
    assert [name for name in traffic.kinds if not name.startswith((site.url, "data:"))] == []
    context.close()


def test_nothing_is_cut_and_no_page_scrolls_sideways_with_large_letters_or_wide_spacing(visit):
    """A window of 1,280 pixels has 640 at 200 %; what a phone's own setting enlarges is its letters."""
    twice = "document.documentElement.style.fontSize = '200%'"
    for width, changes in ((390, (twice, WIDE)), (640, ("", WIDE))):
        page = visit(width=width)
        for url in EVERYWHERE:
            for change in changes:
                page.goto(url)
                page.evaluate(change or "0")
                assert not too_wide(page), (url, width, change)
                assert page.evaluate(CUT) == [], (url, width, change)


def test_the_systems_own_colours_and_stillness_are_kept(visit):
    page = visit(width=390)
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    page.goto("/posts/n0/")
    edge = "[...document.querySelectorAll('{}')].map((one) => getComputedStyle(one).borderTopStyle)"

    assert set(page.evaluate(edge.format(".chips a, .ways .button"))) == {"solid"}
    assert page.evaluate("getComputedStyle(document.querySelector('.button')).transitionDuration") == "0s"
    page.goto("/news/元宇宙/")
    assert set(page.evaluate(edge.format(".flag"))) == {"solid"}
    assert page.evaluate("getComputedStyle(document.querySelector('.pager [aria-current]')).outlineStyle") == "solid"


def test_chinese_punctuation_is_as_wide_as_hanzi(visit):
    fonts = shutil.which("fc-list") and subprocess.run(["fc-list"], capture_output=True, text=True, check=True).stdout
    if "Noto Sans CJK SC" not in (fonts or ""):
        absent("the typeface Noto Sans CJK SC")
    page = visit()
    page.goto("/posts/n0/")

    assert {words: round(page.evaluate(WIDTH, words), 1) for words in ("“国”", "北京——旗舰")} == {
        "“国”": 3,
        "北京——旗舰": 6,
    }


def tab_to(page, target):
    """Press Tab until an element that matches stands in focus; every one on the way has its ring."""
    for _ in range(80):
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUSED), page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        if page.evaluate("(target) => document.activeElement.matches(target)", target):
            return
    raise AssertionError(f"the keyboard never comes to {target}")


def test_a_keyboard_walks_from_the_front_page_to_a_picture_and_to_a_search(visit):
    page = visit()
    page.goto("/")
    tab_to(page, ".menu summary")
    page.keyboard.press("Enter")
    tab_to(page, ".menu a[href='/archives/']")
    page.keyboard.press("Escape")
    assert not page.is_visible(".menu nav")
    assert page.evaluate("document.activeElement.matches('.menu summary')")

    tab_to(page, ".lead a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/posts/n0/")
    tab_to(page, ".prose figure a")
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog.lb[open]")
    page.keyboard.press("ArrowRight")
    page.wait_for_selector(".lb-place:has-text('第 2 张')")
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog.lb[open]", state="detached")
    page.wait_for_selector("#img-2 a:focus")  # which a script sees to once the dialog says that it is closed
    tab_to(page, ".ways .print")

    page.goto("/")
    tab_to(page, ".tool[href='/search/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/")
    tab_to(page, "#search-words")
    page.keyboard.type("楼长")
    page.keyboard.press("Enter")
    page.wait_for_selector(".found")
    tab_to(page, ".rows a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/posts/n*/")
    assert page.faults == []
