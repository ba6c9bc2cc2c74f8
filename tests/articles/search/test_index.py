"""The index follows the articles: in their transaction, by command, and after what tags are called has changed."""

import datetime
import io

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from articles import purging, rerendering, search, workflow
from articles.models import Article, SearchEntry, Tag
from articles.policy import Role
from articles.search import postgres, sqlite
from articles.search.index import backend
from articles.search.tokens import tokens
from tests.factories import make_article, make_published, make_scheduled, make_user

pytestmark = pytest.mark.django_db


def found(typed="鲸鱼"):
    return search.find(search.read_query(typed), now=timezone.now()).keys


def state():
    """Return what the index holds."""
    return sorted(SearchEntry.objects.values_list("article", "facets", "title", "labels", "words"))


def rebuild(**options):
    out = io.StringIO()
    call_command("rebuild_search", stdout=out, **options)
    return out.getvalue()


def test_each_database_has_its_part():
    assert backend() is {"sqlite": sqlite, "postgresql": postgres}[connection.vendor]


@pytest.mark.parametrize("leave", ["unpublish", "trash"])
def test_an_article_that_leaves_is_gone_at_once_and_comes_back(leave):
    article = make_scheduled(title="鲸鱼") if leave == "trash" else make_published(title="鲸鱼")
    assert SearchEntry.objects.filter(article=article).exists()

    workflow.apply(article, leave, actor=None)
    assert (found(), SearchEntry.objects.count()) == ([], 0)

    for step in ("republish",) if leave == "unpublish" else ("restore", "publish"):
        workflow.apply(article, step, actor=None)
    assert found() == [article.pk]


def test_a_change_that_is_undone_leaves_the_index_as_it_was():
    article = make_published(title="鲸鱼")
    before = state()

    with transaction.atomic():
        workflow.apply(article, "unpublish", actor=None)
        assert found() == []
        transaction.set_rollback(True)

    assert found() == [article.pk]
    assert state() == before


def test_a_purged_article_leaves_nothing():
    article = make_scheduled(title="鲸鱼")
    workflow.apply(article, "trash", actor=None)
    purging.purge(article, actor=make_user(Role.ADMIN))

    assert (found(), SearchEntry.objects.count()) == ([], 0)


def test_a_text_that_is_made_again_is_found_as_it_is_now():
    article = make_published(title="海边", body="有鲸鱼。")
    Article.objects.update(body_html="<p>有海豚。</p>")
    rebuild()
    assert (found("鲸鱼"), found("海豚")) == ([], [article.pk])

    rerendering.rerender(Article.objects.all())
    assert (found("鲸鱼"), found("海豚")) == ([article.pk], [])


def test_the_command_makes_what_is_missing_and_then_nothing():
    articles = [make_published(title="鲸鱼"), make_published(title="鲸鱼二")]
    make_article(title="鲸鱼草稿")
    before = state()
    for entry in SearchEntry.objects.filter(article=articles[0]):
        backend().delete(entry)
    assert found() == [articles[1].pk]

    assert "1 条变化" in rebuild(missing=True)
    assert state() == before
    assert sorted(found()) == [article.pk for article in articles]
    assert rebuild(missing=True) == ""
    assert "3 篇文章：搜索索引有 0 条变化" in rebuild()


def test_the_command_mends_what_is_wrong():
    article = make_published(title="鲸鱼")
    Article.objects.filter(pk=article.pk).update(title="海豚")

    assert "1 条变化" in rebuild()
    assert (found("鲸鱼"), found("海豚")) == ([], [article.pk])


def test_the_command_brings_back_keys_that_were_never_there():
    """Entries alone, as ``loaddata`` brings them."""
    if connection.vendor != "sqlite":
        pytest.skip("an index beside the table")
    article = make_published(title="鲸鱼")
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO articles_search(articles_search) VALUES ('delete-all')")
    assert found() == []

    assert "1 条变化" in rebuild()
    assert found() == [article.pk]
    assert "0 条变化" in rebuild()


def test_keys_that_an_entry_left_behind_find_nothing():
    """SQLite's index is no table of Django's, so ``flush`` and a deletion by hand do not reach it."""
    at = timezone.now() - datetime.timedelta(days=1)
    make_published(title="鲸鱼", at=at)
    SearchEntry.objects.all().delete()
    make_published(title="海豚", at=at)

    assert found("鲸鱼") == []
    assert found("鱼") == []


def test_postgresql_has_every_key_that_a_query_asks_for():
    if connection.vendor != "postgresql":
        pytest.skip("a function of PostgreSQL")
    make_published(title="“AI”社区", body="一，二。三 v2.0、（四）\n\n㎡𠮷々末", tags=("c++", "楼长"))
    entry = SearchEntry.objects.get()
    with connection.cursor() as cursor:
        cursor.execute("SELECT articles_search_keys(facets, title, labels, words) FROM articles_searchentry")
        keys = set(cursor.fetchone()[0])

    assert set(entry.facets.split()) <= keys
    for mark, column in (("§", entry.title), ("¶", entry.labels), ("", entry.words)):
        assert {mark + key for key in tokens(column)} <= keys


def test_a_renamed_tag_is_found_by_its_new_name(admin_client):
    article = make_published(title="海边", tags=("鲸鱼",))
    tag = Tag.objects.get()

    admin_client.post(f"/admin/articles/tag/{tag.pk}/change/", {"name": "海豚", "slug": tag.slug})
    assert (found("鲸鱼"), found("海豚")) == ([], [article.pk])

    admin_client.post(f"/admin/articles/tag/{tag.pk}/delete/", {"post": "yes"})
    assert (found("海豚"), found("海边")) == ([], [article.pk])
