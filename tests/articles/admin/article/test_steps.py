import datetime

import pytest
from django.utils import timezone

from articles import publishing, workflow
from articles.models import Article, StateChange
from articles.policy import Role
from articles.versions.content import Content
from tests.factories import make_article, make_published, make_scheduled, make_topic, make_user, make_withdrawn

from .article_desk import LIST, TICKED, address, posted, text_of

pytestmark = pytest.mark.django_db


def buttons(response):
    page = response.content.decode()
    return {name for name in workflow.TRANSITIONS if f'name="_transition" value="{name}"' in page}


def primary(response):
    page = response.content.decode()
    return {name for name in workflow.TRANSITIONS if f'value="{name}" class="primary"' in page}


def state(article):
    article.refresh_from_db()
    return article.state


@pytest.mark.parametrize(
    ("role", "make", "expected", "first"),
    [
        (Role.WRITER, make_article, {"submit", "trash"}, {"submit"}),
        (Role.EDITOR, make_article, {"submit", "publish", "schedule", "trash"}, {"publish"}),
        (Role.WRITER, make_published, set(), set()),
        (
            Role.CHIEF,
            make_published,
            {"update", "schedule_update", "unpublish", "schedule_withdrawal"},
            {"update"},
        ),
        (
            Role.EDITOR,
            make_scheduled,
            {"publish", "schedule", "unschedule", "schedule_withdrawal", "trash"},
            set(),
        ),
        (Role.EDITOR, make_withdrawn, {"republish", "schedule", "trash"}, {"republish"}),
    ],
)
def test_each_role_is_offered_what_the_diagram_offers_and_one_primary_button(
    client, sign_in, role, make, expected, first
):
    article = make(owner=sign_in(role))

    response = client.get(address("change", article))

    assert buttons(response) == expected
    assert primary(response) == first


def test_submitting_saves_what_was_typed_first(client, sign_in):
    writer = sign_in(Role.WRITER)
    article = make_article(owner=writer)
    form = posted(client.get(address("change", article)), title="最后一改", _transition="submit")

    response = client.post(address("change", article), form, follow=True)

    assert state(article) == "in_review"
    assert article.title == "最后一改"
    assert "已提交审核。" in text_of(response)


def test_what_stops_a_submission_is_said_and_the_text_is_kept(client, sign_in):
    sign_in(Role.WRITER)

    response = client.post(f"{LIST}add/", {"title": "没有栏目", "body": "正文", "_transition": "submit"})

    article = Article.objects.get()
    assert response.status_code == 409
    assert (article.state, article.body) == ("draft", "正文")
    words = text_of(response)
    assert "内容已保存，但没有完成操作：没有选择栏目。" in words
    assert posted(response)["revision"] == ["1"]


def test_what_stops_a_publication_leads_to_its_field(client, sign_in):
    sign_in(Role.EDITOR)
    article = make_article(categories=[])

    page = client.get(address("step", article, "publish")).content.decode()

    assert f'<a href="{address("change", article)}#id_categories">没有选择栏目。</a>' in page


def test_publishing_asks_first_where_the_article_will_appear(client, sign_in):
    sign_in(Role.EDITOR)
    article = make_article(title="新食堂", topics=[make_topic("养老")], recommended=True)
    form = posted(client.get(address("change", article)), title="新食堂开张", _transition="publish")

    asked = client.post(address("change", article), form, follow=True)

    assert state(article) == "draft"
    words = text_of(asked)
    assert "《新食堂开张》将立即公开，并出现在：首页“编辑推荐”、栏目“新闻”、专题“养老”、RSS。" in words
    done = client.post(address("step", article, "publish"), TICKED | {"revision": "2"}, follow=True)
    assert state(article) == "published"
    assert article.title == "新食堂开张"
    assert "已发布。" in text_of(done)
    assert f'<a href="{article.get_absolute_url()}">查看页面</a>' in done.content.decode()


def test_a_step_by_itself_may_be_posted_to_the_form(client, sign_in):
    sign_in(Role.EDITOR)
    article = make_article()

    client.post(address("change", article), TICKED | {"_transition": "publish"})

    assert state(article) == "published"


def test_problems_are_listed_instead_of_a_button(client, sign_in):
    sign_in(Role.EDITOR)
    article = make_article(body="", origin="repost")

    response = client.get(address("step", article, "publish"))

    words = text_of(response)
    assert "正文是空的。" in words
    assert "转载文章没有填写来源名称。" in words
    assert "返回编辑" in words
    refused = client.post(address("step", article, "publish"), TICKED)
    assert refused.status_code == 409
    assert state(article) == "draft"


def test_a_version_saved_meanwhile_is_not_published_unseen(client, sign_in):
    sign_in(Role.EDITOR)
    article = make_article()
    newer = Content(**{**vars(Content.of_revision(article.latest_revision)), "title": "换了"})
    publishing.save_revision(article, newer, author=make_user(Role.CHIEF, last_name="李主编"))

    response = client.post(address("step", article, "publish"), TICKED | {"revision": "1"})

    assert response.status_code == 409
    assert "李主编在" in text_of(response)
    assert state(article) == "draft"


def test_scheduling_takes_beijing_time(client, sign_in):
    sign_in(Role.EDITOR)
    article = make_article()
    assert "北京时间" in text_of(client.get(address("step", article, "schedule")))

    response = client.post(address("step", article, "schedule"), TICKED | {"at": "2099-11-30T18:00"}, follow=True)

    article.refresh_from_db()
    assert article.is_scheduled
    assert article.published_at == datetime.datetime(2099, 11, 30, 10, tzinfo=datetime.UTC)
    assert "已排期：2099-11-30 18:00（北京时间）发布。" in text_of(response)


@pytest.mark.parametrize(
    ("at", "status", "words"),
    [
        ("2020-01-01T00:00", 409, "定时发布的时间已经过去"),
        ("", 200, "请选择日期和时间。"),
        ("明天", 200, "输入一个有效的日期"),
    ],
)
def test_a_bad_time_is_said_and_nothing_is_scheduled(client, sign_in, at, status, words):
    sign_in(Role.EDITOR)
    article = make_article()

    response = client.post(address("step", article, "schedule"), TICKED | {"at": at})

    assert response.status_code == status
    assert words in text_of(response)
    assert state(article) == "draft"


def test_sending_back_needs_a_comment(client, sign_in):
    sign_in(Role.EDITOR)
    writer = make_user()
    article = make_article(owner=writer)
    workflow.apply(article, "submit", actor=writer)

    empty = client.post(address("step", article, "send_back"), {"note": "  "})
    assert "写明需要修改什么" in text_of(empty)
    assert state(article) == "in_review"

    client.post(address("step", article, "send_back"), {"note": "第二段缺出处"})
    assert state(article) == "draft"
    assert article.history.first().note == "第二段缺出处"


def test_taking_down_keeps_the_reason_inside_and_the_note_outside(client, sign_in):
    sign_in(Role.EDITOR)
    article = make_published()

    client.post(address("step", article, "unpublish"), {"note": "数字有误", "public_note": "已撤下，核实中"})

    assert state(article) == "unpublished"
    assert article.withdrawal_note == "已撤下，核实中"
    assert article.history.first().note == "数字有误"


def test_an_update_names_what_changed_and_brings_it_to_readers(client, sign_in):
    sign_in(Role.EDITOR)
    article = make_published(title="旧标题")
    form = posted(client.get(address("change", article)), title="新标题", _transition="update")

    asked = client.post(address("change", article), form, follow=True)
    assert "和线上版本相比，改了： 标题" in text_of(asked)
    assert (state(article), article.title) == ("published", "旧标题")

    client.post(address("step", article, "update"), TICKED | {"revision": "2"})
    article.refresh_from_db()
    assert article.title == "新标题"


def test_an_update_without_changes_is_refused_in_words(client, sign_in):
    sign_in(Role.EDITOR)
    article = make_published()

    response = client.post(address("step", article, "update"), TICKED)

    assert response.status_code == 409
    assert StateChange.objects.filter(transition="update").count() == 0


def test_a_second_click_gets_a_message_and_changes_nothing(client, sign_in):
    sign_in(Role.EDITOR)
    article = make_article()
    client.post(address("step", article, "publish"), TICKED)

    response = client.post(address("step", article, "publish"), TICKED)

    assert response.status_code == 409
    assert "这篇文章现在是“已发布”，不能“发布”" in text_of(response)
    assert article.history.count() == 1


def test_a_writer_may_not_publish_and_keeps_what_was_typed(client, sign_in):
    writer = sign_in(Role.WRITER)
    article = make_article(owner=writer)
    form = posted(client.get(address("change", article)), title="想发布", _transition="publish")

    response = client.post(address("change", article), form)

    assert response.status_code == 403
    assert "你没有发布权限。可以先“提交审核”，由编辑发布。" in text_of(response)
    assert posted(response)["title"] == ["想发布"]
    assert article.revisions.count() == 1
    created = client.post(f"{LIST}add/", {"title": "直接发布", "_transition": "publish"})
    assert created.status_code == 403
    assert Article.objects.count() == 1


def test_the_trash_and_the_way_back(client, sign_in):
    writer = sign_in(Role.WRITER)
    article = make_article(owner=writer)
    form = posted(client.get(address("change", article)), _transition="trash")

    response = client.post(address("change", article), form)
    assert response.url == LIST
    assert state(article) == "trashed"

    sign_in(Role.EDITOR)
    page = client.get(address("change", article))
    leaves = timezone.localdate() + datetime.timedelta(days=30)
    assert f"这篇文章在回收站，将于 {leaves} 永久删除。 还原" in text_of(page)
    client.post(address("change", article), posted(page, _transition="restore"))
    assert state(article) == "draft"


@pytest.mark.parametrize("name", ["nothing", "state", "__class__", "publish%00"])
def test_an_unknown_step_is_refused(client, sign_in, name):
    sign_in(Role.CHIEF)
    article = make_article()

    assert client.post(f"{LIST}{article.pk}/transition/{name}/").status_code == 404
    response = client.post(address("change", article), {"title": "x", "_transition": name})
    assert response.status_code == 409
    assert state(article) == "draft"
