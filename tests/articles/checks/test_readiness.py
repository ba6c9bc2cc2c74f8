import datetime

import pytest
from django.utils import timezone

from articles.checks.readiness import blocking_problems, findings, recent_headlines
from articles.models import Article, BundleImage
from articles.text.copy import Level
from articles.versions.content import Content
from tests.factories import make_article, make_image, make_published

pytestmark = pytest.mark.django_db


def test_a_whole_article_is_ready():
    assert blocking_problems(make_article()) == []


def test_an_article_that_was_never_saved_is_not():
    assert len(blocking_problems(Article())) == 1


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": ""}, "标题"),
        ({"title": " \u3000"}, "标题"),
        ({"title": "字" * 81}, "81"),
        ({"body": ""}, "正文"),
        ({"body": " \n\n"}, "正文"),
        ({"origin": "repost"}, "来源"),
        ({"body": "正文。\n\n![现场](不存在.jpg)"}, "不存在.jpg"),
        ({"body": "正文。\n\n![正在上传：a.png](upload:1)"}, "上传"),
        ({"origin": "repost", "source_name": " "}, "来源"),
    ],
)
def test_what_is_missing_is_named(fields, words):
    problems = blocking_problems(make_article(**fields))
    assert len(problems) == 1
    assert words in problems[0]


def test_a_section_is_needed():
    from articles import publishing

    article = make_article()
    publishing.save_revision(article, Content(**{**vars(Content.of(article)), "categories": ()}), author=None)
    assert blocking_problems(article) == ["没有选择栏目。"]


@pytest.mark.parametrize(
    "fields", [{"title": "字" * 80}, {"title": "a" * 200}, {"origin": "repost", "source_name": "晚报"}]
)
def test_what_is_enough_is_not_complained_about(fields):
    assert blocking_problems(make_article(**fields)) == []


def test_a_picture_on_another_site_is_not_a_missing_file():
    assert blocking_problems(make_article(body="正文。\n\n![院子](https://pictures.example/a.jpg)")) == []


def test_a_pin_must_outlast_the_publication():
    now = timezone.now()
    article = make_article(pinned=True, pinned_until=now + datetime.timedelta(hours=1))

    assert blocking_problems(article) == []
    assert len(blocking_problems(article, now + datetime.timedelta(hours=2))) == 1


def test_a_live_article_may_be_updated_after_its_pin_ran_out():
    past = timezone.now() - datetime.timedelta(hours=1)
    assert blocking_problems(make_published(pinned=True, pinned_until=past)) == []


def test_a_missing_picture_is_told_with_the_nearest_name_of_the_articles_own():
    article = make_article(body="正文。\n\n![现场](0220701141827.png)")
    BundleImage.objects.create(article=article, name="20220701141827.png", image=make_image())
    assert blocking_problems(article) == [
        "第 1 张图片找不到文件：0220701141827.png。最接近的文件：20220701141827.png。"
    ]


def test_only_red_stops():
    article = make_article(body="好,的")
    levels = {one.level for one in findings(article, Content.of(article))}
    assert levels == {Level.YELLOW}
    assert blocking_problems(article) == []


def test_headlines_to_compare_with_are_those_of_the_public_and_not_ones_own():
    live = make_published(title="已公开")
    make_article(title="草稿")
    assert [one.title for one in recent_headlines(make_article())] == ["已公开"]
    assert recent_headlines(live) == []
