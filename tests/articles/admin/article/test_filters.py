import pytest

from articles.models import Article
from articles.policy import Role
from tests.factories import make_article, make_published

from .article_desk import LIST, text_of

pytestmark = pytest.mark.django_db


def titles(response):
    return [article.title for article in response.context["cl"].result_list]


def test_one_import_s_articles_are_a_filter(client, sign_in):
    sign_in(Role.EDITOR)
    make_article(title="手写的")
    assert "导入批次" not in text_of(client.get(LIST))
    Article.objects.filter(pk=make_article(title="导入的").pk).update(import_batch="2026-11-28 10:00 old")

    assert "导入批次" in text_of(client.get(LIST))
    assert titles(client.get(LIST, {"batch": "2026-11-28 10:00 old"})) == ["导入的"]
    assert titles(client.get(LIST, {"batch": "没有"})) == []


def test_a_deleted_term_in_the_address_is_named_and_the_way_out_shown(client, sign_in):
    sign_in(Role.EDITOR)
    make_article()

    words = text_of(client.get(f"{LIST}?category=424242&tag=424242"))

    assert "栏目： （已删除）" in words
    assert "没有符合条件的文章。 清除筛选" in words


def test_an_address_that_the_list_does_not_know_gets_a_word(client, sign_in):
    sign_in(Role.EDITOR)

    assert "网址里有列表看不懂的条件" in text_of(client.get(f"{LIST}?nonsense__x=1", follow=True))


def test_very_common_words_say_that_not_all_is_listed(client, sign_in, monkeypatch):
    sign_in(Role.EDITOR)
    monkeypatch.setattr("articles.search.hits.MOST", 1)
    for title in ("一", "二"):
        make_published(title=title, body="食堂开张。")

    page = client.get(f"{LIST}?q=食堂")

    assert "已发布的只列出最新 1,000 篇" in text_of(page)
    assert len(titles(page)) == 1


@pytest.mark.parametrize(
    "query",
    [
        *("status=x", "category=x", "topic=99999999999999999999", "author=1'", "placement=zz", "published=2026-99"),
        *("p=0", "p=zz", "o=99", "q=%25_%27", "all=", "e=1", "published=0000-00", "origin=%00"),
        *("q=%22", "q=%27%27", "q=" + "%E7%AC%AC" * 99, "q=http://%5B", "batch=%3Cb%3E", "problem=E99", "tag=5&tag=6"),
    ],
)
def test_nonsense_in_the_address_breaks_nothing(client, sign_in, query):
    sign_in(Role.EDITOR)
    make_published()

    assert client.get(f"{LIST}?{query}").status_code in {200, 302, 400}
