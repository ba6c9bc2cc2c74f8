import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import publishing, workflow
from articles.models import Article
from articles.policy import Role
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
)

from .article_desk import LIST, address, posted, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = make_user(Role.EDITOR)
    client.force_login(user)
    return user


@pytest.fixture
def writer(client):
    user = make_user(Role.WRITER)
    client.force_login(user)
    return user


def newest(article):
    article.refresh_from_db()
    return Content.of_revision(article.latest_revision)


def test_a_draft_needs_only_a_title(client, writer):
    response = client.post(f"{LIST}add/", {"title": "老街口的新食堂"})

    article = Article.objects.get()
    assert response.url == address("change", article)
    assert (article.title, article.owner, article.state) == ("老街口的新食堂", writer, "draft")
    assert article.latest_revision.author == writer


def test_without_a_title_nothing_is_saved_and_everything_typed_is_kept(client, writer):
    response = client.post(f"{LIST}add/", {"title": " ", "body": "写了很久的正文", "tags": "食堂，老街"})

    assert not Article.objects.exists()
    words = response.content.decode()
    assert "<title>错误：" in words.replace(" ", "").replace("\n", "")
    assert "有 1 处需要修改：" in words
    assert 'href="#id_title"' in words
    assert "写了很久的正文" in words
    assert "食堂，老街" in words


def test_a_new_article_carries_the_writers_own_byline_and_enlarges_pictures(client, writer):
    author = make_author("周明", user=writer)

    form = posted(client.get(f"{LIST}add/"))

    assert form["authors"] == [str(author.pk)]
    assert form["lightgallery"] == ["on"]
    assert form["slug"][0].startswith(f"{timezone.localdate():%Y%m%d}-")


def test_the_form_gives_back_what_it_was_given(client, editor):
    old, new = make_category("专访"), make_category("观点")
    topic, cover = make_topic("养老"), make_image()
    content = {
        "title": "新食堂开张",
        "description": "一句话摘要",
        "body": "第一段。\n\n    第二段\n",
        "slug": "canteen",
        "categories": [new.pk, old.pk],
        "topics": [topic.pk],
        "tags": "老街、食堂；Canteen",
        "authors": [make_author("乙").pk, make_author("甲").pk],
        "featured_image": cover.pk,
        "origin": "repost",
        "source_name": "邻里报",
        "source_url": "https://example.org/1",
        "responsible_editor": "王某",
        "lightgallery": "on",
        "notes": "核对过电话",
        "pinned": "on",
        "pinned_until": "2099-01-02T03:04",
        "weight": "7",
    }

    client.post(f"{LIST}add/", content)

    article = Article.objects.get()
    saved = newest(article)
    assert saved.categories == (new.pk, old.pk)
    assert saved.tags == ("老街", "食堂", "Canteen")
    assert saved.body == content["body"]
    assert (saved.featured_image, saved.origin, saved.source_name) == (cover.pk, "repost", "邻里报")
    assert (article.notes, article.pinned, article.weight, article.recommended) == ("核对过电话", True, 7, False)
    assert timezone.localtime(article.pinned_until) == datetime.datetime(
        2099, 1, 2, 3, 4, tzinfo=timezone.get_default_timezone()
    )
    again = posted(client.get(address("change", article)))
    client.post(address("change", article), again)
    article.refresh_from_db()
    assert article.revisions.count() == 1, "saving an untouched form made a new version"


def test_chosen_terms_keep_the_order_in_which_they_were_posted(client, editor):
    first, second, third = make_category("甲"), make_category("乙"), make_category("丙")
    article = make_article(categories=[third, first])

    page = client.get(address("change", article)).content.decode()
    assert page.index(f'<option value="{third.pk}" selected') < page.index(f'<option value="{first.pk}" selected')

    form = posted(client.get(address("change", article)), categories=[second.pk, third.pk])
    client.post(address("change", article), form)
    assert newest(article).categories == (second.pk, third.pk)


def test_editing_a_published_article_leaves_the_public_row_as_it_is(client, editor):
    article = make_published(title="旧标题", body="旧正文")
    before = Content.of(article)

    form = posted(client.get(address("change", article)), title="新标题", body="新正文")
    response = client.post(address("change", article), form, follow=True)

    article.refresh_from_db()
    assert Content.of(article) == before
    assert newest(article).title == "新标题"
    assert "有未发布的修改" in text_of(response)
    assert posted(response)["title"] == ["新标题"]


def test_a_scheduled_article_keeps_its_scheduled_text_until_it_is_updated(client, editor):
    article = make_scheduled(title="旧标题")

    client.post(address("change", article), posted(client.get(address("change", article)), title="新标题"))

    article.refresh_from_db()
    assert (article.title, newest(article).title) == ("旧标题", "新标题")


def test_a_stale_form_is_refused_with_both_texts_and_then_may_be_saved_over(client, editor):
    article = make_article(title="原标题", body="原正文")
    form = posted(client.get(address("change", article)), title="我的标题", body="我的正文")
    other = make_user(Role.CHIEF, username="li", last_name="李主编")
    theirs = Content(**{**vars(newest(article)), "title": "对方标题", "body": "对方正文"})
    publishing.save_revision(article, theirs, author=other)

    response = client.post(address("change", article), form)

    assert response.status_code == 409
    words = text_of(response)
    assert "这篇文章已被李主编修改，你的内容没有覆盖它" in words
    assert "第 2 版" in words
    assert "删除： 对方 新增： 我的 标题" in words.replace("标题 新增", "新增"), "both titles are shown"
    assert posted(response)["body"] == ["我的正文"]
    assert newest(article).title == "对方标题"

    again = posted(response)
    assert again["title"] == ["我的标题"]
    assert again["revision"] == ["2"]
    assert client.post(address("change", article), again).status_code == 302
    assert newest(article).title == "我的标题"
    assert article.revisions.count() == 4, "mine was set aside, then saved"


def test_a_second_click_on_save_says_saved_and_makes_nothing_twice(client, editor):
    new = posted(client.get(f"{LIST}add/"), title="点了两下")
    client.post(f"{LIST}add/", new)
    client.post(f"{LIST}add/", new)
    article = Article.objects.get()
    form = posted(client.get(address("change", article)), title="又点了两下")
    client.post(address("change", article), form)
    response = client.post(address("change", article), form)

    assert response.status_code == 302
    assert article.revisions.count() == 2


def test_a_taken_link_is_said_with_a_suggestion_and_the_other_title(client, editor):
    make_article(title="先来的", slug="taken")

    response = client.post(f"{LIST}add/", {"title": "后到的", "slug": "taken"})

    assert Article.objects.count() == 1
    words = text_of(response)
    assert "链接“taken”已被《先来的》使用。建议改为“taken-" in words
    assert 'value="taken"' in response.content.decode()


def test_a_taken_link_names_no_article_that_the_writer_may_not_know(client, writer):
    make_article(title="别人的秘密", slug="taken", owner=make_user())

    words = text_of(client.post(f"{LIST}add/", {"title": "后到的", "slug": "taken"}))

    assert "链接“taken”已被使用" in words
    assert "别人的秘密" not in words


def test_writers_neither_see_nor_set_placement_and_owner(client, writer):
    article = make_article(owner=writer)
    response = client.get(address("change", article))
    page = response.content.decode()

    assert 'name="pinned"' not in page
    assert 'name="owner"' not in page
    client.post(address("change", article), posted(response, title="改了", pinned="on", weight="1"))
    article.refresh_from_db()
    assert (article.pinned, article.weight) == (False, None)
    stolen = posted(client.get(address("change", article)), owner=make_user().pk)
    assert client.post(address("change", article), stolen).status_code == 403
    article.refresh_from_db()
    assert article.owner == writer


def test_flags_of_a_live_article_are_not_the_forms_to_save(client, editor):
    article = make_published(pinned=True)

    form = posted(client.get(address("change", article)), title="改了")
    assert "pinned" not in form
    client.post(address("change", article), form)

    article.refresh_from_db()
    assert article.pinned is True


def test_an_article_in_review_is_shown_to_its_writer_with_a_way_back(client, writer):
    article = make_article(owner=writer, title="审核中")
    workflow.apply(article, "submit", actor=writer)

    response = client.get(address("change", article))
    assert "这篇文章正在审核，暂时不能修改。需要改的话，先“撤回”。" in text_of(response)
    assert 'name="_save" class="secondary"' not in response.content.decode()
    refused = client.post(address("change", article), {"title": "偷偷改", "revision": 1})
    assert refused.status_code == 403
    assert newest(article).title == "审核中"


def test_a_comment_on_a_returned_article_stands_above_it(client, writer):
    article = make_article(owner=writer)
    workflow.apply(article, "submit", actor=writer)
    workflow.apply(article, "send_back", actor=make_user(Role.EDITOR), note="第二段缺出处")

    words = text_of(client.get(address("change", article)))

    assert "退回修改" in words
    assert "第二段缺出处" in words


def test_corrections_are_offered_once_an_article_was_public(client, editor):
    draft, article = make_article(), make_published()
    assert "corrections-0-text" not in client.get(address("change", draft)).content.decode()

    changes = {"corrections-0-date": "2026-11-20", "corrections-0-text": "人数应为 12 人。"}
    client.post(address("change", article), posted(client.get(address("change", article)), **changes))

    assert newest(article).corrections == (("2026-11-20", "人数应为 12 人。"),)
    form = posted(client.get(address("change", article)))
    assert form["corrections-0-text"] == ["人数应为 12 人。"]
    form["corrections-0-text"] = [""]
    client.post(address("change", article), form)
    assert newest(article).corrections == ()


def test_the_form_asks_the_same_number_of_questions_whatever_it_holds(client, editor):
    few = make_article(tags=("甲",))
    many = make_article(
        categories=[make_category(name) for name in "甲乙丙"],
        topics=[make_topic(name) for name in "甲乙丙"],
        authors=[make_author(name) for name in "甲乙丙"],
        tags=("甲", "乙", "丙"),
        featured_image=make_image(),
    )
    counts = []
    for article in (few, many):
        client.get(address("change", article))
        with CaptureQueriesContext(connection) as queries:
            client.get(address("change", article))
        counts.append(len(queries))
    assert counts[1] <= counts[0] + 1, "the cover's own picture is the only extra question"
    assert max(counts) <= 20
