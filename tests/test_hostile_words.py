"""
Words that are code, in every place where somebody may type: each page is built as with plain words.

A page's skeleton is its elements and the names of their attributes. Words change text and values only,
so a skeleton that differs from the plain page's means that something typed became markup.
"""

import re
import sys
from collections import Counter

import html5lib
import pytest
from django.urls import reverse
from lxml import etree

from articles import publishing, workflow
from articles.content import Content
from articles.models import Article, Author, Category, Tag, Topic
from articles.policy import Role
from articles.terms import term_slug
from tests.factories import make_image, make_user
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db
CONTEXTS = {"text", "xml", "json", "slug", "mail_or_header"}
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
BENDING = {"span", "wbr"}  # how a headline breaks depends on its words
ADDRESSES = {"href", "src", "action", "formaction", "srcset"}
SCHEME = re.compile(r"[\x00-\x20]*(javascript|vbscript|data):(?!image/)", re.IGNORECASE)


@pytest.fixture
def attack(shared, monkeypatch):
    monkeypatch.syspath_prepend(str(shared("attack/xss_oracle.py").parent))
    import xss_oracle

    yield xss_oracle
    sys.modules.pop("xss_oracle")


def skeleton(page):
    """Count the elements of a page by name and attributes, and see that no address runs anything."""
    tree = html5lib.parse(page, treebuilder="etree", namespaceHTMLElements=False)
    for element in tree.iter():
        for name in ADDRESSES & element.attrib.keys():
            assert not SCHEME.match(element.attrib[name]), element.attrib[name]
    return Counter(
        (element.tag, *sorted(element.attrib))
        for element in tree.iter()
        if isinstance(element.tag, str) and element.tag not in BENDING
    )


def write(words):
    """Return a live article that says ``words`` wherever an article, its terms and its picture can."""
    name = words[:90]
    terms = [model.objects.create(name=name, slug="a-term") for model in (Category, Topic, Author)]
    image = make_image(width=320, height=200, alt=words[:250], caption=words[:250], credit=words[:150])
    content = Content(
        title=words[:250],
        slug="an-article",
        description=words,
        body="正文。",
        featured_image=image.pk,
        categories=(terms[0].pk,),
        topics=(terms[1].pk,),
        authors=(terms[2].pk,),
        tags=(name,) if len(term_slug(name)) > 1 and not re.search("[,，、;；\n]", name) else ("词",),
        origin="repost",
        source_name=name,
        responsible_editor=name,
        corrections=(("2026-11-20", words),),
    )
    article = Article(owner=make_user())
    publishing.save_revision(article, content, author=None)
    workflow.apply(article, "publish", actor=None)
    return article


def pages(article):
    """Return what readers and the newsroom are shown of it, and the feed."""
    reader, editor = Visitor(), Visitor()
    editor.force_login(make_user(Role.ADMIN, username="chief"))
    screens = [
        reverse(f"admin:articles_article_{name}", args=[article.pk]) for name in ("change", "preview", "history")
    ]
    screens += ["/admin/articles/article/", "/admin/articles/tag/", "/admin/media/image/", "/admin/"]
    public = [
        article.path,
        "/",
        "/posts/",
        "/categories/a-term/",
        "/news/a-term/",
        "/authors/a-term/",
        "/feeds/",
        "/tags/",
    ]
    found = {path: reader.get(path) for path in (*public, "/index.xml")} | {path: editor.get(path) for path in screens}
    workflow.apply(article, "unpublish", actor=None, public_note=article.description)
    return found | {"gone": reader.get(article.path), "nowhere": reader.get(f"/{article.slug}/nowhere/")}


def clear(article):
    image = article.featured_image
    Article.objects.filter(pk=article.pk).update(latest_revision=None, live_revision=None)
    article.delete()
    image.delete()
    for model in (Category, Topic, Author, Tag):
        model.objects.all().delete()
    article.owner.delete()
    type(article.owner).objects.filter(username="chief").delete()


def test_no_word_becomes_markup(attack, shared):
    payloads = [row for row in attack.load(shared("attack/xss_payloads.txt")) if row[1] in CONTEXTS]
    plain = write("普通的词语")
    expected = {path: skeleton(page.text) for path, page in pages(plain).items() if path != "/index.xml"}
    by_place = dict(zip(range(len(expected)), expected.values(), strict=True))
    clear(plain)
    wrong = []
    for key, _context, _expect, payload in payloads:
        words = " ".join(ILLEGAL.sub("", payload).split())  # as the form folds a title
        if not words or not any(map(str.isalnum, words)):
            continue
        article = write(words)
        found = pages(article)
        feed = etree.fromstring(found.pop("/index.xml").content, etree.XMLParser(recover=False, resolve_entities=False))
        if feed.findtext("channel/item/title") != article.title:
            wrong.append((key, "the feed's title"))
        for part in ("description", "{http://purl.org/rss/1.0/modules/content/}encoded"):
            text = feed.findtext(f"channel/item/{part}")
            if part != "description" and attack.violations(text, ids_strict=False):
                wrong.append((key, part))
        for place, (path, page) in enumerate(found.items()):
            built = skeleton(page.text)
            if page.status_code >= 500 or built != by_place[place]:
                wrong.append((key, path, page.status_code, built - by_place[place], by_place[place] - built))
        clear(article)
    assert len(payloads) > 60
    assert wrong == []


SEARCHES = [
    "<script>alert(1)</script>",
    '"><svg onload=alert(1)>',
    "'-alert(1)-'",
    "</title><img src=x onerror=alert(1)>",
]


@pytest.mark.parametrize("words", SEARCHES)
def test_what_is_looked_for_is_shown_as_text(words):
    editor = Visitor()
    editor.force_login(make_user(Role.ADMIN))
    for path in ("/admin/articles/article/", "/admin/media/image/", "/admin/articles/tag/", "/admin/auth/user/"):
        assert skeleton(editor.get(path, {"q": words}).text) == skeleton(editor.get(path, {"q": "普通的词"}).text)
    assert skeleton(editor.get(f"/nowhere/{words}/").text) == skeleton(editor.get("/nowhere/").text)
