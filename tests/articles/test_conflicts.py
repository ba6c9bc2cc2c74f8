"""
Two sessions on one article, over every way to write: nothing is lost in silence (goal R3).

``CONFLICT_ROUNDS`` sets how often each pair of ways meets; 4 makes 112 pairs, 36 a thousand.
"""

import itertools
import os

import pytest
from django.test import Client

from articles import publishing
from articles.models import Article, Revision
from articles.policy import Role
from articles.versions.content import Content
from tests.articles.racing import at_once, database  # noqa: F401 -- a fixture
from tests.factories import make_article, make_category, make_user

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = int(os.environ.get("CONFLICT_ROUNDS", "4"))
TEXT = ("form", "autosave", "restore", "slug")  # each writes a version
OTHER = ("publish", "trash", "schedule")  # each acts on the article
PAIRS = list(itertools.combinations_with_replacement((*TEXT, *OTHER), 2))
TICKED = {"despite_warnings": "on"}


def opened_twice():
    """Return an article with two versions."""
    article = make_article(body="第一稿。", categories=[make_category()])
    publishing.save_revision(article, Content(**{**vars(Content.newest(article)), "body": "第二稿。"}), author=None)
    return article


class Session:
    """One member of staff with the article's form open since version 2."""

    def __init__(self, name, article):
        self.client, self.article, self.name = Client(raise_request_exception=False), article, name
        self.client.force_login(make_user(Role.CHIEF, username=name))
        self.root = f"/admin/articles/article/{article.pk}"
        content = Content.of_revision(article.latest_revision)
        self.typed = {
            "title": f"{name}的标题",
            "body": f"{name}的正文。",
            "slug": content.slug,
            "origin": "original",
            "categories": content.categories,
            "revision": "2",
        }

    def write(self, way):
        """Return a deed."""
        posts = {
            "form": ("/change/", self.typed),
            "autosave": ("/autosave/", self.typed),
            "slug": ("/change/", {**self.typed, "slug": f"renamed-{self.name}"}),
            "restore": ("/restore/1/", {"seen": "2"}),
            "schedule": ("/transition/schedule/", {"at": "2037-01-01T08:00", "revision": "2"} | TICKED),
        }
        if way in {"publish", "trash"}:  # from the list
            chosen = {"action": way, "_selected_action": [self.article.pk], "confirmed": "1"} | TICKED
            return lambda: self.client.post("/admin/articles/article/", chosen)
        path, data = posts[way]
        return lambda: self.client.post(self.root + path, data)

    def survives(self, way, response):
        """Say whether what was typed is in a version, or was refused with the words still before its writer."""
        if way not in TEXT or way == "restore":
            return True
        kept = {one.content["body"] for one in self.article.revisions.all()}
        before_its_writer = way == "autosave" or self.typed["body"] in response.content.decode()
        return self.typed["body"] in kept or (response.status_code in {403, 409} and before_its_writer)


@pytest.mark.parametrize("ways", PAIRS, ids="-".join)
def test_two_sessions_lose_nothing_in_silence(ways):
    for number in range(ROUNDS):
        article = opened_twice()
        sessions = [Session(f"{name}{number}", article) for name in ("one", "other")]

        responses = at_once(*(session.write(way) for session, way in zip(sessions, ways, strict=True)))

        codes = [response.status_code for response in responses]
        assert all(code in {200, 302, 403, 404, 409} for code in codes), codes
        article = Article.objects.get(pk=article.pk)
        for session, way, response in zip(sessions, ways, responses, strict=True):
            session.article = article
            assert session.survives(way, response), (way, codes)
        written = [code for code, way in zip(codes, ways, strict=True) if way in TEXT and code in {200, 302}]
        versions = article.revisions.exclude(kind=Revision.Kind.ASIDE).filter(number__gt=2)
        assert len(written) == versions.count() <= 1, "a version was written over one that its writer had not seen"
        newest = versions.first()
        assert article.latest_revision == (newest or article.revisions.get(number=2))


@pytest.mark.parametrize("way", [*TEXT, *OTHER])
def test_each_way_changes_the_article_where_nobody_is_in_the_way(way):
    article = opened_twice()
    before = (article.latest_revision, article.state)

    response = Session("alone", article).write(way)()

    article = Article.objects.get(pk=article.pk)
    assert response.status_code in {200, 302}
    assert (article.latest_revision, article.state) != before
