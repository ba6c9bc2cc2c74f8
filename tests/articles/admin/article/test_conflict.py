"""Two people, one article: neither loses a word."""

import pytest

from articles import publishing, workflow
from articles.models import Article, Revision
from articles.policy import Role
from articles.versions.content import Content
from tests.factories import make_article, make_category, make_topic, make_user

from .article_desk import address, posted, text_of

pytestmark = pytest.mark.django_db
BODY = "第一段。\n\n第二段。\n\n第三段。\n"


@pytest.fixture
def editor(sign_in):
    return sign_in(Role.EDITOR, last_name="王编辑")


def refused(client, mine, theirs, **base):
    """Save ``mine`` after somebody else saved ``theirs``; return the article and the answer."""
    article = make_article(body=BODY, **base)
    form = posted(client.get(address("change", article)), **mine)
    other = make_user(Role.CHIEF, username="li", last_name="李主编")
    content = Content(**{**vars(Content.newest(article)), **theirs})
    publishing.save_revision(article, content, author=other, based_on=1)
    return article, client.post(address("change", article), form)


def newest(article):
    return Content.newest(Article.objects.get(pk=article.pk))


def test_what_was_typed_is_kept_as_a_version_beside_the_newest(client, editor):
    article, response = refused(client, {"body": "我的"}, {"body": "对方的"})

    assert response.status_code == 409
    kept = article.revisions.get(kind=Revision.Kind.ASIDE)
    assert (Content.of_revision(kept).body, kept.author, kept.number) == ("我的", editor, 3)
    assert newest(article).body == "对方的"
    client.post(address("change", article), posted(response, revision="1"))
    assert article.revisions.filter(kind=Revision.Kind.ASIDE).count() == 1, "the same words were kept twice"


def test_changes_in_different_places_can_be_merged(client, editor):
    mine, theirs = BODY.replace("第一段", "第一段改"), BODY.replace("第三段", "第三段改")
    article, response = refused(
        client, {"body": mine, "title": "我的标题"}, {"body": theirs, "description": "对方的摘要"}
    )
    assert "合并两个版本" in text_of(response)

    done = client.post(address("change", article), posted(response, _merge="1"), follow=True)

    assert "包含两个人的修改" in text_of(done)
    found = newest(article)
    assert found.body == mine.replace("第三段", "第三段改")
    assert (found.title, found.description) == ("我的标题", "对方的摘要")


def test_a_second_click_on_merge_makes_nothing_twice(client, editor):
    article, response = refused(client, {"title": "我的标题"}, {"description": "对方的摘要"})
    form = posted(response, _merge="1")
    client.post(address("change", article), form)
    count = article.revisions.count()

    assert client.post(address("change", article), form).status_code == 302
    assert article.revisions.count() == count


def test_changes_of_the_same_place_are_named_and_not_merged(client, editor):
    article, response = refused(client, {"body": "我的", "title": "甲"}, {"body": "对方的", "title": "乙"})

    words = text_of(response)
    assert "合并两个版本" not in words
    assert "你们都改了同一处：标题、正文" in words
    again = client.post(address("change", article), posted(response, _merge="1"))
    assert again.status_code == 409
    assert newest(article).body == "对方的"


def test_the_difference_is_marked_by_character(client, editor):
    _article, response = refused(client, {"body": BODY.replace("二", "两")}, {"body": BODY.replace("段", "节", 1)})

    page = response.content.decode()
    assert '<del><span class="visually-hidden">删除：</span>二</del>' in page
    assert '<ins><span class="visually-hidden">新增：</span>两</ins>' in page


def test_saving_mine_over_theirs_keeps_both_in_the_history(client, editor):
    article, response = refused(client, {"body": "我的"}, {"body": "对方的"})

    assert client.post(address("change", article), posted(response, _save="")).status_code == 302

    assert newest(article).body == "我的"
    assert "对方的" in {Content.of_revision(one).body for one in article.revisions.all()}


def test_an_article_that_went_to_the_trash_meanwhile_keeps_the_words_on_the_sheet(client, editor):
    article, topic = make_article(body=BODY), make_topic()
    form = posted(client.get(address("change", article)), body="写了一个小时", topics=[topic.pk])
    workflow.apply(article, "trash", actor=editor)

    response = client.post(address("change", article), form)

    assert response.status_code == 403
    assert "没有保存" in text_of(response)
    assert "".join(posted(response)["body"]).strip() == "写了一个小时"
    assert f'<option value="{topic.pk}" selected>' in response.content.decode()
    assert newest(article).body == BODY


def test_an_own_article_that_was_published_meanwhile_takes_the_words_as_a_suggestion(client, sign_in):
    writer = sign_in(Role.WRITER)
    article = make_article(body=BODY, owner=writer, categories=[make_category()])
    form = posted(client.get(address("change", article)), body="写了一个小时")
    chief = make_user(Role.CHIEF, username="li")
    workflow.apply(article, "publish", actor=chief)

    response = client.post(address("change", article), form)

    assert response.status_code == 403
    assert "请点“提交审核”" in text_of(response)
    sent = client.post(address("change", article), posted(response, _suggest="1"))
    assert sent.status_code == 302
    assert Content.of_revision(article.suggestions.get().revision).body.strip() == "写了一个小时"
