import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from articles import publishing, workflow
from articles.addresses import redirects
from articles.models import Author, Category, Tag, Topic
from articles.versions.content import Content
from tests.factories import make_article, make_author, make_category, make_published, make_topic

pytestmark = pytest.mark.django_db

TERMS = [Category, Topic, Author, Tag]


@pytest.mark.parametrize("model", TERMS)
def test_names_become_terms_in_their_order_each_once(model):
    existing = model.objects.create(name="元宇宙大会", slug="元宇宙大会")
    terms = model.objects.for_names(["AI 元宇宙", "元宇宙大会", "ai-元宇宙", "《AI》元宇宙 "])

    assert [(term.name, term.slug) for term in terms] == [
        ("AI 元宇宙", "ai-元宇宙"),
        ("元宇宙大会", "元宇宙大会"),
        ("《AI》元宇宙 ", "ai元宇宙"),
    ]
    assert terms[1] == existing
    assert model.objects.for_names(["Ai 元宇宙"]) == terms[:1]


@pytest.mark.parametrize("model", TERMS)
def test_a_name_without_letters_makes_nothing(model):
    with pytest.raises(ValidationError), transaction.atomic():
        model.objects.for_names(["元宇宙", "！！"])
    assert not model.objects.exists()


@pytest.mark.parametrize("model", TERMS)
def test_no_names_are_no_terms(model):
    assert model.objects.for_names([]) == []


@pytest.mark.parametrize("model", TERMS)
def test_a_renamed_term_is_found_under_its_old_name(model):
    term = model.objects.create(name="数字社区", slug="数字社区")
    prefix = term.get_absolute_url().split("/")[1]
    redirects.record_move(f"/{prefix}/元宇宙/", f"/{prefix}/数字社区/")
    redirects.record_move(f"/{prefix}/vr/", f"/{prefix}/数字社区/")

    assert model.objects.for_names(["元宇宙", "VR", "数字社区"]) == [term]
    assert model.objects.count() == 1


def test_a_redirect_to_something_else_makes_no_term_found():
    Tag.objects.create(name="甲", slug="甲")
    redirects.record_move("/tags/乙/", "/posts/甲/")

    assert [tag.name for tag in Tag.objects.for_names(["乙"])] == ["乙"]


def test_a_renamed_tag_stays_renamed_when_its_article_is_published_again():
    article = make_published(tags=("元宇宙",))
    tag = Tag.objects.get()
    redirects.record_move("/tags/元宇宙/", "/tags/数字社区/")
    tag.name = tag.slug = "数字社区"
    tag.save()
    content = Content.of_revision(article.latest_revision)
    publishing.save_revision(article, Content(**{**vars(content), "title": "新标题"}), author=None)
    workflow.apply(article, "update", actor=None)

    assert [tag.name for tag in article.ordered_tags] == ["数字社区"]
    assert Tag.objects.count() == 1


@pytest.mark.parametrize("model", TERMS)
def test_a_term_gets_its_slug_from_its_name_and_keeps_one_that_is_given(model):
    term = model(name="《意见》解读")
    term.full_clean()
    assert term.slug == "意见解读"

    term.slug = "Opinion Piece"
    term.full_clean()
    assert term.slug == "opinion-piece"


@pytest.mark.parametrize("model", TERMS)
def test_a_name_of_which_no_slug_is_left_is_refused(model):
    with pytest.raises(ValidationError) as caught:
        model(name="！！").full_clean()
    assert "name" in caught.value.message_dict


@pytest.mark.parametrize("model", TERMS)
def test_two_terms_never_have_one_slug(model):
    model.objects.create(name="元宇宙", slug="元宇宙")
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.bulk_create([model(name="另一个", slug="元宇宙")])


@pytest.mark.parametrize("model", TERMS)
def test_page_and_feed_are_under_the_taxonomys_name(model):
    term = model(name="元宇宙", slug="ai-元宇宙")
    prefix = {Category: "categories", Topic: "news", Author: "authors", Tag: "tags"}[model]

    assert term.get_absolute_url() == f"/{prefix}/ai-%E5%85%83%E5%AE%87%E5%AE%99/"
    assert term.feed_url == f"{term.get_absolute_url()}index.xml"


def test_terms_in_use_are_protected_and_tags_are_not():
    category, topic, author = make_category("新闻"), make_topic(), make_author()
    article = make_article(categories=(category,), topics=(topic,), authors=(author,), tags=("标签",))
    for term in (category, topic, author):
        with pytest.raises(ProtectedError):
            term.delete()
    Tag.objects.get().delete()

    article.refresh_from_db()
    assert article.ordered_tags == []


def test_relations_keep_the_editors_order():
    topics = tuple(make_topic(name) for name in "丙甲乙")
    article = make_article(
        topics=topics,
        categories=tuple(make_category(name) for name in ("评论", "新闻")),
        authors=tuple(make_author(name) for name in ("周一帆", "林小满")),
        tags=("元宇宙", "AI", "社区"),
    )
    assert [term.name for term in article.ordered_topics] == list("丙甲乙")
    assert [term.name for term in article.ordered_categories] == ["评论", "新闻"]
    assert [term.name for term in article.ordered_authors] == ["周一帆", "林小满"]
    assert [tag.name for tag in article.ordered_tags] == ["元宇宙", "AI", "社区"]

    content = Content(**{**vars(Content.of(article)), "topics": tuple(topic.pk for topic in reversed(topics))})
    publishing.save_revision(article, content, author=None)
    article = type(article).objects.get(pk=article.pk)
    assert [term.name for term in article.ordered_topics] == list("乙甲丙")


def test_tags_are_suggested_by_any_part_of_the_name_in_any_case():
    for name in ("AI 元宇宙", "ai", "社区"):
        Tag.objects.create(name=name, slug=name.lower().replace(" ", "-"))

    assert [tag.name for tag in Tag.objects.suggestions("Ａｉ")] == ["AI 元宇宙", "ai"]
