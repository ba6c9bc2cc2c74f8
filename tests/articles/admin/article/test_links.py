"""What the dialog for links offers to whom."""

import pytest

from articles import workflow
from articles.policy import Role
from tests.factories import make_article, make_published, make_user

from .article_desk import LIST

pytestmark = pytest.mark.django_db


def offered(client, q=""):
    return {row["title"]: row for row in client.get(f"{LIST}links/", {"q": q}).json()["articles"]}


def test_articles_are_found_by_their_title(client, sign_in):
    sign_in(Role.EDITOR)
    article = make_published(title="社区花园今天开放", body="合唱")
    make_published(title="合唱团招新", body="花园")

    found = offered(client, "花园")

    assert list(found) == ["社区花园今天开放"]
    assert found["社区花园今天开放"]["address"] == article.get_absolute_url()


def test_what_readers_cannot_open_is_said_to_be_so(client, sign_in):
    sign_in(Role.EDITOR)
    make_article(title="还没发")

    assert offered(client)["还没发"]["about"] == "草稿，读者现在打不开"


def test_a_writer_is_offered_own_articles_and_what_every_reader_sees(client, sign_in):
    other = make_user(Role.WRITER)
    make_article(title="别人的草稿", owner=other)
    make_published(title="别人的报道", owner=other)
    make_article(title="自己的草稿", owner=sign_in(Role.WRITER))

    assert set(offered(client)) == {"别人的报道", "自己的草稿"}
    assert offered(client, "别人的草稿") == {}


def test_the_trash_is_not_offered(client, sign_in):
    sign_in(Role.EDITOR)
    article = make_article(title="不要了")
    workflow.apply(article, "trash", actor=None)

    assert offered(client) == {}


@pytest.mark.parametrize("count", [1, 12])
def test_one_question_however_many_there_are(client, sign_in, django_assert_max_num_queries, count):
    sign_in(Role.EDITOR)
    for number in range(count):
        make_published(title=f"第{number}篇")

    with django_assert_max_num_queries(6):
        assert len(offered(client)) == min(count, 8)


def test_an_article_is_not_offered_to_itself(client, sign_in):
    sign_in(Role.EDITOR)
    own = make_article(title="正在写的")
    make_article(title="另一篇")

    told = {but: client.get(f"{LIST}links/", {"but": but}).json()["articles"] for but in (str(own.pk), "new", "x" * 40)}

    assert [row["title"] for row in told[str(own.pk)]] == ["另一篇"]
    assert len(told["new"]) == len(told["x" * 40]) == 2
