"""Every hostile body, address, query and header line of the shared list, in every place where it could come out."""

import importlib.util
import io
import logging
import re
from dataclasses import replace
from html import unescape

import pytest
from django.conf import settings
from django.urls import reverse
from lxml import etree, html

from articles import publishing
from articles.models import Article, Author, Redirect
from articles.policy import Role
from articles.text.wechat import for_wechat
from articles.versions.content import Content
from tests.articles.admin.article.article_desk import address, posted
from tests.factories import make_article, make_published, make_user
from tests.hostile import Page
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db
STYLE = re.compile(r'\sstyle="[a-z-]+:[^"<>]*"')  # the one place with styles of our own; the judge allows none
START = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} [A-Z]+ [A-Za-z_.]+ ")  # of a line of the log
AT_ONCE = 12  # bodies in one article


@pytest.fixture(scope="module")
def oracle(shared):
    spec = importlib.util.spec_from_file_location("xss_oracle", shared("attack/xss_oracle.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def payloads(shared, oracle):
    def of(context):
        return [row for row in oracle.load(shared("attack/xss_payloads.txt")) if row[1] == context]

    return of


@pytest.fixture
def editor():
    visitor = Visitor()
    visitor.force_login(make_user(Role.ADMIN))
    return visitor


def prose(page):
    """Return the HTML of the body as a page shows it."""
    found = html.fromstring(page).xpath("//div[contains(concat(' ', @class, ' '), ' prose ')]")
    return "".join(etree.tostring(child, encoding="unicode", method="html") for child in found[0])


def test_hostile_bodies_are_inert_on_the_page_in_the_feed_the_preview_and_for_wechat(payloads, oracle, editor):
    reader, wrong = Visitor(), []
    rows = payloads("body")
    for key, _context, _expect, payload in rows:
        body = payload.replace("\0", "")  # which no form takes
        article = make_published(body=f"开头。\n\n{body}\n\n结尾。", description="")
        page = reader.get(article.path)
        preview = editor.get(address("preview", article))
        feed = etree.fromstring(reader.get("/index.xml").content, etree.XMLParser(resolve_entities=False))
        item = feed.find("channel/item")
        places = {
            "page": prose(page.text),
            "preview": prose(preview.text),
            "feed": item.findtext("{http://purl.org/rss/1.0/modules/content/}encoded"),
            "wechat": STYLE.sub(
                "", for_wechat(Article.objects.get(pk=article.pk).body_html, site="https://x.cn/").html
            ),
        }
        for place, fragment in places.items():
            if found := oracle.violations(fragment, ids_strict=False):
                wrong.append((key, place, found))
        described = item.findtext("description") or ""
        for _unescaped in range(3):  # as feed readers do, once or twice too often
            if oracle.violations(described, ids_strict=False):
                wrong.append((key, "description", described))
            described = unescape(described)
        Article.objects.filter(pk=article.pk).update(expires_at="2001-01-01T00:00Z")  # out of the next one's feed
    assert len(rows) > 300
    assert wrong == []


# What has a row for everything that the checks find in it, so it holds every kind of row that they have.
FAULTY = "半角,标点!!  空格\n\n![](http://elsewhere.example/a.jpg)\n\n![配图一](x.jpg)\n\n# 一\n\n### 三\n\n[x]()"


def screens(editor, body):
    """Return the screens that show an article with this body, one of which has been published."""
    live, draft = make_published(body="旧的正文"), make_article(body=body)
    publishing.save_revision(live, replace(Content.newest(live), body=body), author=None)
    found = {name: editor.get(address(name, draft)) for name in ("change", "history", "wechat")}
    found |= {step: editor.get(address("step", draft, step)) for step in ("publish", "schedule", "submit", "trash")}
    found["update"] = editor.get(address("step", live, "update"))
    found["checks"] = editor.post(address("checks", draft), {"title": "题", "body": body})
    return found


def test_a_hostile_body_is_text_on_every_screen_around_its_article(payloads, editor):
    bodies = [row[3].replace("\0", "") for row in payloads("body")]
    groups = ["\n\n段落。\n\n".join(bodies[start : start + AT_ONCE]) for start in range(0, len(bodies), AT_ONCE)]
    plain = screens(editor, "没有毛病的正文。")
    known = [*plain.items(), *screens(editor, FAULTY).items()]
    usual = {kind for name, page in known for kind in Page(markup_of(name, page)).kinds}
    wrong = []
    for number, group in enumerate(groups):
        for name, response in screens(editor, group).items():
            page = Page(markup_of(name, response))
            if response.status_code != plain[name].status_code or page.acts() or page.kinds.keys() - usual:
                wrong.append((number, name, response.status_code, page.acts(), page.kinds.keys() - usual))
            if name == "change":
                typed = html.fromstring(response.text).xpath("//textarea[@name='body']")[0]
                assert len(typed) == 0
                assert "".join(typed.text.split()) == "".join(group.split())
    assert wrong == []


def markup_of(name, response):
    """Return the HTML of an answer; of the checks', what a script puts into the page."""
    if name != "checks":
        return response.text
    assert response["Content-Type"] == "application/json"
    assert response["X-Content-Type-Options"] == "nosniff"
    return f"<!doctype html><title></title>{response.json()['html']}"


GOOD = "https://news.example.cn/报道/?id=1"
KINDS = {"source_url": Article, "website": Author, "target": Redirect}


@pytest.mark.parametrize("field", KINDS)
def test_addresses_that_lead_astray_are_refused_in_words(payloads, editor, field):
    def keep(value):
        """Type ``value`` into the field of a fresh form; return the answer and what was kept."""
        if field == "source_url":
            KINDS[field].objects.update(source_url="")
            article = make_article()
            typed = posted(
                editor.get(address("change", article)), source_url=value, origin="repost", source_name="某报"
            )
            response = editor.post(address("change", article), typed)
        elif field == "website":
            response = editor.post("/admin/articles/author/add/", {"name": "何米", "slug": "hemi", "website": value})
        else:
            response = editor.post("/admin/articles/redirect/add/", {"source": "/old/", "target": value})
        kept = "".join(KINDS[field].objects.values_list(field, flat=True))
        if field != "source_url":
            KINDS[field].objects.all().delete()
        return response, kept

    assert keep(GOOD)[1].startswith("https://news.example.cn/")
    wrong = []
    for key, _context, _expect, payload in payloads("url"):
        response, kept = keep(payload)
        if kept or response.status_code != 200 or "错误" not in response.text:
            wrong.append((key, payload, response.status_code, kept))
    assert wrong == []


def test_what_is_searched_for_is_shown_as_text(payloads, editor):
    lists = [
        reverse(f"admin:{name}_changelist") for name in ("articles_article", "media_image", "articles_tag", "auth_user")
    ]
    usual = {
        path: {kind for words in ("普通的词", "") for kind in Page(editor.get(path, {"q": words}).text).kinds}
        for path in lists
    }
    for key, _context, _expect, payload in [*payloads("search"), *payloads("text")]:
        for path in lists:
            response = editor.get(path, {"q": payload.replace("\0", "")})
            assert response.status_code in {200, 302}, key
            if response.status_code == 200:
                page = Page(response.text)
                assert (page.acts(), page.kinds.keys() - usual[path]) == ([], set()), key


def noting(events):
    """Return a filter that passes everything, and remembers it."""

    def note(record):
        events.append(record)
        return True

    return note


def test_no_line_of_the_log_is_written_by_a_visitor(payloads):
    """Read what the project's own handler writes with the project's own format."""
    (handler,) = [one for one in logging.getLogger().handlers if one.name == "console"]
    assert handler.formatter._fmt == settings.LOGGING["formatters"]["line"]["format"]
    reader, editor, paper = Visitor(), Visitor(raise_request_exception=False), io.StringIO()
    lines = [payload for _key, _context, _expect, payload in payloads("mail_or_header")]
    lines += ["a\r\nINFO forged line", "\n2026-11-28 10:00:00,000 INFO cms forged", "\x1b[31mred", "x\u2028y\x85z"]
    before, events = handler.setStream(paper), []
    note = noting(events)
    handler.addFilter(note)
    try:
        for payload in lines:
            path = f"/nowhere/{payload[:200]}/".replace("?", "").lower()  # capitals would only be led on
            reader.get(path, headers={"user-agent": payload, "referer": payload})
            reader.get(path, headers={"host": payload})
            editor.post("/admin/login/", {"username": payload, "password": payload})
            try:
                raise ValueError(payload)
            except ValueError:
                logging.getLogger("articles").exception("A text says: %s", payload)
    finally:
        handler.removeFilter(note)
        handler.setStream(before)
    written = paper.getvalue()
    assert len(written.splitlines()) == written.count("\n"), "nothing else ends a line"
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", written)
    starts = [line for line in written.splitlines() if not line.startswith("    | ")]
    assert all(START.match(line) for line in starts)
    assert len(starts) == len(events) >= 3 * len(lines), "one line at the margin for one event"
