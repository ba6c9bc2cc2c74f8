import pytest

from articles.models import Article
from articles.readiness import blocking_problems
from tests.factories import make_article

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
        ({"origin": "repost", "source_name": " "}, "来源"),
    ],
)
def test_what_is_missing_is_named(fields, words):
    problems = blocking_problems(make_article(**fields))
    assert len(problems) == 1
    assert words in problems[0]


def test_a_section_is_needed():
    from articles import publishing
    from articles.content import Content

    article = make_article()
    publishing.save_revision(article, Content(**{**vars(Content.of(article)), "categories": ()}), author=None)
    assert blocking_problems(article) == ["还没有选栏目。"] or "栏目" in blocking_problems(article)[0]


@pytest.mark.parametrize(
    "fields", [{"title": "字" * 80}, {"title": "a" * 200}, {"origin": "repost", "source_name": "晚报"}]
)
def test_what_is_enough_is_not_complained_about(fields):
    assert blocking_problems(make_article(**fields)) == []
