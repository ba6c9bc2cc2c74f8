import pytest

from articles import workflow
from articles.models import Article, Tag
from articles.versions import row
from tests.articles.test_publishing import save
from tests.factories import (
    make_article,
    make_image,
    make_published,
    make_topic,
)

pytestmark = pytest.mark.django_db


def test_rendering_again_changes_nothing_where_nothing_changed():
    article = make_published(body="正文")
    assert row.rerender(article) is False
    Article.objects.filter(pk=article.pk).update(body_html="旧的")
    article.refresh_from_db()
    assert row.rerender(article) is True
    assert "正文" in Article.objects.get(pk=article.pk).body_html


def test_a_term_deleted_since_is_left_out():
    topic, kept = make_topic("甲"), make_topic("乙")
    article = make_published(topics=(kept,))
    save(article, topics=(topic.pk, kept.pk))
    topic.delete()
    workflow.apply(article, "update", actor=None)

    assert [term.name for term in Article.objects.get(pk=article.pk).ordered_topics] == ["乙"]


def test_spellings_of_one_tag_are_one_tag():
    one = make_article(tags=("AI", "元宇宙"))
    other = make_article(tags=("元宇宙", "ai", "Ai"))

    assert [tag.name for tag in other.ordered_tags] == ["元宇宙", "AI"]
    assert set(one.ordered_tags) == set(other.ordered_tags)
    assert Tag.objects.count() == 2


@pytest.mark.parametrize(
    ("description", "shown"), [("", False), ("另外说几句。", True), ("正文的开头，原样抄了一遍。", False)]
)
def test_the_dek_is_shown_only_where_it_says_something_new(description, shown):
    article = make_article(description=description, body="正文的开头，原样抄了一遍。后面还有别的。")
    assert article.shows_dek is shown


def test_the_cover_is_shown_above_the_text_unless_the_text_shows_it():
    picture = make_image(name="会场.jpg")
    assert make_article(featured_image=picture, body="没有图。").shows_hero
    assert not make_article(featured_image=picture, body=f"![会场]({picture.name})").shows_hero
    assert not make_article(body="没有图。").shows_hero
