import datetime
import io
import zipfile

import pytest
from django.utils import timezone

from articles import workflow
from articles.addresses import redirects
from articles.hugo import front_matter
from articles.hugo.archive import zipped
from articles.hugo.content_file import content_file, file_name
from articles.models import Article
from articles.policy import Role
from articles.purging import purge
from tests.factories import (
    make_article,
    make_author,
    make_category,
    make_image,
    make_published,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.django_db
HOSTILE = '标题："引号" \\ # - [a]: {b} \x7f\u2028 yes'


def again(article):
    """Return what the importer reads from the article's file: the values, and the body."""
    front = front_matter.read(content_file(Article.objects.get(pk=article.pk)).encode())
    assert front.findings == []
    return front.as_json(), front.body


def test_every_mapped_field_comes_back_as_it_was():
    at = datetime.datetime(2022, 3, 24, 21, 57, 40, tzinfo=timezone.get_default_timezone())
    article = make_published(
        title="首届大会",
        description="摘要：第一行",
        slug="dahui",
        body="正文第一段。\n\n---\n\n第二段。",
        categories=[make_category("新闻"), make_category("专访")],
        topics=[make_topic("元宇宙")],
        authors=[make_author("林小满"), make_author("何米")],
        tags=("食堂", "AI 助手"),
        featured_image=make_image(),
        at=at,
        pinned=True,
        recommended=True,
        in_focus=True,
        weight=3,
        lightgallery=False,
    )
    redirects.record_move("/old/dahui/", article.path)

    values, body = again(article)

    cover = values.pop("featuredImage")
    assert cover == article.featured_image.url
    assert body.strip() == article.body
    assert values == {
        "title": "首届大会",
        "description": "摘要：第一行",
        "slug": "dahui",
        "url": "/posts/dahui/",
        "aliases": ["/old/dahui/"],
        "date": "2022-03-24T21:57:40+08:00",
        "authors": ["林小满", "何米"],
        "tags": ["食堂", "AI 助手"],
        "categories": ["新闻", "专访"],
        "news": ["元宇宙"],
        "pinned": True,
        "recommend": True,
        "recommend1": True,
        "weight": 3,
        "lightgallery": False,
    }


def test_words_that_yaml_would_read_differently_stay_as_they_were():
    article = make_article(title=HOSTILE, tags=("no", "1.10", "2022-03-24", "null"))

    values, _body = again(article)

    assert values["title"] == HOSTILE.replace("\x7f", "")  # control characters are never kept on import
    assert values["tags"] == ["no", "1.10", "2022-03-24", "null"]
    assert values["draft"] is True


def test_keys_that_only_the_old_site_knows_come_along_and_ours_win():
    article = make_article(title="新题")
    Article.objects.filter(pk=article.pk).update(
        front_matter={"title": "旧题", "Tags": ["旧"], "toc": {"enable": True}, "x": [1, None, "二"]}
    )

    values, _body = again(article)

    assert values["title"] == "新题"
    assert "Tags" not in values
    assert (values["toc"], values["x"]) == ({"enable": True}, [1, None, "二"])


def test_an_import_of_the_exported_files_is_the_same_newsroom(make_site, run_import):
    article = make_published(title="往返", slug="there", topics=[make_topic("元宇宙")], tags=("食堂",), weight=2)
    text, name = content_file(Article.objects.get(pk=article.pk)), file_name(article)
    address, at = article.path, article.published_at
    for step in ("unpublish", "trash"):
        workflow.apply(article, step, actor=None)
    purge(article, actor=make_user(Role.CHIEF))

    run_import(make_site({name: text}))

    found = Article.objects.get()
    assert (found.title, found.path, found.weight, found.state) == ("往返", address, 2, "published")
    assert abs(found.published_at - at) < datetime.timedelta(milliseconds=1)
    assert [topic.name for topic in found.ordered_topics] == ["元宇宙"]
    assert found.import_batch


def test_the_zip_holds_each_article_once_and_costs_the_same_questions(django_assert_max_num_queries):
    articles = [make_article() for _ in range(5)]
    with django_assert_max_num_queries(6 + len(articles)):  # the addresses that lead to each are asked one by one
        data = b"".join(zipped([article.pk for article in articles] + [0]))

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert sorted(archive.namelist()) == sorted(file_name(article) for article in articles)
        assert articles[0].title in archive.read(file_name(articles[0])).decode()
