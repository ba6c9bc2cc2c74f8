import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles import publishing, workflow
from articles.models import Article, Redirect, Revision, Tag, TaggedArticle
from articles.versions.content import Content
from tests.factories import (
    make_article,
    make_author,
    make_category,
    make_image,
    make_published,
    make_scheduled,
    make_topic,
    make_user,
    make_withdrawn,
)

pytestmark = pytest.mark.django_db


def changed(article, **values):
    return Content(**{**vars(Content.of_revision(article.latest_revision)), **values})


def save(article, *, based_on=None, **values):
    return publishing.save_revision(article, changed(article, **values), author=None, based_on=based_on)


def everything():
    models = (Article, Revision, Redirect, TaggedArticle, Tag)
    return [list(model.objects.order_by("pk").values()) for model in models]


# --- versions


def test_every_save_is_a_numbered_version_with_its_author():
    writer = make_user()
    article = make_article(title="一", owner=writer)
    for title in ("二", "三"):
        publishing.save_revision(
            article, changed(article, title=title), author=writer, kind=Revision.Kind.AUTOSAVE, note="记一笔"
        )

    versions = article.revisions.order_by("number")
    assert [(v.number, v.content["title"]) for v in versions] == [(1, "一"), (2, "二"), (3, "三")]
    assert (versions[2].author, versions[2].kind, versions[2].note) == (writer, "autosave", "记一笔")
    assert article.latest_revision == versions[2]


def test_saving_what_is_there_already_makes_no_version():
    article = make_article()
    before = everything()
    assert save(article) == article.latest_revision
    assert everything() == before


def test_an_older_version_never_changes():
    article = make_article(title="一", body="正文一")
    first = article.revisions.get()
    before = Revision.objects.filter(pk=first.pk).values().get()
    save(article, title="二", body="正文二", slug="renamed")
    workflow.apply(article, "publish", actor=None)
    save(article, title="三")
    workflow.apply(article, "update", actor=None)

    assert Revision.objects.filter(pk=first.pk).values().get() == before


def test_numbers_are_not_used_twice():
    article = make_article()
    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.create(article=article, number=1, content={})


# --- what readers see


@pytest.mark.parametrize("make", [make_published, make_scheduled])
def test_saving_leaves_a_published_row_as_it_is(make):
    topic, picture = make_topic(), make_image()
    article = make(title="线上", body="线上正文", tags=("甲",), topics=(topic,), slug="live")
    row = Article.objects.filter(pk=article.pk).values().get()
    relations = Content.of(Article.objects.get(pk=article.pk))
    save(
        article,
        title="草稿",
        body="新正文",
        tags=("乙",),
        topics=(),
        slug="renamed",
        featured_image=picture.pk,
        authors=(make_author().pk,),
        corrections=(("2026-11-23", "改正"),),
    )

    now = Article.objects.filter(pk=article.pk).values().get()
    assert {name for name in row if row[name] != now[name]} == {"latest_revision_id", "saved_at", "problems"}
    assert Content.of(Article.objects.get(pk=article.pk)) == relations
    assert Article.objects.get(pk=article.pk).has_unpublished_changes
    assert not Redirect.objects.exists()


@pytest.mark.parametrize("make", [make_article, make_withdrawn])
def test_saving_what_readers_cannot_see_puts_it_on_the_row(make):
    article = make(title="一")
    save(article, title="二", body="# 小标题\n\n正文**二**。", tags=("乙",))
    article.refresh_from_db()

    assert article.title == "二"
    assert "<strong>二</strong>" in article.body_html
    assert article.headings
    assert article.character_count > 0
    assert [tag.name for tag in article.ordered_tags] == ["乙"]


def test_publishing_copies_the_newest_version():
    article = make_published(title="线上")
    save(article, title="二")
    newest = save(article, title="三", tags=("乙", "甲"), corrections=(("2026-11-23", "改正"),))
    workflow.apply(article, "update", actor=None)
    article = Article.objects.get(pk=article.pk)

    assert (article.title, article.live_revision) == ("三", newest)
    assert Content.of(article) == Content.of_revision(newest)
    assert not article.has_unpublished_changes


def test_withdrawing_puts_the_newest_text_on_the_row():
    article = make_published(title="线上")
    save(article, title="改到一半")
    workflow.apply(article, "unpublish", actor=None)

    assert Article.objects.get(pk=article.pk).title == "改到一半"


# --- two people


def test_a_save_on_an_older_version_is_refused_and_changes_nothing():
    article = make_article(title="一")
    opened = Article.objects.get(pk=article.pk)
    theirs = save(article, title="二")
    before = everything()
    with pytest.raises(publishing.StaleRevision) as caught:
        publishing.save_revision(opened, changed(opened, title="我的", tags=("新",)), author=None, based_on=1)

    assert caught.value.latest == theirs
    assert everything() == before


def test_a_save_on_the_newest_version_goes_through():
    article = make_article(title="一")
    assert save(article, based_on=1, title="二").number == 2
    assert save(article, based_on=2, title="三").number == 3


TITLES, SLUGS, TAGS = (
    st.sampled_from("甲乙丙"),
    st.sampled_from(["", "a", "b", "c"]),
    st.lists(st.sampled_from("子丑寅")),
)


class Saves(TestCase):
    @given(st.lists(st.tuples(TITLES, SLUGS, TAGS, st.booleans()), min_size=1, max_size=6))
    def test_what_readers_see_is_always_exactly_one_version(self, saves):
        Redirect.objects.all().delete()
        article = make_published(categories=(make_category(),))
        for title, slug, tags, publish in saves:
            save(article, title=title, slug=slug, tags=tuple(dict.fromkeys(tags)))
            if publish and article.has_unpublished_changes:
                workflow.apply(article, "update", actor=None)
            row = Article.objects.get(pk=article.pk)
            assert Content.of(row) == Content.of_revision(row.live_revision)
            assert row.path == f"/posts/{row.slug}/"
            assert not Redirect.objects.filter(source=row.path).exists()
            targets = set(Redirect.objects.values_list("target", flat=True))
            assert not targets & set(Redirect.objects.values_list("source", flat=True))
        numbers = list(article.revisions.order_by("number").values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))
