"""Terms that become one, and become several again: nothing is lost either way."""

from collections import Counter

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles import publishing, search, workflow
from articles.models import (
    Article,
    MergedTerm,
    Redirect,
    SearchEntry,
    SiteSettings,
    Tag,
    TagAlias,
    TaggedArticle,
    TermMerge,
)
from articles.taxonomy import merging, unmerging
from articles.versions.content import Content
from tests.factories import make_article, make_author, make_category, make_image, make_published, make_topic, make_user
from tests.visitor import rows

pytestmark = pytest.mark.django_db

MAKE = {"category": make_category, "topic": make_topic, "author": make_author}
FIELDS = {"category": "categories", "topic": "topics", "author": "authors", "tag": "tags"}
KINDS = [*MAKE, "tag"]


def make_term(kind, name):
    return Tag.objects.for_names([name])[0] if kind == "tag" else MAKE[kind](name)


def make_with(kind, *terms, make=make_published, **fields):
    return make(**{FIELDS[kind]: tuple(term.name if kind == "tag" else term for term in terms)}, **fields)


def names(kind, article):
    article = Article.objects.get(pk=article.pk)
    return [term.name for term in getattr(article, f"ordered_{FIELDS[kind]}")]


@pytest.mark.parametrize("kind", KINDS)
def test_the_articles_of_both_have_the_kept_one_and_its_pages_lead_on(client, kind):
    kept, other = make_term(kind, "元宇宙"), make_term(kind, "元宇宙技术")
    both, one = make_with(kind, other, kept), make_with(kind, other)
    draft = make_with(kind, other, make=make_article)
    page, feed = other.addresses

    done = merging.merge(kept, [other], actor=None)

    assert [names(kind, article) for article in (both, one, draft)] == [["元宇宙"]] * 3
    assert not type(kept).objects.filter(pk=other.pk).exists()
    assert (done.articles, done.names, done.kept_name) == (3, ["元宇宙技术"], "元宇宙")
    later = f"{page}page/2/"
    for old, new in ((page, kept.get_absolute_url()), (later, kept.get_absolute_url()), (feed, kept.feed_url)):
        answer = client.get(old)
        assert (answer.status_code, answer["Location"]) == (301, new)


@pytest.mark.parametrize("kind", KINDS)
def test_a_draft_that_names_the_merged_one_does_not_bring_it_back(kind):
    kept, other = make_term(kind, "元宇宙"), make_term(kind, "元宇宙技术")
    article = make_with(kind, other)
    newer = Content(**{**vars(Content.newest(article)), "title": "改过的标题"})
    publishing.save_revision(article, newer, author=None)

    merging.merge(kept, [other], actor=None)
    Redirect.objects.all().delete()  # somebody tidied up: the versions know by themselves
    shown = getattr(Content.newest(article), FIELDS[kind])
    workflow.apply(article, "update", actor=None)

    assert shown == (("元宇宙",) if kind == "tag" else (kept.pk,))
    assert names(kind, article) == ["元宇宙"]
    assert type(kept).objects.count() == 1


@pytest.mark.parametrize("kind", KINDS)
def test_undoing_puts_every_row_of_the_site_back(kind):
    kept, others = make_term(kind, "元宇宙"), [make_term(kind, name) for name in ("元宇宙技术", "Metaverse", "别的")]
    make_with(kind, others[2], others[0], kept)
    make_with(kind, others[1], others[2], make=make_article)
    other = merging.merge(others[0], [others[1]], actor=None)  # what led to it is led on, and back
    before = as_they_are()

    done = merging.merge(kept, others[:1], actor=None)
    assert as_they_are() != before
    unmerging.undo(done, actor=make_user())

    assert as_they_are() == before
    unmerging.undo(other, actor=None)
    assert [names(kind, article) for article in Article.objects.order_by("pk")] == [
        ["别的", "元宇宙技术", "元宇宙"],
        ["Metaverse", "别的"],
    ]


def as_they_are():
    """Return every row of the site but for those that say what was done, and the keys of rows between two others."""
    left = {
        "articles.TermMerge",
        "articles.TagAlias",
        "auth.User",
        "auth.User_groups",
        "articles.Redirect",
        "articles.SearchEntry",
    }
    found = {name: lines for name, lines in rows().items() if name not in left}
    for through in ("TaggedArticle", "ArticleCategory", "ArticleTopic", "Byline"):
        found[f"articles.{through}"] = sorted(line.partition(",")[2] for line in found[f"articles.{through}"])
    found["aliases"] = sorted(TagAlias.objects.values_list("name", "tag"))
    found["redirects"] = sorted(Redirect.objects.values_list("source", "target"))
    found["found"] = sorted(SearchEntry.objects.values_list("article", "words", "facets"))
    return found


class AnyArticles(TestCase):
    """Whatever articles there are: counts and orders after a merge, and everything after its undoing."""

    @given(
        st.lists(st.permutations("ABCDE").map(lambda tags: tags[:3]), min_size=1, max_size=5),
        st.sets(st.sampled_from("ABCDE"), min_size=2, max_size=4),
    )
    def test_nothing_is_lost_and_the_order_stays(self, articles, chosen):
        before = {make_article(tags=tuple(tags)).pk: list(tags) for tags in articles}
        tags = {tag.name: tag for tag in Tag.objects.for_names(sorted({*chosen, *"".join(map("".join, articles))}))}
        kept, *others = (tags[name] for name in sorted(chosen))
        rows_before = sorted(TaggedArticle.objects.values_list("content_object", "tag", "position"))

        done = merging.merge(kept, others, actor=None)

        for key, had in before.items():
            expected = list(dict.fromkeys(kept.name if name in chosen else name for name in had))
            assert names("tag", Article(pk=key)) == expected
        assert kept.tagged_articles.count() == sum(1 for had in before.values() if chosen & set(had))
        counts = Counter(name for had in before.values() for name in had if name not in chosen)
        assert all(tags[name].tagged_articles.count() == count for name, count in counts.items())

        unmerging.undo(done, actor=None)

        assert sorted(TaggedArticle.objects.values_list("content_object", "tag", "position")) == rows_before
        assert {key: names("tag", Article(pk=key)) for key in before} == before


def test_an_article_is_found_by_the_kept_name_and_again_by_the_old_after_undoing():
    kept, other = make_term("tag", "鲸鱼座"), make_term("tag", "海怪")
    article = make_with("tag", other)

    done = merging.merge(kept, [other], actor=None)
    assert found("鲸鱼座") == [article.pk]
    assert found("海怪") == []
    unmerging.undo(done, actor=None)

    assert found("海怪") == [article.pk]


def found(typed):
    return search.find(search.read_query(typed), now=timezone.now()).keys


def test_the_kept_topic_takes_over_what_it_lacks_and_the_place_in_the_navigation():
    cover = make_image()
    kept = make_topic("元宇宙")
    other = make_topic("元宇宙技术", description="写虚拟世界。", cover=cover)
    site = SiteSettings.objects.create()
    site.nav_topics.add(other)

    done = merging.merge(kept, [other], actor=None)
    kept.refresh_from_db()
    assert (kept.description, kept.cover, list(site.nav_topics.all())) == ("写虚拟世界。", cover, [kept])
    unmerging.undo(done, actor=None)

    kept.refresh_from_db()
    assert (kept.description, kept.cover, list(site.nav_topics.all())) == ("", None, [other])


def test_the_account_of_an_author_goes_to_the_kept_page_and_back():
    user = make_user()
    kept, other = make_author("林小满"), make_author("小满", user=user)

    done = merging.merge(kept, [other], actor=None)
    user.refresh_from_db()
    assert user.author == kept
    unmerging.undo(done, actor=None)

    assert type(user).objects.get().author == other


def test_two_people_with_accounts_are_not_merged():
    kept, other = make_author("林小满", user=make_user()), make_author("小满", user=make_user())
    before = rows()

    with pytest.raises(merging.CannotMerge, match="账号"):
        merging.merge(kept, [other], actor=None)
    assert rows() == before


@pytest.mark.parametrize("gone", ["kept", "other"])
def test_a_term_that_somebody_deleted_meanwhile_is_not_merged(gone):
    kept, other = make_term("tag", "元宇宙"), make_term("tag", "元宇宙技术")
    Tag.objects.filter(pk={"kept": kept, "other": other}[gone].pk).delete()

    with pytest.raises(merging.CannotMerge):
        merging.merge(kept, [other], actor=None)


def test_aliases_of_a_merged_tag_are_the_kept_ones_and_lead_back():
    kept, other = make_term("tag", "元宇宙"), make_term("tag", "元宇宙技术")
    TagAlias.objects.create(tag=other, name="metaverse")

    done = merging.merge(kept, [other], actor=None)
    assert Tag.objects.for_names(["Metaverse", "元宇宙技术"]) == [kept]
    unmerging.undo(done, actor=None)

    assert Tag.objects.for_names(["Metaverse", "元宇宙技术", "元宇宙"]) == [other, kept]


def saved_again(kept, article):
    content = Content(**{**vars(Content.newest(article)), "title": "又改过"})
    publishing.save_revision(article, content, author=None)


CHANGES = {
    "又改过|社区新闻": saved_again,
    "元宇宙": lambda kept, article: Tag.objects.filter(pk=kept.pk).update(name="改了名"),
    "元宇宙”又": lambda kept, article: merging.merge(kept, [make_term("tag", "再并一个")], actor=None),
    "元宇宙技术": lambda kept, article: Tag.objects.create(name="元宇宙技术", slug="元宇宙技术"),
    "元宇宙技术”已经是“别处": lambda kept, article: move_alias(),
    "跳转": lambda kept, article: Redirect.objects.update(target="/elsewhere/"),
    "删除": lambda kept, article: delete(article),
}


def move_alias():
    TagAlias.objects.update(tag=make_term("tag", "别处"))


def delete(article):
    Article.objects.filter(pk=article.pk).update(latest_revision=None, live_revision=None, state="draft")
    Article.objects.get(pk=article.pk).delete()


@pytest.mark.parametrize("words", CHANGES)
def test_what_was_changed_since_is_named_and_stays(words):
    kept, other = make_term("tag", "元宇宙"), make_term("tag", "元宇宙技术")
    article = make_with("tag", other)
    done = merging.merge(kept, [other], actor=None)
    CHANGES[words](kept, article)
    before = rows()

    with pytest.raises(unmerging.CannotUndo, match=words):
        unmerging.undo(done, actor=None)
    assert rows() == before


def test_a_redirect_that_somebody_gave_another_target_since_keeps_it():
    kept, other = make_term("topic", "元宇宙"), make_term("topic", "元宇宙技术")
    Redirect.objects.create(source="/one/", target="/news/元宇宙技术/")
    Redirect.objects.create(source="/two/", target="/news/元宇宙技术/?a=1")
    done = merging.merge(kept, [other], actor=None)
    Redirect.objects.filter(source="/one/").update(target="/elsewhere/")

    unmerging.undo(done, actor=None)

    assert dict(Redirect.objects.values_list("source", "target")) == {
        "/one/": "/elsewhere/",
        "/two/": "/news/元宇宙技术/?a=1",
    }


def test_a_merge_is_undone_once():
    kept, other = make_term("tag", "元宇宙"), make_term("tag", "元宇宙技术")
    done = merging.merge(kept, [other], actor=None)
    unmerging.undo(done, actor=None)

    with pytest.raises(unmerging.CannotUndo):
        unmerging.undo(TermMerge.objects.get(), actor=None)


def test_a_merged_section_that_is_merged_again_leads_to_the_last():
    first, second, third = (make_category(name) for name in "甲乙丙")
    article = make_with("category", first)
    merging.merge(second, [first], actor=None)
    merging.merge(third, [second], actor=None)

    assert Content.of_revision(article.latest_revision).categories == (third.pk,)
    assert set(MergedTerm.objects.values_list("key", "into")) == {(first.pk, third.pk), (second.pk, third.pk)}
