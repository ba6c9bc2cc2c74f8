"""Addresses of this site at which readers find nothing: what the views would say, found without them."""

import datetime
from urllib.parse import unquote

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.links.destinations import dead_ends
from articles.links.following import follow
from articles.models import Redirect, Tag
from tests.articles.views.test_attachments import attach
from tests.factories import (
    make_article,
    make_author,
    make_category,
    make_page,
    make_published,
    make_scheduled,
    make_topic,
    make_withdrawn,
)

pytestmark = pytest.mark.django_db


def whole_site():
    """Make something of everything; return the paths that a text may lead to."""
    article = make_published(
        topics=[make_topic()], tags=("AI",), authors=(make_author(),), categories=[make_category()]
    )
    attach(article, "规划.pdf")
    withdrawn, draft, to_come = make_withdrawn(tags=("空的",)), make_article(), make_scheduled()
    make_page(slug="about")
    make_page(slug="hidden", is_public=False)
    Tag.objects.create(name="没人用", slug="unused")
    for source, target in [
        ("/old/", article.path),
        ("/old.html", article.path),
        ("/old-dead/", withdrawn.path),
        ("/gone/", ""),
        ("/to-topic/", "/news/元宇宙/"),
        ("/elsewhere/", "https://news.example/"),
        ("/round/", "/about-round/"),
        ("/about-round/", "/round/"),
        ("/first/", "/old/"),
    ]:
        Redirect.objects.create(source=source, target=target)
    terms = [
        unquote(row.get_absolute_url())
        for row in (article.topics.get(), article.categories.get(), article.authors.get())
    ]
    return [
        *(article.path, withdrawn.path, draft.path, to_come.path, *terms),
        *("/", "/posts/", "/posts/page/2/", "/posts/page/9/", "/archives/", "/archives/1999/", "/archives/1999/07/"),
        *(
            "/tags/",
            "/tags/ai/",
            "/tags/空的/",
            "/tags/unused/",
            "/tags/none/",
            "/tags/ai/index.xml",
            "/tags/ai/page/7/",
        ),
        *(
            "/news/none/",
            "/about/",
            "/hidden/",
            "/none/",
            "/none.pdf",
            f"{article.path}规划.pdf",
            f"{article.path}none.pdf",
        ),
        *(
            "/old/",
            "/old.html",
            "/old-dead/",
            "/gone/",
            "/to-topic/",
            "/elsewhere/",
            "/round/",
            "/first/",
            "/feeds.opml",
        ),
        *("/index.xml", "/search/", "/robots.txt", f"{article.path}qr.svg", "/preview/1-x/", "/" + "x" * 1_001 + "/"),
    ]


def test_it_says_what_the_views_say():
    paths = whole_site()
    opens = {path for path in paths if follow(path)[-1].status in {200, 0}}

    assert set(paths) - set(dead_ends(paths)) == opens
    assert len(opens) > 15
    assert len(opens) < len(paths) - 15


def test_a_reason_is_given():
    withdrawn = make_withdrawn()
    Redirect.objects.create(source="/gone/", target="")
    Redirect.objects.create(source="/old/", target=withdrawn.path)

    assert dead_ends([withdrawn.path, "/gone/", "/old/", "/none/", "/admin/x/", "/media/none.jpg"]) == {
        withdrawn.path: "withdrawn",
        "/gone/": "gone",
        "/old/": "withdrawn",
        "/none/": "missing",
    }


def test_the_clock_decides():
    article = make_scheduled(at=timezone.now() + datetime.timedelta(hours=1))
    assert dead_ends([article.path])

    with time_machine.travel(timezone.now() + datetime.timedelta(hours=2)):
        assert not dead_ends([article.path])


def test_many_cost_as_many_questions_as_one():
    def asked(count):
        paths = [make_published(tags=(f"标签{n}",)).path for n in range(count)]
        paths += [f"/tags/标签{n}/" for n in range(count)] + [f"/none-{n}/" for n in range(count)]
        with CaptureQueriesContext(connection) as queries:
            assert len(dead_ends(paths)) == count
        return len(queries)

    assert asked(1) == asked(3) <= 5
