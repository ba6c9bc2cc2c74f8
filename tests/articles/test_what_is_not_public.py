"""What readers may not know yet, or no longer: no byte, number, header or address tells them."""

import datetime
import re
from urllib.parse import quote, unquote

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone

from articles import publishing, workflow
from articles.models import Attachment, BundleImage, Redirect
from articles.versions.content import Content
from tests.factories import (
    make_article,
    make_author,
    make_image,
    make_published,
    make_scheduled,
    make_topic,
    make_withdrawn,
)

pytestmark = pytest.mark.django_db
SECRET = "鳄鱼"
NOW = datetime.datetime(2026, 11, 23, 4, 0, tzinfo=datetime.UTC)
ADDRESS = re.compile(
    r'(?:href|src|url)="(/[^"]*)"|(?:<link>|<url>)https?://[^/]+(/[^<]*)<|https?://testserver(/[^"<\s]*)'
)


def secrets(number):
    """Return fields that name the secret in every place where an article says something."""
    return {
        "title": f"{SECRET}第{number}篇",
        "slug": f"{SECRET}-{number}",
        "description": f"{SECRET}的摘要",
        "body": f"{SECRET}的正文\n\n## {SECRET}",
        "tags": (SECRET, "共用"),
        "authors": (make_author(SECRET), make_author("共用")),
        "topics": (make_topic("共用"),),
        "source_name": SECRET,
        "pinned": True,
        "recommended": True,
        "in_focus": True,
    }


def in_review(**fields):
    article = make_article(**fields)
    workflow.apply(article, "submit", actor=None)
    return article


def trashed(**fields):
    article = make_withdrawn(**fields)
    workflow.apply(article, "trash", actor=None)
    return article


def expired(**fields):
    past = timezone.now() - datetime.timedelta(hours=1)
    return make_published(at=past - datetime.timedelta(hours=1), expires_at=past, **fields)


NEVER_SEEN = {"draft": make_article, "in_review": in_review, "scheduled": make_scheduled}
NO_LONGER_SEEN = {"unpublished": make_withdrawn, "trashed": trashed, "expired": expired}
HIDDEN = NEVER_SEEN | NO_LONGER_SEEN


def crawl(client):
    """Return the answers of every address that a reader can find from the front page and the feeds."""
    found, waiting = {}, ["/", "/index.xml", "/feeds/", "/posts/", "/tags/", "/authors/", "/news/", "/categories/"]
    while waiting:
        path = waiting.pop()
        if path in found or path.startswith(("/static/", "/media/")):
            continue
        response = found[path] = client.get(path)
        if "text" in response["Content-Type"] or "xml" in response["Content-Type"]:
            waiting += ["".join(groups).partition("#")[0] for groups in ADDRESS.findall(response.text)]
    return found


@pytest.mark.parametrize("state", HIDDEN)
def test_nothing_that_a_reader_can_reach_tells_of_it(client, state):
    make_published(tags=("共用",), authors=(make_author("共用"),), topics=(make_topic("共用"),))
    before = {path: (response.status_code, response.content) for path, response in crawl(client).items()}
    image = make_image(width=320, height=200, alt=SECRET, caption=SECRET, credit=SECRET)
    HIDDEN[state](**secrets(1), featured_image=image)

    after = crawl(client)

    assert len(after) > 12
    for path, response in after.items():
        assert SECRET not in unquote(path)
        text = re.sub(r"<[^>]+>", "", response.text) + unquote(response.text)
        assert SECRET not in text, path
        assert image.file not in response.text, path
        if state in NEVER_SEEN:
            assert (response.status_code, response.content) == before[path], path


@pytest.mark.parametrize("state", HIDDEN)
def test_its_addresses_answer_as_those_of_what_never_was(client, state):
    make_published()
    article = HIDDEN[state](**secrets(1))
    store = storages["originals"]
    name = store.save("ab/abc", ContentFile(b"%PDF secret"))
    Attachment.objects.create(article=article, name="名单.pdf", sha256="0" * 64, size=11, stored_as=name)
    BundleImage.objects.create(article=article, name="现场.jpg", image=make_image(width=320, height=200))
    beside = ["名单.pdf", "现场.jpg", "index.md", "%E5%90%8D%E5%8D%95.pdf"]
    paths = [*(f"{article.path}{name}" for name in beside), f"/tags/{SECRET}/", f"/authors/{SECRET}/"]
    paths += [f"/tags/{SECRET}/index.xml", f"/authors/{SECRET}/index.xml", f"/tags/{SECRET}"]
    if state in NEVER_SEEN:
        paths += [article.path, article.path.rstrip("/"), f"{article.path}index.html"]

    for path in paths:
        if state in NO_LONGER_SEEN and path.endswith("index.md"):
            continue
        for method in (client.get, client.head):
            response = method(quote(path), follow=True, headers={"If-None-Match": "*"})
            assert response.status_code in {404, 412}, path
            assert SECRET not in response.text, path
    missing, nothing = client.get(quote(paths[0])), client.get("/posts/never/was.pdf")
    if state in NEVER_SEEN:
        missing, nothing = client.get(quote(article.path)), client.get("/posts/never-was/")
    assert missing.status_code == nothing.status_code == 404
    assert missing.content == nothing.content
    assert dict(missing.headers) == dict(nothing.headers)


@pytest.mark.parametrize("state", NO_LONGER_SEEN)
def test_the_address_of_what_was_public_says_only_that_it_is_gone(client, state):
    article = NO_LONGER_SEEN[state](**secrets(1))

    response = client.get(quote(article.path))

    assert response.status_code == 410
    assert SECRET not in response.text


def test_a_feed_does_not_stir_when_something_is_prepared(client):
    with time_machine.travel(NOW, tick=False):
        make_published()
    with time_machine.travel(NOW + datetime.timedelta(hours=1), tick=False):
        before = client.get("/index.xml")
        article = make_scheduled(at=NOW + datetime.timedelta(hours=3))
        in_review()
    with time_machine.travel(NOW + datetime.timedelta(hours=2), tick=False):
        assert (client.get("/index.xml").content, client.get("/index.xml")["Last-Modified"]) == (
            before.content,
            before["Last-Modified"],
        )
        workflow.apply(article, "unschedule", actor=None)
        assert client.get("/index.xml")["ETag"] == before["ETag"]


def test_whoever_took_something_down_is_heard_by_every_feed(client):
    with time_machine.travel(NOW, tick=False):
        article = make_published()
        old = client.get("/index.xml")
    with time_machine.travel(NOW + datetime.timedelta(minutes=1), tick=False):
        workflow.apply(article, "unpublish", actor=None)
        for headers in ({"If-None-Match": old["ETag"]}, {"If-Modified-Since": old["Last-Modified"]}):
            assert client.get("/index.xml", headers=headers).status_code == 200


def test_it_appears_and_goes_in_the_very_second(client):
    """Published at, expires at and pinned until: the first two begin, and the last ends, with their second."""
    start, end = NOW + datetime.timedelta(hours=1), NOW + datetime.timedelta(hours=2)
    second = datetime.timedelta(seconds=1)
    with time_machine.travel(NOW, tick=False):
        make_published(title="一直都在", at=NOW)
        article = make_scheduled(title="限时一小时", at=start, expires_at=end, pinned=True, pinned_until=end - second)
    seen = {}
    for moment in (start - second, start, end - 2 * second, end - second, end):
        with time_machine.travel(moment, tick=False):
            text = re.sub(r"<[^>]+>", "", client.get("/posts/").text)
            feed = client.get("/index.xml").text
            status = client.get(article.path).status_code
            assert ("限时一小时" in text) == ("限时一小时" in feed) == (status == 200)
            seen[moment] = (status, 'class="flag"' in client.get("/categories/新闻/").text)
    assert list(seen.values()) == [(404, False), (200, True), (200, True), (200, False), (410, False)]


def test_the_new_link_of_a_withdrawn_article_is_nobodys_business(client):
    article = make_withdrawn(slug="one")
    content = Content(**{**vars(Content.of(article)), "slug": SECRET, "title": SECRET})
    publishing.save_revision(article, content, author=None)

    assert not Redirect.objects.exists()
    assert client.get("/posts/one/").status_code == 410
    assert client.get(quote(f"/posts/{SECRET}/")).status_code == 404

    workflow.apply(article, "republish", actor=None)

    assert unquote(client.get("/posts/one/")["Location"]) == f"/posts/{SECRET}/" == article.path
    assert article.title == SECRET


def test_what_was_typed_but_not_published_stays_unseen_when_an_article_is_taken_down(client):
    article = make_published(slug="one")
    content = Content(**{**vars(Content.of(article)), "slug": SECRET, "title": SECRET})
    publishing.save_revision(article, content, author=None)
    other = make_published(slug="elsewhere")
    workflow.apply(article, "unpublish", actor=None)

    assert (article.path, article.title) == ("/posts/one/", SECRET)
    assert SECRET not in client.get("/posts/one/").text
    assert client.get(quote(f"/posts/{SECRET}/")).status_code == 404
    assert client.get(other.path).status_code == 200
    workflow.apply(article, "republish", actor=None)
    assert article.modified_at is not None
