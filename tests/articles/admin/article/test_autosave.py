"""The form saves itself, hears who else is there, and goes on after a login that ran out."""

import pytest

from articles import publishing, workflow
from articles.models import Article, Revision
from articles.policy import Role
from articles.versions.content import Content
from tests.factories import make_article, make_category, make_user

from .article_desk import LIST, address, posted

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(sign_in):
    return sign_in(Role.EDITOR, last_name="王编辑")


def typed(client, article, **changes):
    return posted(client.get(address("change", article)), **changes)


def save_elsewhere(article, **changes):
    other = make_user(Role.CHIEF, username="li", last_name="李主编")
    return publishing.save_revision(article, Content(**{**vars(Content.newest(article)), **changes}), author=other)


def test_what_is_typed_becomes_a_version_of_its_own_and_readers_see_none_of_it(client, editor):
    article = make_article(body="旧正文")
    workflow.apply(article, "publish", actor=editor)

    answer = client.post(address("autosave", article), typed(client, article, body="新正文"))

    article.refresh_from_db()
    assert (answer.status_code, answer.json()["number"]) == (200, 2)
    assert answer.json()["message"].startswith("已自动保存 ")
    assert (article.body, article.latest_revision.content["body"]) == ("旧正文", "新正文")
    assert article.latest_revision.kind == Revision.Kind.AUTOSAVE
    assert article.latest_revision.author == editor


def test_a_new_sheet_is_an_article_after_its_first_autosave(client, editor):
    form = posted(client.get(f"{LIST}add/"), title="写到一半", body="第一段。")

    first = client.post(f"{LIST}autosave/", form)
    again = client.post(f"{LIST}autosave/", form)

    article = Article.objects.get()
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json()["form"] == again.json()["form"] == address("change", article)
    assert (article.title, article.owner, article.state) == ("写到一半", editor, Article.State.DRAFT)


def test_without_a_title_it_says_what_is_missing_and_makes_no_article(client, editor):
    answer = client.post(f"{LIST}autosave/", posted(client.get(f"{LIST}add/"), body="只有正文"))

    assert answer.status_code == 422
    assert "写上标题就会自动保存" in answer.json()["message"]
    assert not Article.objects.exists()


def test_on_top_of_somebodys_newer_version_nothing_is_saved(client, editor):
    article = make_article(body="旧")
    form = typed(client, article, body="我的")
    save_elsewhere(article, body="对方的")

    answer = client.post(address("autosave", article), form)

    assert (answer.status_code, answer.json()["number"]) == (409, 2)
    assert "李主编" in answer.json()["message"]
    assert Content.newest(Article.objects.get()).body == "对方的"


def test_whoever_has_the_article_open_twice_reads_that_it_was_themselves(client, editor):
    article = make_article(body="旧")
    first, second = (typed(client, article, body=body) for body in ("一", "二"))
    client.post(address("autosave", article), first)

    told = client.post(address("autosave", article), second)
    shown = client.post(address("change", article), {**second, "_save": ""})

    assert told.status_code == shown.status_code == 409
    assert told.json()["message"].startswith("你在 ")
    assert "另一个窗口" in told.json()["message"]
    assert "你在别处保存过这篇文章" in shown.text
    assert "王编辑修改" not in shown.text


def test_a_form_that_names_no_version_overwrites_nothing(client, editor):
    article = make_article(body="旧")
    form = typed(client, article, body="我的", revision="")

    assert client.post(address("autosave", article), form).status_code == 409
    assert client.post(address("change", article), form).status_code == 409
    assert Content.newest(Article.objects.get()).body == "旧"


def test_placement_and_notes_wait_for_the_button(client, editor):
    article = make_article()

    client.post(address("autosave", article), typed(client, article, title="新题", notes="记一笔", recommended="on"))

    article.refresh_from_db()
    assert (article.title, article.notes, article.recommended) == ("新题", "", False)


def test_a_field_that_does_not_fit_is_told_and_nothing_is_saved(client, editor):
    article = make_article()

    answer = client.post(address("autosave", article), typed(client, article, source_url="javascript:alert(1)"))

    assert answer.status_code == 422
    assert "内容已暂存在这台电脑" in answer.json()["message"]
    assert article.revisions.count() == 1


def test_a_section_that_was_deleted_meanwhile_is_named_and_the_next_try_may_do_without_it(client, editor):
    article, section = make_article(), make_category("临时")
    form = typed(client, article, body="写了很多", categories=[str(section.pk)])
    section.delete()

    told = client.post(address("autosave", article), form)
    shown = client.post(address("change", article), {**form, "_save": ""})

    assert (told.status_code, told.json()["message"]) == (
        422,
        "还没有保存。栏目：选中的一项刚被删除。请重新选择，再保存。内容已暂存在这台电脑。",
    )
    assert "选中的一项刚被删除" in shown.text
    assert "写了很多" in shown.text
    assert client.post(address("autosave", article), {**form, "categories": []}).status_code == 200


def test_a_locked_article_cannot_be_autosaved(client, sign_in):
    writer = sign_in(Role.WRITER)
    article = make_article(owner=writer)
    form = typed(client, article, title="晚了")
    workflow.apply(article, "submit", actor=writer)

    answer = client.post(address("autosave", article), form)

    assert answer.status_code == 403
    assert "正在审核" in answer.json()["message"]


def test_it_costs_the_same_with_many_versions(client, editor, django_assert_max_num_queries):
    article = make_article()
    for number in range(3):
        publishing.save_revision(article, Content(title=f"第 {number} 次"), author=editor)
    form = typed(client, article, title="又一次")

    with django_assert_max_num_queries(45):
        assert client.post(address("autosave", article), form).status_code == 200


def test_the_form_hears_who_else_is_there_and_what_they_saved(client, editor, sign_in):
    article = make_article(body="正文", categories=[make_category()])
    client.post(address("presence", article), {"editing": "1", "revision": "1", "state": "draft"})
    client.logout()
    sign_in(Role.CHIEF, username="li", last_name="李主编")
    there = client.post(address("presence", article), {"editing": "0", "revision": "1", "state": "draft"}).json()
    assert there["message"] == "王编辑也打开了这篇文章（正在编辑）。"
    assert (there["newer"], there["moved"]) == ("", "")

    newer = Content(**{**vars(Content.newest(article)), "title": "别人的新题"})
    publishing.save_revision(article, newer, author=editor)
    workflow.apply(article, "submit", actor=editor)
    then = client.post(address("presence", article), {"editing": "0", "revision": "1", "state": "draft"}).json()

    assert "王编辑" in then["newer"]
    assert then["number"] == 2
    assert then["moved"] == "这篇文章已由王编辑改为“待审”。刷新后继续编辑。"


def test_my_own_newer_version_is_no_news(client, editor):
    article = make_article()
    publishing.save_revision(article, Content(title="另一个窗口"), author=editor)

    assert client.post(address("presence", article), {"revision": "1"}).json()["newer"] == ""


@pytest.mark.parametrize("number", ["", "x", "²", "9" * 40, "-1"])
def test_a_number_that_is_none_is_no_error(client, editor, number):
    article = make_article()
    publishing.save_revision(article, Content(title="又一版"), author=None)

    assert client.post(address("presence", article), {"revision": number}).json()["newer"] == ""
    assert client.post(address("restore", article, 1), {"seen": number}).status_code == 409


def test_a_form_gets_a_token_for_the_account_that_is_signed_in(client, editor):
    told = client.get(f"{LIST}token/")

    assert told.json()["user"] == editor.pk
    assert told.json()["token"]
    assert "no-store" in told["Cache-Control"]


@pytest.mark.parametrize("page", ["autosave", "presence"])
def test_these_addresses_take_posts_only(client, editor, page):
    assert client.get(address(page, make_article())).status_code == 405
