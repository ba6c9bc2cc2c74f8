"""Two people in the same instant, on real connections: one of them wins, the other is told, nothing breaks."""

import threading
from functools import partial

import pytest
from django.db import connection
from django.test import Client

from articles import publishing, related, workflow
from articles.addresses.paths import PathTaken
from articles.frontpage.placement import arrange, set_placement
from articles.models import Article, FrontPage, PlacementChange, RelatedArticle, Revision, StateChange, Tag, Topic
from articles.policy import Role
from articles.publishing import StaleRevision
from articles.versions.content import Content
from articles.workflow import TransitionNotAllowed
from tests.articles.racing import at_once, database, kinds  # noqa: F401 -- a fixture
from tests.factories import make_article, make_category, make_published, make_topic, make_user

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 5


def saver(article, based_on=1, **changes):
    """Return a deed: to save a version of the article from a form that was opened on ``based_on``."""
    own = Article.objects.get(pk=article.pk)
    content = Content(**{**vars(Content.of_revision(own.latest_revision)), **changes})
    return lambda: publishing.save_revision(own, content, author=None, based_on=based_on)


def step(article, name, **words):
    own = Article.objects.get(pk=article.pk)
    return lambda: workflow.apply(own, name, actor=None, **words)


def test_of_two_saves_on_one_version_exactly_one_wins():
    for number in range(ROUNDS):
        article = make_article()
        results = at_once(saver(article, title=f"甲{number}"), saver(article, title=f"乙{number}"))

        assert kinds(results) == ["Revision", "StaleRevision"]
        lost = next(result for result in results if isinstance(result, StaleRevision))
        won = next(result for result in results if isinstance(result, Revision))
        article.refresh_from_db()
        assert lost.latest == won == article.latest_revision
        assert article.title == won.content["title"]
        assert [revision.number for revision in article.revisions.all()] == [2, 1]


def test_of_two_new_articles_one_has_the_address_and_the_other_is_told():
    section = make_category().pk
    for number in range(ROUNDS):
        content = Content(
            title="同一篇", slug=f"same-{number}", body="字。", categories=(section,), tags=(f"新{number}",)
        )
        deeds = [lambda content=content: publishing.save_revision(Article(), content, author=None) for _ in range(3)]
        results = at_once(*deeds)

        assert kinds(results) == ["PathTaken", "PathTaken", "Revision"]
        taken = next(result for result in results if isinstance(result, PathTaken))
        assert taken.other == Article.objects.get(path=f"/posts/same-{number}/")
        assert taken.suggestion.startswith(f"same-{number}-")


def test_of_two_articles_renamed_alike_one_has_the_address():
    for number in range(ROUNDS):
        results = at_once(*(saver(make_article(), slug=f"wanted-{number}") for _ in range(2)))

        assert kinds(results) == ["PathTaken", "Revision"]
        assert Article.objects.filter(slug=f"wanted-{number}").count() == 1


def test_new_tags_of_two_articles_become_one_and_nobody_waits_for_ever():
    for number in range(ROUNDS):
        names = tuple(f"{letter}{number}" for letter in "甲乙丙丁")
        results = at_once(saver(make_article(), tags=names), saver(make_article(), tags=names[::-1]))

        assert kinds(results) == ["Revision", "Revision"]
        assert Tag.objects.filter(name__in=names).count() == 4


def test_an_article_is_published_once_however_many_press_the_button():
    for _round in range(ROUNDS):
        article = make_article()
        results = at_once(*(step(article, "publish") for _ in range(3)))

        assert kinds(results) == ["StateChange", "TransitionNotAllowed", "TransitionNotAllowed"]
        assert article.history.filter(transition="publish").count() == 1


def test_publishing_changes_and_taking_down_at_once_end_taken_down():
    for _round in range(ROUNDS):
        article = make_published()
        saver(article, title="新的标题")()
        results = at_once(step(article, "update"), step(article, "unpublish"))

        article.refresh_from_db()
        assert isinstance(results[1], StateChange)
        assert isinstance(results[0], StateChange | TransitionNotAllowed)
        assert (article.state, article.title) == ("unpublished", "新的标题")


def test_flags_and_a_step_at_once_are_both_kept():
    for _round in range(ROUNDS):
        article = make_published()
        own = Article.objects.get(pk=article.pk)
        results = at_once(lambda own=own: set_placement(own, actor=None, pinned=True), step(article, "unpublish"))

        article.refresh_from_db()
        assert kinds(results) == ["PlacementChange", "StateChange"]
        assert (article.pinned, article.state) == (True, "unpublished")
        assert PlacementChange.objects.filter(article=article).count() == 1


def test_of_two_arrangements_of_the_home_page_exactly_one_is_applied():
    chief = make_user(Role.CHIEF)
    for number in range(ROUNDS):
        halves = [{make_published().pk: {"recommended": True} for _ in range(2)} for _ in range(2)]
        results = at_once(
            *(lambda half=half, number=number: arrange(half, actor=chief, seen=number) for half in halves)
        )

        assert kinds(results) == ["Rearranged", "list"]
        won = halves[isinstance(results[1], list)]
        chosen = Article.objects.filter(recommended=True, pk__in=[*halves[0], *halves[1]])
        assert set(chosen.values_list("pk", flat=True)) == set(won)


def test_an_arrangement_and_a_flag_at_once_wait_for_each_other_and_not_for_ever():
    chief = make_user(Role.CHIEF)
    for number in range(ROUNDS):
        articles = [make_published() for _ in range(3)]
        FrontPage.objects.update(version=number)
        values = {article.pk: {"in_focus": True, "focus_rank": n} for n, article in enumerate(articles, start=1)}
        own = Article.objects.get(pk=articles[-1].pk)
        results = at_once(
            lambda values=values, number=number: arrange(values, actor=chief, seen=number),
            lambda own=own: set_placement(own, actor=None, recommended=True),
        )

        assert kinds(results) in (["PlacementChange", "list"], ["PlacementChange", "Rearranged"])
        assert Article.objects.get(pk=own.pk).recommended


def test_a_form_sent_twice_by_an_impatient_hand_makes_one_article():
    user = make_user(Role.WRITER)
    clients = [Client(raise_request_exception=False) for _ in range(3)]
    for client in clients:
        client.force_login(user)
    form = {
        "title": "只写一次",
        "body": "字。",
        "slug": "only-once",
        "categories": [make_category().pk],
        "origin": "original",
    }
    results = at_once(*(lambda client=client: client.post("/admin/articles/article/add/", form) for client in clients))

    assert [result.status_code for result in results] == [302, 302, 302]
    assert Article.objects.filter(title="只写一次").count() == 1
    assert Revision.objects.filter(article__slug="only-once").count() == 1


def test_an_article_deleted_for_ever_under_somebodys_hands_is_not_found():
    user = make_user(Role.ADMIN)
    for _round in range(ROUNDS):
        article = make_article()
        workflow.apply(article, "trash", actor=None)
        clients = [Client(raise_request_exception=False) for _ in range(2)]
        for client in clients:
            client.force_login(user)
        root = f"/admin/articles/article/{article.pk}"
        results = at_once(
            lambda root=root, client=clients[0]: client.post(f"{root}/delete/", {"post": "yes"}),
            lambda root=root, client=clients[1]: client.post(f"{root}/transition/restore/"),
        )
        codes = [result.status_code for result in results]
        assert codes in ([302, 404], [409, 302], [404, 302]), codes


def test_readers_are_served_while_four_people_write():
    articles = [make_published() for _ in range(4)]
    wrong, done = [], threading.Event()

    def write(article):
        def deed():
            for number in range(8):
                own = Article.objects.get(pk=article.pk)
                content = Content(**{**vars(Content.of_revision(own.latest_revision)), "title": f"第{number}版"})
                publishing.save_revision(own, content, author=None)
                workflow.apply(own, "update", actor=None)

        return deed

    def read():
        client = Client()
        while not done.is_set():
            wrong.extend(path for path in ("/", "/index.xml") if client.get(path).status_code != 200)
        return "read"

    def write_all():
        try:
            return at_once(*map(write, articles))
        finally:
            done.set()

    results = at_once(write_all, read, read)

    assert results == [[None] * 4, "read", "read"]
    assert wrong == []
    assert {article.title for article in Article.objects.all()} == {"第7版"}


def test_what_leads_to_each_other_is_computed_and_saved_at_once_and_nobody_waits_for_ever():
    topic = make_topic()
    articles = [make_published(topics=(topic,)) for _ in range(3)]
    for number in range(ROUNDS):
        RelatedArticle.objects.all().delete()
        deeds = [partial(related.relate, article) for article in articles]
        results = at_once(*deeds, *(saver(article, number + 1, title=f"题{number}") for article in articles))

        assert kinds(results) == ["Revision"] * 3 + ["list"] * 3


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one at a time write")
@pytest.mark.parametrize(("path", "status"), [("change", 409), ("autosave", 503)])
def test_a_topic_that_is_deleted_while_an_article_is_filed_under_it_costs_no_words(client, path, status):
    client.force_login(make_user(Role.EDITOR))
    article, topic = make_article(), make_topic()
    form = {"title": "题", "body": "写了一个小时", "slug": article.slug, "origin": "original", "revision": "1"}
    deleting = partial(at_once, Topic.objects.filter(pk=topic.pk).delete)

    def delete_after_it_was_seen(execute, sql, *more):
        found = execute(sql, *more)
        if sql.startswith('INSERT INTO "articles_articletopic"'):
            deleting()
        return found

    with connection.execute_wrapper(delete_after_it_was_seen):
        response = client.post(f"/admin/articles/article/{article.pk}/{path}/", {**form, "topics": [topic.pk]})

    assert response.status_code == status
    assert article.revisions.count() == 1
    answer = response.content.decode() if path == "change" else response.json()["message"]
    assert "再保存一次" in answer
    assert path == "autosave" or "写了一个小时" in answer
