"""What every kind of page says of itself to those who show a link to it."""

import json

import html5lib
import pytest
from PIL import Image as Pixels

from articles.models import SiteSettings
from tests.articles.views.test_views import every_page, make_full
from tests.factories import make_author, make_image, make_published, make_topic, make_withdrawn

pytestmark = pytest.mark.django_db
SITE = "http://testserver"
DRAWN = f"{SITE}/static/share.png"


def head(client, path):
    """Return the title, the links by ``rel`` and the meta elements of a page, each name with all its values."""
    tree = html5lib.parse(client.get(path).text, treebuilder="etree", namespaceHTMLElements=False)
    assert tree.get("lang") == "zh-CN"
    meta, links = {}, {}
    for element in tree.find("head").iter("meta"):
        if name := element.get("property") or element.get("name"):
            meta.setdefault(name, []).append(element.get("content"))
    for element in tree.find("head").iter("link"):
        links.setdefault(element.get("rel"), []).append(element.get("href"))
    return tree.findtext("head/title"), links, meta


def picture(client, path):
    _title, _links, meta = head(client, path)
    return meta["og:image"], meta["og:image:width"], meta["og:image:height"], meta.get("og:image:alt")


def size_of(file):
    with Pixels.open(file) as drawn:
        return drawn.size


def pages(client):
    return [path for path in every_page() if client.get(path)["Content-Type"].startswith("text/html")]


def test_every_page_has_what_machines_ask_for_once(client):
    described = set()
    for path in pages(client):
        title, links, meta = head(client, path)

        assert title.endswith("社区元宇宙"), path
        assert links["manifest"] == ["/manifest.json"]
        assert links["icon"] == ["/static/favicon.ico", "/static/favicon.svg"]
        assert links["alternate"][-1] == "/index.xml"
        assert len(meta["theme-color"]) == 2
        if client.get(path).status_code != 200:
            assert meta["robots"] == ["noindex"], path
            assert "canonical" not in links, path
            continue
        once = {"description", "og:type", "og:title", "og:description", "og:url", "og:image", "twitter:card"}
        assert {name: len(meta[name]) for name in once} == dict.fromkeys(once, 1), path
        assert meta["og:description"] == meta["description"]
        assert 0 < len(meta["description"][0]) <= 160, path
        assert links["canonical"] == meta["og:url"]
        assert links["canonical"][0].startswith(SITE)
        described.add(meta["description"][0])
    assert len(described) > 10, "pages are described alike"


def test_an_article_says_when_by_whom_and_what_about(client):
    article = make_full(title="大会落幕", description="导语。", authors=(make_author(), make_author("周一")))

    title, links, meta = head(client, article.path)

    assert title == "大会落幕 - 社区元宇宙"
    assert links["canonical"] == [f"{SITE}{article.path}"]
    assert meta["og:type"] == ["article"]
    assert meta["description"] == ["导语。"]
    assert meta["author"] == ["林小满", "周一"]
    assert len(meta["article:author"]) == 2
    assert meta["article:section"] == ["新闻"]
    assert meta["article:tag"] == ["AI", "数字楼长"]
    assert len(meta["article:published_time"]) == 1
    assert "article:modified_time" not in meta


def test_the_second_page_of_a_list_is_a_page_of_its_own(client, settings):
    settings.ARTICLES_PER_PAGE = 1
    for _number in range(2):
        make_published(topics=(make_topic(),))

    title, links, meta = head(client, "/news/元宇宙/page/2/")

    assert "第 2 页，共 2 页" in title
    assert links["canonical"] == meta["og:url"] == [f"{SITE}/news/%E5%85%83%E5%AE%87%E5%AE%99/page/2/"]


def test_a_cover_is_cut_to_the_shape_around_its_focal_point(client):
    cover = make_image(width=2000, height=1500, focal_x=20, focal_y=70, alt="会场")
    article = make_published(featured_image=cover)

    address = f"{SITE}/media/r1/{cover.digest[:2]}/{cover.digest}-share-20x70-1200.jpg"
    assert picture(client, article.path) == ([address], ["1200"], ["630"], ["会场"])


def test_a_topic_shows_its_cover_and_an_author_a_portrait(client):
    cover, portrait = make_image(), make_image()
    make_published(topics=(make_topic(cover=cover),), authors=(make_author(portrait=portrait),))

    assert cover.digest in picture(client, "/news/元宇宙/")[0][0]
    assert portrait.digest in picture(client, "/authors/林小满/")[0][0]


def test_without_a_picture_the_sites_own_is_shown_and_at_last_the_drawn_one(client):
    article = make_published()
    small = make_published(featured_image=make_image(width=200, height=120))
    paths = [article.path, small.path, "/", "/posts/", "/categories/新闻/", "/tags/", "/feeds/"]

    assert [picture(client, path) for path in paths] == [([DRAWN], ["1200"], ["630"], ["社区元宇宙"])] * len(paths)

    own = make_image(width=2400, height=1260)
    SiteSettings(share_image=own).save()

    assert all(own.digest in picture(client, path)[0][0] for path in paths)


def test_the_drawn_pictures_have_the_sizes_that_pages_say(settings):
    sizes = {
        name: size_of(settings.BASE_DIR / "cms/static" / name)
        for name in ("share.png", "icon-192.png", "icon-512.png", "icon-maskable-512.png", "touch-icon.png")
    }
    assert list(sizes.values()) == [(1200, 630), (192, 192), (512, 512), (512, 512), (180, 180)]


def test_the_first_picture_of_the_text_stands_in_for_a_cover(client):
    tiny, large = make_image(width=120, height=80), make_image(alt="门前")
    article = make_published(body=f"![图标]({tiny.name})\n\n字\n\n![门前]({large.name})")

    address = f"{SITE}/media/r1/{large.digest[:2]}/{large.digest}-body-750.jpg"
    assert picture(client, article.path) == ([address], ["750"], ["469"], ["门前"])


def test_a_decorative_cover_has_no_words(client):
    article = make_published(featured_image=make_image(alt="花纹", decorative=True))

    assert picture(client, article.path)[3] is None


def test_names_are_escaped_once(client):
    SiteSettings(name="A & B").save()
    make_published(topics=(make_topic("甲", description="<b>一</b> & 二"),), tags=("x & y",))

    assert head(client, "/news/甲/")[2]["description"] == ["<b>一</b> & 二"]
    assert head(client, "/tags/x-y/")[2]["description"] == ["A & B“x & y”的全部文章，共 1 篇。"]


def test_the_manifest_names_the_site_and_icons_that_are_there(client, settings):
    SiteSettings(name="一个名字很长很长的社区新闻站", tagline="口号").save()

    response = client.get("/manifest.json")
    told = response.json()

    assert response["Content-Type"] == "application/manifest+json"
    assert (told["name"], told["short_name"]) == ("一个名字很长很长的社区新闻站", "一个名字很长很长的社区新")
    assert (told["start_url"], told["scope"], told["lang"], told["description"]) == ("/", "/", "zh-CN", "口号")
    for icon in told["icons"]:
        file = settings.BASE_DIR / "cms/static" / icon["src"].removeprefix("/static/")
        assert "{}x{}".format(*size_of(file)) == icon["sizes"]
    assert {icon["purpose"] for icon in told["icons"]} == {"any", "maskable"}


def test_a_withdrawn_article_shares_nothing(client):
    _title, links, meta = head(client, make_withdrawn(title="撤下的字").path)

    assert "og:title" not in meta
    assert "canonical" not in links


def test_the_sites_logo_stands_for_its_name_on_pages_and_for_machines(client):
    article = make_published()
    logo = make_image("标志.png", width=640, height=160)
    SiteSettings(name="屋顶花园报", logo=logo).save()

    page = client.get(article.path).content.decode()

    head = page.split("</header>")[0].split('class="name"')[1].split("</p>")[0]
    assert logo.digest in head
    assert 'alt="屋顶花园报"' in head
    assert 'width="640" height="160"' in head, "its place is kept before it arrives"
    data = json.loads(page.split('<script type="application/ld+json">')[1].split("</script>")[0])
    publisher = next(node["publisher"] for node in data["@graph"] if "publisher" in node)
    assert logo.digest in publisher["logo"]["url"]
    assert (publisher["logo"]["width"], publisher["logo"]["height"]) == (640, 160)
