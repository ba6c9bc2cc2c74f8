"""What a page says of itself in JSON-LD: exactly what it shows, and nothing that could leave its script."""

import json
import re

import html5lib
import pytest

from articles.models import Article, SiteSettings
from articles.pages.json_script import json_script
from tests.articles.views.test_views import ago, make_full
from tests.factories import make_article, make_author, make_category, make_image, make_published, make_topic

pytestmark = pytest.mark.django_db
SITE = "http://testserver"
ORGANIZATION = {
    "@type": "Organization",
    "@id": f"{SITE}/#organization",
    "name": "社区元宇宙",
    "url": f"{SITE}/",
    "logo": {"@type": "ImageObject", "url": f"{SITE}/static/icon-512.png", "width": 512, "height": 512},
}


def graph(client, path):
    """Return the nodes of a page's one block of JSON-LD by their types, as a parser of HTML finds it."""
    tree = html5lib.parse(client.get(path).text, treebuilder="etree", namespaceHTMLElements=False)
    blocks = [script.text for script in tree.iter("script") if script.get("type") == "application/ld+json"]
    assert len(blocks) == 1, path
    data = json.loads(blocks[0])
    assert data.keys() == {"@context", "@graph"}
    assert data["@context"] == "https://schema.org"
    return {node["@type"]: node for node in data["@graph"]}


def trail(nodes):
    items = nodes["BreadcrumbList"]["itemListElement"]
    assert [item["position"] for item in items] == list(range(1, len(items) + 1))
    return [(item["name"], item["item"].removeprefix(SITE)) for item in items]


def test_an_article_in_every_detail(client, time_machine):
    time_machine.move_to("2026-11-23T04:00:00Z", tick=False)
    cover = make_image(width=2000, height=1500, focal_x=10)
    article = make_full(
        title="大会落幕",
        slug="n1",
        description="一句话  摘要。",
        body="一二三四五。",
        featured_image=cover,
        topics=(make_topic(), make_topic("政策")),
        responsible_editor="王某",
        at=ago(hours=2),
    )
    Article.objects.filter(pk=article.pk).update(modified_at=ago(hours=1))

    nodes = graph(client, article.path)

    address = f"{SITE}/posts/n1/"
    image = f"{SITE}/media/r1/{cover.digest[:2]}/{cover.digest}"
    assert nodes.keys() == {"NewsArticle", "BreadcrumbList"}
    assert nodes["NewsArticle"] == {
        "@type": "NewsArticle",
        "@id": f"{address}#article",
        "url": address,
        "mainEntityOfPage": address,
        "headline": "大会落幕",
        "description": "一句话 摘要。",
        "inLanguage": "zh-CN",
        "isAccessibleForFree": True,
        "wordCount": 5,
        "datePublished": "2026-11-23T10:00:00+08:00",
        "dateModified": "2026-11-23T11:00:00+08:00",
        "image": [
            {"@type": "ImageObject", "url": f"{image}-share-10x50-1200.jpg", "width": 1200, "height": 630},
            {"@type": "ImageObject", "url": f"{image}-lead-10x50-1280.jpg", "width": 1280, "height": 720},
            {"@type": "ImageObject", "url": f"{image}-square-10x50-680.jpg", "width": 680, "height": 680},
        ],
        "author": [
            {"@type": "Person", "name": "林小满", "url": f"{SITE}/authors/%E6%9E%97%E5%B0%8F%E6%BB%A1/"},
        ],
        "editor": {"@type": "Person", "name": "王某"},
        "publisher": ORGANIZATION,
        "isPartOf": {"@id": f"{SITE}/#website"},
        "articleSection": ["新闻"],
        "about": [{"@type": "Thing", "name": "元宇宙"}, {"@type": "Thing", "name": "政策"}],
        "keywords": ["AI", "数字楼长"],
        "correction": [
            {"@type": "CorrectionComment", "datePublished": "2026-11-20", "text": "文中日期有误，已更正。"},
        ],
    }
    assert trail(nodes) == [
        ("首页", "/"),
        ("新闻", "/categories/%E6%96%B0%E9%97%BB/"),
        ("元宇宙", "/news/%E5%85%83%E5%AE%87%E5%AE%99/"),
        ("大会落幕", "/posts/n1/"),
    ]


def test_what_is_not_known_is_not_said(client):
    story = graph(client, make_published().path)["NewsArticle"]

    assert story.keys().isdisjoint({"image", "editor", "about", "keywords", "correction", "isBasedOn"})
    assert story["dateModified"] == story["datePublished"]
    assert story["author"] == [{"@type": "Organization", "name": "社区元宇宙", "url": f"{SITE}/"}]


def test_a_repost_names_whose_it_is(client):
    source = {"origin": "repost", "source_name": "社区日报", "source_url": "https://daily.example/1"}
    unsigned, signed = make_published(**source), make_published(**source, authors=(make_author(),))

    story = graph(client, unsigned.path)["NewsArticle"]

    assert story["author"] == [{"@type": "Organization", "name": "社区日报", "url": "https://daily.example/1"}]
    assert story["copyrightHolder"] == {"@type": "Organization", "name": "社区日报"}
    assert story["isBasedOn"] == "https://daily.example/1"
    assert graph(client, signed.path)["NewsArticle"]["author"][0]["name"] == "林小满"


def test_an_article_without_a_cover_shows_the_first_picture_of_its_text(client):
    image = make_image()
    article = make_published(body=f"字\n\n![门前]({image.name})")

    assert graph(client, article.path)["NewsArticle"]["image"] == [
        {
            "@type": "ImageObject",
            "url": f"{SITE}/media/r1/{image.digest[:2]}/{image.digest}-body-750.jpg",
            "width": 750,
            "height": 469,
        }
    ]


def test_the_front_page_says_who_publishes(client):
    SiteSettings(name="社区元宇宙", description="写给住在这里的人。").save()
    make_full()

    assert graph(client, "/") == {
        "WebSite": {
            "@type": "WebSite",
            "@id": f"{SITE}/#website",
            "url": f"{SITE}/",
            "name": "社区元宇宙",
            "description": "写给住在这里的人。",
            "inLanguage": "zh-CN",
            "publisher": {"@id": f"{SITE}/#organization"},
        },
        "Organization": ORGANIZATION,
    }


def test_a_list_names_its_articles_in_the_order_of_the_page(client):
    pinned = make_published(topics=(make_topic(),), at=ago(days=2), pinned=True)
    older, newer = (make_published(topics=(make_topic(),), at=ago(hours=hours)) for hours in (3, 1))

    nodes = graph(client, "/news/元宇宙/")

    collection = nodes["CollectionPage"]
    assert nodes.keys() == {"CollectionPage", "BreadcrumbList"}
    assert (collection["name"], collection["url"]) == ("元宇宙", f"{SITE}/news/%E5%85%83%E5%AE%87%E5%AE%99/")
    assert collection["description"] == "社区元宇宙“元宇宙”的全部文章，共 3 篇。"
    assert collection["mainEntity"] == {
        "@type": "ItemList",
        "numberOfItems": 3,
        "itemListElement": [
            {"@type": "ListItem", "position": place, "url": f"{SITE}{article.path}"}
            for place, article in enumerate((pinned, newer, older), start=1)
        ],
    }
    assert trail(nodes) == [("首页", "/"), ("专题", "/news/"), ("元宇宙", "/news/%E5%85%83%E5%AE%87%E5%AE%99/")]


@pytest.mark.parametrize(
    ("path", "name", "entries"),
    [
        ("/posts/", "全部文章", 1),
        ("/categories/", "栏目", 1),
        ("/tags/", "标签", 2),
        ("/authors/", "作者", 1),
        ("/tags/ai/", "AI", 1),
        ("/categories/新闻/", "新闻", 1),
    ],
)
def test_every_list_has_one(client, path, name, entries):
    make_full()

    nodes = graph(client, path)

    assert nodes["CollectionPage"]["name"] == name
    assert nodes["CollectionPage"]["mainEntity"]["numberOfItems"] == entries
    assert trail(nodes)[-1][0] == name


def test_an_author_is_a_person(client):
    author = make_author(bio="住在三号楼。", website="https://lin.example/")
    make_published(authors=(author,))

    assert graph(client, author.get_absolute_url())["CollectionPage"]["about"] == {
        "@type": "Person",
        "name": "林小满",
        "url": f"{SITE}/authors/%E6%9E%97%E5%B0%8F%E6%BB%A1/",
        "description": "住在三号楼。",
        "sameAs": "https://lin.example/",
    }


def test_an_empty_section_claims_no_article_of_others(client):
    make_published(title="别处的新闻")

    assert "mainEntity" not in graph(client, make_category("深度").get_absolute_url())["CollectionPage"]


def test_pages_that_no_robot_may_keep_have_none(client, admin_client):
    draft = make_article()

    for response in (client.get("/nowhere/"), admin_client.get(f"/admin/articles/article/{draft.pk}/preview/")):
        assert "ld+json" not in response.text
        assert 'content="noindex"' in response.text


HOSTILE = [
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "]]></script>",
    '"},{"@type":"Thing"}',
    "\\u003c/script>\\",
    "A & B &amp; &lt;i&gt;",
    "行\u2028段\u2029尾",
    "'\"`${x}{{ 7*7 }}{% now %}",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_arrive_as_they_are_and_end_no_script(client, words):
    SiteSettings(name=words[:60], description=words).save()
    terms = {"topics": (make_topic("词", description=words),), "authors": (make_author("人", bio=words),)}
    article = make_published(
        title=words, description=words, corrections=(("2026-11-20", words),), responsible_editor=words, **terms
    )

    story = graph(client, article.path)["NewsArticle"]

    assert story["headline"] == words
    assert story["description"] == " ".join(words.split())
    assert story["correction"][0]["text"] == words
    assert story["editor"]["name"] == words
    assert graph(client, "/news/词/")["CollectionPage"]["description"] == " ".join(words.split())
    assert graph(client, "/authors/人/")["CollectionPage"]["about"]["description"] == words
    assert graph(client, "/")["WebSite"]["description"] == words


@pytest.mark.parametrize("words", HOSTILE)
def test_the_script_holds_nothing_that_html_reads(words):
    written = json_script({words: [words]})

    inside = re.fullmatch(r'<script type="application/ld\+json">(.*)</script>', written)[1]
    assert not set(inside) & set("<>&\u2028\u2029")
    assert json.loads(inside) == {words: [words]}
