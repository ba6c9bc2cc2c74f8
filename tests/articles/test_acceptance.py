"""
The reader's acceptance checks of the brief (§15, 1 to 14), and where each is held:

| check | what | where |
|---|---|---|
| 1 | the seed article: no hero, no dek, seven figures, old, four minutes | here, browser/test_seed.py |
| 2 | one place on the front page, and a pin that ends | here |
| 3 | three pins and twenty rows, every article once | here, articles/views/test_pagination.py |
| 4 | weight moves nothing beyond its day | here |
| 5 | one redirect to the one address; 404; 410 | here, cms/test_canonical.py |
| 6 | no other origin, the same for everyone | here, articles/views/test_views.py, articles/views/test_frame.py |
| 7 | everything without scripts | browser/test_reader.py, browser/test_lightbox.py |
| 8 | 320 px, 200 %, wider text spacing | browser/test_reader.py, browser/test_reader_limits.py |
| 9 | axe; contrast of every pair of colours | browser/test_reader.py, cms/test_stylesheet.py |
| 10 | one picture hurried, nothing shifts | articles/views/test_article.py, browser/test_reader_limits.py |
| 11 | the budgets with 60 articles and pictures | browser/test_reader_limits.py |
| 12 | the feed | articles/feeds/test_feeds.py, articles/hugo/test_shared_data.py |
| 13 | title; the QR code, also in the dark | here, articles/pages/test_qr_code.py, browser/test_sharing.py |
| 14 | Chinese punctuation is as wide as hanzi | browser/test_reader_limits.py |
"""

import datetime
import re
import unicodedata
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.utils import timezone

from articles.frontpage.placement import set_placement
from articles.hugo.importer import Importer
from articles.hugo.site import open_site
from articles.models import Article
from articles.templatetags.article_tags import minutes
from tests.factories import make_author, make_image, make_published, make_topic, make_withdrawn

from .views.test_views import ago, words

pytestmark = pytest.mark.django_db
PLACES = re.compile(r"[\w/]+/test_\w+\.py")
LINKS = re.compile(r'href="(/posts/[^"#]+/)"')
AGENTS = ["Mozilla/5.0 (iPhone) MicroMessenger/8.0", "Googlebot/2.1", "curl/8", ""]


def part(text, name):
    """Return the articles of one section of the front page, each once, in their order."""
    section = re.search(rf'<section class="[^"]*\b{name}\b.*?</section>', text, re.DOTALL)
    return list(dict.fromkeys(LINKS.findall(section[0]))) if section else []


def test_every_file_that_the_table_names_is_there():
    named = set(PLACES.findall(__doc__))

    assert len(named) > 9
    assert [name for name in named if not Path(settings.BASE_DIR, "tests", name).is_file()] == []


def test_1_the_seed_article_shows_each_picture_once_and_no_placeholder(client, shared):
    Importer(open_site(shared("seed")), fix_images=True).run()
    article = Article.objects.get()

    text = client.get(article.path).text

    assert 'class="hero"' not in text
    assert 'class="dek"' not in text
    assert text.count("<figure") == 7
    assert not re.search(r'alt="配图|<figcaption[^>]*>配图', text)
    assert f"约 {minutes(article.character_count)} 分钟" == "约 4 分钟"
    assert "约 4 分钟" in text
    assert 'class="toc"' not in text
    assert "更新于" not in words(client.get(article.path))
    assert "这是一篇 2022 年的旧闻" in text


def test_2_an_article_has_one_place_on_the_front_page_and_its_pin_ends(client, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    for hours in range(1, 11):
        make_published(at=ago(hours=hours), featured_image=make_image() if hours == 3 else None)
    sample = make_published(title="旧文", at=ago(days=1500), recommended=True, in_focus=True)

    text = client.get("/").text
    assert sample.path in part(text, "picks")
    assert sample.path not in [*part(text, "top"), *part(text, "focus"), *part(text, "latest")]

    set_placement(sample, actor=None, pinned=True)
    text = client.get("/").text
    assert part(text, "top")[0] == sample.path
    assert sample.path not in [*part(text, "picks"), *part(text, "focus"), *part(text, "latest")]

    set_placement(sample, actor=None, pinned_until=timezone.now() + datetime.timedelta(minutes=1))
    time_machine.shift(datetime.timedelta(minutes=2))
    text = client.get("/").text
    assert sample.path in part(text, "picks")
    assert sample.path not in part(text, "top")


def test_3_a_topic_shows_three_pins_and_twenty_rows_and_every_article_once(client):
    topic = make_topic()
    made = [make_published(topics=(topic,), at=ago(hours=n), pinned=n in (5, 15, 25, 35)) for n in range(1, 46)]

    pages = [
        client.get(url).text.partition("<main")[2]
        for url in (topic.get_absolute_url(), *(f"{topic.get_absolute_url()}page/{n}/" for n in (2, 3)))
    ]

    rows = [list(dict.fromkeys(LINKS.findall(page))) for page in pages]
    assert [len(row) for row in rows] == [23, 20, 2]
    assert sorted(path for row in rows for path in row) == sorted(article.path for article in made)
    assert client.get(f"{topic.get_absolute_url()}page/4/").status_code == 404


def test_4_weight_orders_a_day_and_never_moves_an_older_article(client):
    noon = timezone.localtime().replace(hour=12, minute=0) - datetime.timedelta(days=1)
    terms = {"topics": (make_topic(),), "authors": (make_author(),), "tags": ("AI",)}
    old = make_published(at=ago(days=1500), weight=1, **terms)
    for _ in range(3):  # which the upper places of the front page take
        make_published(pinned=True, at=noon - datetime.timedelta(hours=6))
    later = make_published(at=noon, **terms)
    heavy = make_published(at=noon - datetime.timedelta(hours=5), weight=1, **terms)
    by_day, by_time = [heavy.path, later.path, old.path], [later.path, heavy.path, old.path]

    def order(text):
        return [path for path in dict.fromkeys(re.findall(r"/posts/[\w-]+/", text)) if path in by_day]

    assert order("".join(part(client.get("/").text, "latest"))) == by_day
    for url, wanted in {"/news/元宇宙/": by_day, "/tags/ai/": by_time, "/index.xml": by_time}.items():
        text = client.get(url).text
        assert order(text.partition("<main")[2] or text.partition("<item>")[2]) == wanted, url
    months = [f"/archives/{article.published_day:%Y/%m}/" for article in (heavy, old)]
    assert [order(client.get(month).text) for month in months] == [by_time[:2], by_time[2:]]


def test_5_every_variant_of_an_address_costs_one_redirect_and_what_is_not_there_is_404(client):
    article = make_published(slug="x", topics=(make_topic(),), tags=("元宇宙", "Café"), authors=(make_author("Simon"),))
    nfd = unicodedata.normalize("NFD", "/tags/café/")
    variants = {
        "/tags/元宇宙": "/tags/元宇宙/",
        "/Tags/元宇宙/": "/tags/元宇宙/",
        nfd: "/tags/café/",
        "/authors/Simon/": "/authors/simon/",
        "/posts/x/index.html": article.path,
        "/page/1/": "/",
    }

    for asked, canonical in variants.items():
        response = client.get(quote(asked))
        assert (response.status_code, response["Location"]) == (301, quote(canonical)), asked
        assert client.get(response["Location"]).status_code == 200, asked
    assert [client.get(quote(url)).status_code for url in ("/tags/不存在/", "/page/999/")] == [404, 404]
    assert client.get(make_withdrawn().path).status_code == 410


def test_6_a_page_is_the_same_for_every_browser(client):
    article = make_published(topics=(make_topic(),), tags=("AI",), featured_image=make_image())

    for url in ("/", "/posts/", article.path, "/search/?q=社区", "/nowhere/"):
        answers = [client.get(url, headers={"User-Agent": agent}) for agent in AGENTS]
        assert len({answer.content for answer in answers}) == 1, url
        assert "user-agent" not in answers[0].get("Vary", "").lower(), url


def test_13_the_title_of_a_page_begins_with_the_headline(client):
    article = make_published(title="大会落幕 未来将产生10万亿的市场")

    assert f"<title>{article.title} - " in client.get(article.path).text
