"""What the list's search finds: the newest version of every article, also where readers see an older one."""

import datetime

import pytest
from django.core.management import call_command
from django.utils import timezone

from articles import policy, publishing, search, workflow
from articles.admin.article.search import find
from articles.models import Article, DraftEntry
from articles.policy import Role
from articles.versions.content import Content
from tests.factories import make_article, make_published, make_scheduled, make_unrenderable, make_user, make_withdrawn

pytestmark = pytest.mark.django_db


def found(typed, user=None):
    articles = policy.visible_to(user, Article.objects.all()) if user else Article.objects.all()
    return sorted(find(articles, typed).articles.values_list("title", flat=True))


def change(article, **fields):
    """Save a newer version, which readers of a published article do not see."""
    content = Content.newest(article)
    publishing.save_revision(article, Content(**{**vars(content), **fields}), author=None)
    return article


def with_draft():
    return set(DraftEntry.objects.values_list("article__title", flat=True))


def test_every_part_of_an_unpublished_version_is_found_beside_what_readers_see():
    change(
        make_published(title="海边", body="有海豚。"),
        title="湖边",
        description="摘要甲",
        body="有鲸鱼。",
        tags=("水族",),
    )
    make_published(title="别的")

    for typed in ("湖边", "摘要甲", "鲸鱼", "水族", "鲸鱼 湖边", "海边", "海豚"):
        assert found(typed) == ["海边"], typed
    assert found("海豚 鲸鱼") == []  # one stands in the old version, one in the new


@pytest.mark.parametrize(
    "typed", ["数字孪生", "數字孿生", "数字", "ＶＲ", "vr", "Vr 眼镜", "「VR 眼镜」", "眼镜，孪生", "100%", "孪生_"]
)
def test_width_case_and_traditional_characters_are_one_in_what_readers_do_not_see(typed):
    make_article(title="數字孿生_一", body="戴上 VR 眼镜，100% 看见。")
    change(make_published(title="旧题"), title="数字孪生_二", body="戴上 ＶＲ 眼鏡，100％ 看見。")
    make_published(title="别的")

    assert found(typed) == ["數字孿生_一", "旧题"]


def test_articles_in_every_state_are_found():
    make_article(title="鲸鱼草稿")
    make_published(title="鲸鱼已发")
    make_scheduled(title="鲸鱼定时")
    make_withdrawn(title="鲸鱼撤稿")
    workflow.apply(make_article(title="鲸鱼回收"), "trash", actor=None)
    past = timezone.now() - datetime.timedelta(hours=1)
    Article.objects.filter(pk=make_published(title="鲸鱼过期").pk).update(expires_at=past)
    assert len(found("鲸鱼")) == 6


def test_what_is_published_has_no_words_of_its_own_and_gets_them_back():
    article = change(make_published(title="海边"), title="湖边")
    assert with_draft() == {"海边"}

    workflow.apply(article, "update", actor=None)
    assert (with_draft(), found("湖边"), found("海边")) == (set(), ["湖边"], [])

    workflow.apply(article, "unpublish", actor=None)
    assert (with_draft(), found("湖边")) == ({"湖边"}, ["湖边"])


def test_a_version_that_is_refused_leaves_the_words_as_they_were():
    article = change(make_published(title="海边"), title="湖边")
    stale = Content(**{**vars(Content.newest(article)), "title": "山边"})
    with pytest.raises(publishing.StaleRevision):
        publishing.save_revision(article, stale, author=None, based_on=1)
    assert (found("湖边"), found("山边")) == (["海边"], [])


def test_a_writer_finds_no_draft_of_somebody_else():
    writer = make_user(Role.WRITER)
    change(make_article(title="别人的鲸鱼", owner=make_user()), body="食堂")
    change(make_article(title="自己的鲸鱼", owner=writer), body="食堂")
    assert found("食堂", writer) == ["自己的鲸鱼"]


@pytest.mark.parametrize("typed", ["，", "%", "_", "'", '"', "\\", "-", "＊", "()", " 　", "http://[", "鲸\x00鱼"])
def test_what_holds_no_letter_finds_nothing_rather_than_everything(typed):
    make_article(title="鲸鱼")
    assert found(typed) in ([], ["鲸鱼"] if "鲸" in typed else [])


def test_rebuilding_finds_what_a_bypass_left_and_keeps_what_is_right():
    article = change(make_published(title="海边"), title="湖边")
    make_unrenderable(make_article(title="深"))
    DraftEntry.objects.all().delete()
    make_published(title="别的")
    kept = DraftEntry.objects.create(article=Article.objects.get(title="别的"), words="过时")

    assert search.missing().count() == 3
    call_command("rebuild_search", missing=True, verbosity=0)

    assert not search.missing().exists()
    assert not DraftEntry.objects.filter(pk=kept.pk).exists()
    assert found("湖边") == ["海边"]
    assert found("新题") == ["深"]
    assert search.rebuild(Article.objects.all()) == (3, 0)
    assert article.draft_entry
