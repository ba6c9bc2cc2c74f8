"""What is found, in which order, on the database of the run."""

import datetime

import pytest
from django.utils import timezone

from articles import search, workflow
from articles.models import Article, SearchEntry
from tests.factories import make_article, make_published, make_scheduled, make_topic, make_withdrawn

pytestmark = pytest.mark.django_db


def found(typed, **options):
    """Return the titles that a query finds, in order."""
    hits = search.find(search.read_query(typed), **{"now": timezone.now(), **options})
    titles = dict(Article.objects.in_bulk(hits.keys).items())
    return [titles[key].title for key in hits.keys]


def ago(**time):
    return timezone.now() - datetime.timedelta(**time)


def test_a_word_in_the_middle_of_a_sentence_is_found():
    make_published(title="街道简讯", body="昨天上线的数字孪生平台接入了一千个传感器。")
    make_published(title="别的", body="没有什么。")

    for words in ("孪生", "数字孪生平台", "字孪", "器", "接入了一千个传感器"):
        assert found(words) == ["街道简讯"], words


def test_pairs_that_stand_apart_are_no_word():
    make_published(title="拆开", body="元宇是一家店，宇宙很大。")
    make_published(title="连着", body="元宇宙很大。")

    assert found("元宇宙") == ["连着"]


def test_the_title_comes_before_tags_and_tags_before_the_text_and_the_newest_first_among_equals():
    make_published(title="正文里新", body="说的是元宇宙。", at=ago(days=1))
    make_published(title="标签里", tags=("元宇宙",), at=ago(days=20))
    make_published(title="元宇宙旧", at=ago(days=900))
    make_published(title="元宇宙新", at=ago(days=30))
    make_published(title="正文里旧", body="说的是元宇宙。", at=ago(days=2))

    assert found("元宇宙") == ["元宇宙新", "元宇宙旧", "标签里", "正文里新", "正文里旧"]
    assert found("元宇宙", by_time=True) == ["正文里新", "正文里旧", "标签里", "元宇宙新", "元宇宙旧"]


def test_every_word_has_to_be_there_wherever_it_stands():
    make_published(title="社区", body="有电梯。")
    make_published(title="电梯", tags=("社区",))
    make_published(title="只有社区")

    assert found("社区 电梯") == ["电梯", "社区"]
    assert found("社区，电梯") == ["电梯", "社区"]


def test_a_phrase_in_quotation_marks_stays_whole():
    make_published(title="一", body="open source city")
    make_published(title="二", body="source of an open city")

    assert found("open source") == ["二", "一"]
    for typed in ('"open source"', "“open source”", "「open source」"):
        assert found(typed) == ["一"], typed


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("城市大脑与数字孪生", "數字孿生"),
        ("台灣的數位雙生與後台", "台湾的数位双生与后台"),
        ("ＶＲ眼镜", "vr眼镜"),
        ("VR眼镜", "ｖｒ眼镜"),
        ("面积 100㎡ 的展厅", "100m2"),
        ("拉丁 Café 开张", "cafe\u0301"),
        ("瞭解乾淨的後台", "了解干净的后台"),
    ],
)
def test_width_case_and_traditional_characters_make_no_difference(written, typed):
    make_published(title="那一篇", body=f"前面有话，{written}，后面也有。")

    assert found(typed) == ["那一篇"]


def test_numbers_are_not_torn_apart():
    make_published(title="小数", body="涨了 3.5 亿元")
    make_published(title="整数", body="涨了 35 亿元")

    assert found("3.5") == ["小数"]
    assert found("35") == ["整数"]


def test_only_what_readers_may_see_now_is_found():
    make_article(title="草稿鲸鱼")
    make_withdrawn(title="撤下的鲸鱼")
    make_scheduled(title="定时的鲸鱼")
    make_published(title="到期的鲸鱼", expires_at=ago(minutes=1))
    make_published(title="在线的鲸鱼")

    assert found("鲸鱼") == ["在线的鲸鱼"]
    tomorrow = timezone.now() + datetime.timedelta(days=2)
    assert found("鲸鱼", now=tomorrow) == ["定时的鲸鱼", "在线的鲸鱼"]


def test_an_edit_is_found_when_it_is_published_and_not_before():
    article = make_published(title="旧题", body="旧的正文。")
    from articles import publishing
    from articles.versions.content import Content

    content = Content(**{**vars(Content.of(article)), "body": "新的正文。", "title": "新题"})
    publishing.save_revision(article, content, author=None)
    assert (found("旧的"), found("新的")) == (["旧题"], [])

    workflow.apply(article, "update", actor=None)
    assert (found("旧的"), found("新的")) == ([], ["新题"])


def test_by_topic_and_year():
    metaverse, city = make_topic("元宇宙"), make_topic("城市")
    at = timezone.make_aware(datetime.datetime(2022, 1, 1, 0, 30))  # still 2021 in UTC
    make_published(title="鲸鱼一", topics=(metaverse,), at=at)
    make_published(title="鲸鱼二", topics=(metaverse, city), at=timezone.make_aware(datetime.datetime(2021, 6, 1)))

    assert found("鲸鱼", topic=metaverse.pk) == ["鲸鱼一", "鲸鱼二"]
    assert found("鲸鱼", topic=city.pk) == ["鲸鱼二"]
    assert found("鲸鱼", year=2022) == ["鲸鱼一"]
    assert found("鲸鱼", year=2022, topic=city.pk) == []


def test_more_than_a_thousand_are_cut_and_said(monkeypatch):
    monkeypatch.setattr("articles.search.hits.MOST", 3)
    for day in range(5):
        make_published(title=f"鲸鱼{day}", at=ago(days=day + 1))

    hits = search.find(search.read_query("鲸鱼"), now=timezone.now())
    assert (len(hits.keys), hits.more) == (3, True)
    assert found("鲸鱼") == ["鲸鱼0", "鲸鱼1", "鲸鱼2"]
    assert not search.find(search.read_query("鲸鱼1"), now=timezone.now()).more


def test_the_newest_come_first_however_far_back_they_lie(monkeypatch):
    monkeypatch.setattr("articles.search.hits.MOST", 3)
    make_published(title="今天的", at=ago(days=1))
    for months in (1, 3, 5, 8, 14, 22, 30, 60):
        made = make_published(title=f"{months} 个月前", body="说鲸鱼。", at=ago(days=30 * months))
        if months in (5, 14, 60):
            workflow.apply(made, "unpublish", actor=None)
        make_published(title=f"海豚 {months}", body="说海豚。", at=ago(days=30 * months))

    assert found("鲸鱼", by_time=True) == ["1 个月前", "3 个月前", "8 个月前"]
    assert found("鲸鱼") == ["1 个月前", "3 个月前", "8 个月前"]
    assert found("海豚") == ["海豚 1", "海豚 3", "海豚 5"]
    assert found("鲸鱼", by_time=True, now=ago(days=400)) == ["22 个月前", "30 个月前"]


def test_many_articles_of_one_moment_have_each_its_place():
    at = ago(days=1)
    for number in range(5):
        make_published(title=f"同时{number}", at=at)

    assert sorted(found("同时")) == [f"同时{number}" for number in range(5)]
    assert SearchEntry.objects.count() == 5
