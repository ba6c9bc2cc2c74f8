"""Every public address of the URLconf on a site whose every word is code: each answers as one with plain words does."""

import json
import re
from urllib.parse import quote

import pytest
from django.db import transaction
from django.utils import timezone
from lxml import etree

from articles.sitemaps import parts
from media.renditions import fallback
from tests.hostile import Noting, Page, oracle, packed, words_of
from tests.hostile_site import write_site
from tests.visitor import routes

pytestmark = pytest.mark.django_db
PLAIN = ["普通的词语", "另一些词"]
SLUGS = {"categories": "a-section-0", "news": "a-topic-0", "authors": "an-author-0", "tags": "a-tag"}
LISTS = {"/posts/", "/posts/page/<page:number>/"}
ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"


def addresses(route, site):
    """Return addresses that reach a route of the URLconf. One with a part that is new here has to be taught."""
    if route == "<path:path>":
        known = [article.path for article in (*site.articles, site.withdrawn)]
        known += [f"{site.articles[0].path}qr.svg", f"/{site.page.slug}/"]
        return [*known, "/old/", "/nowhere/<b>x</b>/", "/Nowhere/<svg onload=alert(1)>"]
    if route == "preview/<str:token>/":
        return [f"/preview/{site.link.token}/", "/preview/1-<svg onload=alert(1)>/"]
    if route == "preview/<str:token>/<path:name>":
        return [f"/preview/{site.link.token}/no.pdf", "/preview/1-x/<svg onload=alert(1)>.pdf"]
    if route == "search/":
        return ["/search/", f"/search/?q={quote('鲸鱼<svg onload=alert(1)>')}&year=<b>"]
    if route.startswith("media/"):
        return [site.image.url, fallback(site.image, "row").url, "/media/<svg onload=alert(1)>.jpg"]
    filled = route.replace("<str:slug>", SLUGS.get(route.partition("/")[0], ""))
    day = timezone.localdate(site.articles[0].published_at)
    filled = filled.replace("<year:year>", f"{day:%Y}").replace("<month:month>", f"{day:%m}")
    pages = range(1, 7) if route in {"page/<page:number>/", "posts/page/<page:number>/"} else (1, 2, 9)
    return [f"/{filled.replace('<page:number>', str(page))}" for page in (pages if "<page:number>" in route else (1,))]


def answers(site):
    """Ask for every public address; return the answers by route and turn, and the routes that answered."""
    reader, found = Noting(), {}
    for route in routes():
        if not route.startswith("/admin/"):
            for turn, path in enumerate(addresses(route.removeprefix("/"), site)):
                assert not re.search(r"<[a-z]+:", path), path
                found[route, turn] = reader.get(path)
    return found, reader.asked


def of_plain_words(count):
    """Ask the same of a site with plain words, and take that away again."""
    with transaction.atomic():
        found, _asked = answers(write_site(PLAIN * 40, count))
        transaction.set_rollback(True)
    return found


def wrong_with(response, plain, judge):
    """Yield what is wrong with one answer, by its type."""
    kind = response.headers.get("Content-Type", "").partition(";")[0]
    if response.status_code != plain.status_code or kind != plain.headers.get("Content-Type", "").partition(";")[0]:
        yield response.status_code, kind
    if "Location" in response.headers and not response["Location"].startswith("/"):
        yield response["Location"]
    if response.status_code == 200 and response.headers.get("X-Content-Type-Options") != "nosniff":
        yield "may be sniffed"
    if kind == "text/html" and response.content:
        page = Page(response.text)
        yield from (*page.acts(), *page.differs(Page(plain.text)))
    elif kind.endswith(("xml", "opml")):
        tree = etree.fromstring(response.content, etree.XMLParser(resolve_entities=False))
        yield from {one.tag for one in tree.iter()} ^ {one.tag for one in etree.fromstring(plain.content).iter()}
        yield from (fault for one in tree.iter(ENCODED) for fault in judge(one.text, ids_strict=False))
    elif kind == "application/manifest+json":
        yield from json.loads(response.text).keys() ^ json.loads(plain.text).keys()
    elif kind not in {"text/html", "text/plain", "image/jpeg", "image/svg+xml", ""}:
        yield f"nobody judges {kind}"


def test_every_public_address_is_asked_for_and_says_hostile_words_as_words(shared, monkeypatch):
    monkeypatch.setattr(parts, "KEYS_PER_PART", 1_000_000_000)  # keys go on from one site to the next
    words, judge = words_of(shared), oracle(shared("attack/xss_oracle.py")).violations
    count = max(45, len(packed(words, 250)))
    plain = of_plain_words(count)

    site = write_site(words, count)
    found, asked = answers(site)

    wrong = {place: list(wrong_with(found[place], plain[place], judge)) for place in plain}
    assert {place: faults for place, faults in wrong.items() if faults} == {}
    public = {route.removeprefix("/") for route in routes() if not route.startswith("/admin/")}
    assert {route.replace("/^(", "/(") for route in public} == asked  # a resolver drops the mark of a start
    lists = Page("".join(one.text for (route, _turn), one in found.items() if route in LISTS))
    assert lists.lacks(words, 240) == [], "every payload stood on some list"
    feed = etree.fromstring(found["/index.xml", 0].content)
    newest = [article.title for article in site.articles]
    assert [title.text for title in feed.iterfind("channel/item/title")] == newest[: len(feed.findall("channel/item"))]
