"""Related reading: the score of brief §5.1, ties decided by words, stored ahead and asked of the clock when shown."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles import related, workflow
from articles.models import Article, RelatedArticle
from articles.related import STORED, at_the_end, relate, related_keys
from tests.articles.views.test_views import ago, make_full
from tests.factories import make_article, make_category, make_image, make_published, make_scheduled, make_topic

pytestmark = pytest.mark.django_db
ALONE = {"categories": ()}


@pytest.fixture
def queue(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    return DBTaskResult.objects


def titles(article):
    by_key = Article.objects.in_bulk(related_keys(article, timezone.now()))
    return [by_key[key].title for key in related_keys(article, timezone.now())]


def test_a_topic_counts_three_a_tag_one_and_a_section_one():
    other = make_category("别的栏目")
    topic, second = make_topic(), make_topic("物联网")
    sections = {"categories": (other,)}
    make_published(title="只有栏目")
    make_published(title="两个标签", tags=("AI", "楼长"), **sections)
    make_published(title="专题", topics=(topic,), **sections)
    make_published(title="专题和栏目", topics=(topic,))
    make_published(title="两个专题", topics=(topic, second), **sections)
    make_published(title="三个标签和栏目", tags=("AI", "楼长", "门禁"))
    make_published(title="无关", **sections)
    article = make_published(title="自己", topics=(topic, second), tags=("AI", "楼长", "门禁"))

    found = titles(article)

    assert set(found[:2]) == {"专题和栏目", "三个标签和栏目"}  # 4 each
    assert set(found[2:4]) == {"专题", "两个专题"}  # 3 each
    assert found[4:] == ["两个标签", "只有栏目"]


def test_of_the_same_score_recent_ones_then_those_about_the_same_then_the_newest_come_first():
    def publish(title, body, **age):
        return make_published(title=title, body=body, at=ago(**age))

    publish("三年前", "电梯语音按钮的故事，电梯里装上了语音按钮。", days=3 * 365)
    publish("另一件事", "湿地公园的候鸟回来了，孩子们去看。", days=2)
    publish("同一件事", "居民说电梯语音按钮很好用。", days=40)
    publish("更新的另一件事", "社区食堂的午饭换了花样。", days=1)
    article = publish("自己", "电梯装上语音按钮，居民试用。", hours=1)

    assert titles(article) == ["同一件事", "更新的另一件事", "另一件事", "三年前"]


def test_only_what_is_published_counts_and_not_the_article_itself():
    make_article(title="草稿")
    workflow.apply(make_published(title="撤下的"), "unpublish", actor=None)
    make_published(title="别的")
    article = make_published(title="自己")

    assert titles(article) == ["别的"]


def test_the_list_is_stored_and_written_again_only_when_it_changed(django_assert_max_num_queries):
    for _ in range(STORED + 3):
        make_published()
    article = make_published()

    relate(article)
    before = list(RelatedArticle.objects.values_list("pk", flat=True))
    relate(article)

    assert list(article.leads_to.values_list("position", flat=True)) == list(range(STORED))
    assert list(RelatedArticle.objects.values_list("pk", flat=True)) == before
    with django_assert_max_num_queries(9):
        relate(article)


def test_the_page_shows_four_of_them_that_can_be_read_now(client, time_machine):
    now = timezone.now()
    make_scheduled(title="明天的字", at=now + datetime.timedelta(days=1))
    withdrawn = make_published(title="撤下的字")
    shown = [make_published(title=f"可读第{number}", at=ago(days=number)) for number in range(1, 6)]
    article = make_published(at=ago(hours=2))
    relate(article)
    workflow.apply(withdrawn, "unpublish", actor=None)

    def rail():
        return client.get(article.path).text.partition('class="rail related"')[2]

    assert [other.path in rail() for other in shown] == [True, True, True, True, False]
    assert "的字" not in rail()
    time_machine.move_to(now + datetime.timedelta(days=1, hours=1))
    assert "明天的字" in rail().replace('<span class="nb">', "").replace("</span>", "")


def test_one_alone_is_not_shown(client):
    make_published()
    article = make_published()
    relate(article)

    assert article.leads_to.count() == 1
    assert "相关阅读" not in client.get(article.path).text


def test_the_page_asks_no_more_for_more_related_articles(client):
    used = set()
    for _ in range(2):
        for _ in range(2):
            make_full(featured_image=make_image(), topics=(make_topic(), make_topic("物联网")))
        article = make_full()
        relate(article)
        with CaptureQueriesContext(connection) as queries:
            assert "相关阅读" in client.get(article.path).text
        used.add(len(queries))

    assert used == {8}


def test_publishing_leaves_the_work_to_the_worker(queue):
    older = make_published(at=ago(days=9))
    article = make_published()
    assert not RelatedArticle.objects.exists()

    related.relate_published.func(article.pk)

    assert list(article.leads_to.values_list("other", flat=True)) == [older.pk]
    assert list(older.leads_to.values_list("other", flat=True)) == [article.pk]  # fresh news is led to at once
    assert queue.filter(task_path="articles.related.relate_published").count() == 2


def test_what_is_not_published_or_gone_meanwhile_is_left_alone():
    draft = make_article()
    make_published()

    related.relate_published.func(draft.pk)
    related.relate_published.func(draft.pk + 1000)

    assert not RelatedArticle.objects.exists()


def test_an_import_has_everything_computed_at_its_end(queue):
    with at_the_end():
        make_published()
        make_published()
        assert not queue.exists()
    make_published()

    assert sorted(queue.values_list("task_path", flat=True)) == [
        "articles.related.relate_all",
        "articles.related.relate_published",
    ]


def test_each_night_every_published_article_is_handed_over(queue, monkeypatch):
    monkeypatch.setattr(related, "AT_A_TIME", 2)
    articles = [make_published() for _ in range(3)]
    make_article()
    queue.all().delete()

    related.relate_all.func()
    handed = [row.args_kwargs["args"][0] for row in queue.order_by("enqueued_at")]
    for keys in handed:
        related.relate_some.func(keys)

    assert sorted(key for keys in handed for key in keys) == [article.pk for article in articles]
    assert [len(keys) for keys in handed] == [2, 1]
    assert {article.leads_to.count() for article in articles} == {2}
