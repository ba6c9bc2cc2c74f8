import datetime

import pytest
from django.utils import timezone

from articles.checks import problems
from articles.frontpage.placement import set_placement
from articles.models import Article
from articles.publishing import save_revision
from articles.rerendering import rerender
from articles.versions.content import Content
from tests.factories import make_article, make_image, make_published, make_topic

pytestmark = pytest.mark.django_db


def kept(article):
    article.refresh_from_db()
    return article.problem_codes


def test_a_save_keeps_what_is_to_be_mended_in_the_newest_version():
    article = make_published(title="好的标题", topics=[make_topic()], featured_image=make_image())
    assert kept(article) == []

    worse = Content(title="好的标题", slug=article.slug, body="![配图一](nowhere.jpg)", categories=(1,))
    save_revision(article, worse, author=None)

    assert kept(article) == ["E06", "W01", "W02", "W07"]


def test_what_depends_on_the_day_or_the_home_page_is_not_kept():
    article = make_article(title="三月", body="1 月 3 日，居委会开会。", pinned=True)

    assert not set(kept(article)) & {"W12", "W13", "E08"}


def test_each_kind_finds_its_articles():
    now = timezone.now()
    bare = make_published(title="没有封面")
    ending = make_published(title="快到期", pinned=True, pinned_until=now + datetime.timedelta(hours=3))
    later = make_published(title="还早", pinned=True, pinned_until=now + datetime.timedelta(days=3))
    endless = make_published(title="一直", pinned=True)
    over = make_published(title="过了", pinned=True, pinned_until=now - datetime.timedelta(hours=3))
    heavy = make_published(title="有权重", weight=1)

    def found(name):
        return set(Article.objects.filter(problems.having(name)))

    assert found("ending") == {ending}
    assert found("endless") == {endless}
    assert found("weighted") == {heavy}
    assert found("W01") == {bare, ending, later, endless, over, heavy}
    assert found("E06") == set()


def test_a_night_mends_what_is_out_of_step_and_touches_nothing_else():
    article, other = make_article(), make_article()
    Article.objects.filter(pk=article.pk).update(problems="E06")
    before = Article.objects.get(pk=other.pk).saved_at

    assert problems.look_at_some.func([article.pk, other.pk]) == 1
    assert kept(article) == ["W01", "W07"]
    assert Article.objects.get(pk=other.pk).saved_at == before
    problems.look_again.func()


def test_a_text_made_again_is_looked_at_again():
    article = make_article()
    Article.objects.filter(pk=article.pk).update(problems="")

    rerender(Article.objects.all())

    assert kept(article) == ["W01", "W07"]


def test_a_version_saved_meanwhile_keeps_its_own():
    article = make_article()
    stale = Article.objects.get(pk=article.pk)
    save_revision(article, Content(title="新", slug=article.slug, body=""), author=None)
    stale.problems = "E06"

    assert not problems.renew(stale)
    assert "E03" in kept(article)


def test_every_code_that_is_kept_has_a_name_and_fits_the_column():
    assert len(" ".join(problems.NAMES)) <= Article._meta.get_field("problems").max_length
    assert set(problems.ATTENTION) <= set(problems.ALL)


def test_a_pin_is_counted_at_once():
    article = make_published()
    set_placement(article, actor=None, pinned=True)

    assert Article.objects.filter(problems.having("endless")).get() == article
