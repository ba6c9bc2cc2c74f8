"""Texts made again: by command, and after the list of other sites changed."""

import pytest
from django.core.management import call_command

from articles.models import Article
from articles.rerendering import naming, rerender, rerender_naming
from articles.versions import row
from tests.factories import make_article, make_published

from .test_remote_pictures import BODY, allow

pytestmark = pytest.mark.django_db


@pytest.fixture
def command(capsys):
    def run(**options):
        call_command("rerender", **options)
        return capsys.readouterr()

    return run


def spoil(*articles):
    Article.objects.filter(pk__in=[article.pk for article in articles]).update(body_html="旧的")


def test_the_command_makes_every_article_again_and_then_none(command):
    articles = [make_published(), make_article(), make_article()]
    made = list(Article.objects.order_by("pk").values_list("body_html", flat=True))
    spoil(*articles[:2])

    assert "3 篇文章：2 篇有变化" in command().out
    assert list(Article.objects.order_by("pk").values_list("body_html", flat=True)) == made
    assert "3 篇文章：0 篇有变化" in command().out


def test_the_command_can_go_on_where_it_was_stopped(command):
    first, second = make_article(), make_article()
    spoil(first, second)
    command(after=first.pk)

    assert Article.objects.get(pk=first.pk).body_html == "旧的"
    assert Article.objects.get(pk=second.pk).body_html != "旧的"


def test_a_text_that_is_too_much_is_named_and_the_others_are_made(command, capsys):
    bad, good = make_article(title="坏的"), make_article()
    Article.objects.filter(pk=bad.pk).update(body="> " * 100 + "深")
    spoil(good)
    with pytest.raises(SystemExit) as ended:
        command()

    said = capsys.readouterr()
    assert ended.value.code == 1
    assert "《坏的》" in said.err
    assert "1 篇有变化，1 篇失败" in said.out
    assert Article.objects.get(pk=good.pk).body_html != "旧的"


def test_progress_is_told_article_by_article():
    make_article(), make_article()
    told = []
    rerender(Article.objects.all(), lambda done, total: told.append((done, total)))

    assert told == [(1, 2), (2, 2)]


def test_words_written_meanwhile_stay():
    article = make_published(body="旧文")
    stale = Article.objects.get(pk=article.pk)
    Article.objects.filter(pk=article.pk).update(body="新文", body_html="<p>新文</p>")
    stale.body_html = "坏的"

    assert row.rerender(stale) is False
    assert Article.objects.get(pk=article.pk).body_html == "<p>新文</p>"


def test_allowing_a_host_shows_its_pictures_in_articles_made_before():
    article, other = make_published(body=BODY), make_published(body="![](https://b.example.cn/a.jpg)")
    allow("img.example.cn")

    assert rerender_naming.func(["img.example.cn"]) == 1
    assert "<img" in Article.objects.get(pk=article.pk).body_html
    assert "<img" not in Article.objects.get(pk=other.pk).body_html


@pytest.mark.parametrize("written", ["https://例子.测试/a.jpg", "//XN--FSQU00A.xn--0zwm56d/a.jpg"])
def test_an_article_is_found_by_either_way_to_write_a_host(written):
    article = make_article(body=f"![]({written})")

    assert list(naming(["xn--fsqu00a.xn--0zwm56d"])) == [article]
