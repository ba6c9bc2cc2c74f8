import pytest

from articles.models import SavedTab
from articles.policy import Role
from tests.factories import make_article, make_topic, make_user

from .article_desk import LIST, text_of

pytestmark = pytest.mark.django_db
TABS = f"{LIST}saved-tabs/"


def test_filters_become_a_tab_of_ones_own(client, sign_in):
    sign_in(Role.EDITOR)
    topic = make_topic("养老")
    make_article(title="养老的", topics=[topic])
    make_article(title="别的")
    query = f"topic={topic.pk}&p=1"
    assert "保存为标签页" in text_of(client.get(f"{LIST}?{query}"))

    saved = client.post(TABS, {"name": "养老 草稿", "query": query})
    page = client.get(saved.url)

    assert saved.url == f"{LIST}?topic={topic.pk}"
    assert "养老的" in text_of(page)
    assert "删除这个标签页" in text_of(page)
    assert "养老 草稿" in text_of(client.get(LIST))
    sign_in(Role.EDITOR)
    assert "养老 草稿" not in text_of(client.get(LIST))


def test_a_tab_is_deleted_by_its_owner_only(client, sign_in):
    foreign = SavedTab.objects.create(user=make_user(), name="他的", query="q=1")
    own = SavedTab.objects.create(user=sign_in(Role.WRITER), name="我的", query="q=2")

    for key in (own.pk, foreign.pk, "x", ""):
        assert client.post(TABS, {"delete": key}).status_code == 302

    assert list(SavedTab.objects.all()) == [foreign]


@pytest.mark.parametrize(
    ("name", "query", "words"),
    [
        ("", "q=1", "给标签页起个名字。"),
        ("字" * 21, "q=1", "最多 20 个"),
        ("无", "", "先选好筛选条件"),
        ("无", "p=3&e=1", "先选好筛选条件"),
        ("长", "q=" + "x" * 600, "先选好筛选条件"),
        ("\0", "\0", "给标签页起个名字。"),
    ],
)
def test_what_can_be_no_tab_is_refused_in_words(client, sign_in, name, query, words):
    sign_in(Role.EDITOR)

    answer = client.post(TABS, {"name": name, "query": query}, follow=True)

    assert words in text_of(answer)
    assert SavedTab.objects.count() == 0


def test_the_same_name_takes_the_new_filters(client, sign_in):
    sign_in(Role.EDITOR)
    client.post(TABS, {"name": "常用", "query": "q=1"})
    client.post(TABS, {"name": "常用", "query": "q=2"})

    assert SavedTab.objects.get().query == "q=2"


def test_there_is_an_end_to_tabs(client, sign_in):
    user = sign_in(Role.EDITOR)
    SavedTab.objects.bulk_create(SavedTab(user=user, name=f"{n}", query=f"q={n}") for n in range(20))

    assert "你已经有 20 个标签页" in text_of(client.post(TABS, {"name": "又一个", "query": "q=x"}, follow=True))
    assert client.get(TABS).status_code == 405


def test_a_tab_with_a_crafted_query_breaks_no_list(client, sign_in):
    user = sign_in(Role.EDITOR)
    SavedTab.objects.create(user=user, name="<b>坏</b>", query='"><script>alert(1)</script>')

    page = client.get(LIST).content.decode()

    assert "<script>alert" not in page
    assert "<b>坏" not in page
