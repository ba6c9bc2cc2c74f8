import io
import zipfile

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME as CHOSEN

from articles import publishing, workflow
from articles.admin.article.actions import ACTIONS
from articles.models import Article
from articles.policy import Role
from articles.versions.content import Content
from tests.factories import make_article, make_category, make_published, make_topic, make_user

from .article_desk import LIST, TICKED, text_of

pytestmark = pytest.mark.django_db
WRITERS = {"trash", "submit", "add_tags", "remove_tags", "set_section", "set_topics"}
NOT_FOR_WRITERS = set(ACTIONS) - WRITERS


def run(client, action, *articles, confirmed=True, **words):
    data = {"action": action, CHOSEN: [getattr(article, "pk", article) for article in articles], **words}
    return client.post(LIST, {**data, "confirmed": "1"} if confirmed else data)


def states(*articles):
    for article in articles:
        article.refresh_from_db()
    return [article.state for article in articles]


def test_the_first_post_shows_what_can_be_done_and_why_the_rest_cannot(client, sign_in):
    sign_in(Role.EDITOR)
    ready, empty, live = make_article(title="可以"), make_article(title="空的", body=""), make_published(title="已经")

    response = run(client, "publish", ready, empty, live, confirmed=False)

    words = text_of(response)
    assert "可执行 1 篇 可以" in words
    assert "不可执行 2 篇" in words
    assert "空的 正文是空的。" in words
    assert "已经 现在是“已发布”。" in words
    assert states(ready, empty, live) == ["draft", "draft", "published"]


def test_the_second_post_does_what_can_be_done_and_names_the_rest(client, sign_in):
    editor = sign_in(Role.EDITOR)
    ready, empty = make_article(title="可以"), make_article(title="空的", body="")

    response = run(client, "publish", ready, empty, **TICKED)
    words = text_of(client.get(response.url))

    assert states(ready, empty) == ["published", "draft"]
    assert ready.history.get().actor == editor
    assert "发布：已处理 1 篇。" in words
    assert "没有处理“空的”：正文是空的。" in words


def test_withdrawing_takes_the_reason_and_the_public_note(client, sign_in):
    sign_in(Role.EDITOR)
    articles = [make_published(), make_published()]

    run(client, "unpublish", *articles, note="数字有误", public_note="核实中")

    assert states(*articles) == ["unpublished"] * 2
    assert {article.withdrawal_note for article in articles} == {"核实中"}


@pytest.mark.parametrize(
    ("action", "field", "value"),
    [
        ("pin", "pinned", True),
        ("unpin", "pinned", False),
        ("recommend", "recommended", True),
        ("unrecommend", "recommended", False),
        ("focus", "in_focus", True),
        ("unfocus", "in_focus", False),
    ],
)
def test_flags_are_set_on_live_articles_only(client, sign_in, action, field, value):
    sign_in(Role.EDITOR)
    live, draft = make_published(**{field: not value}), make_article(**{field: not value})

    run(client, action, live, draft)

    states(live, draft)
    assert getattr(live, field) is value
    assert getattr(draft, field) is not value


def test_a_pin_may_have_an_end(client, sign_in):
    sign_in(Role.EDITOR)
    article = make_published()

    refused = run(client, "pin", article, pinned_until="昨天")
    assert refused.status_code == 200
    run(client, "pin", article, pinned_until="2099-01-01T08:00")

    article.refresh_from_db()
    assert f"{article.pinned_until:%Y-%m-%d %H}" == "2099-01-01 00"


def test_trash_takes_what_is_not_live(client, sign_in):
    sign_in(Role.CHIEF)
    draft, live = make_article(), make_published()

    run(client, "trash", draft, live)

    assert states(draft, live) == ["trashed", "published"]


def test_a_writer_trashes_own_drafts_and_learns_nothing_of_others(client, sign_in):
    writer = sign_in(Role.WRITER)
    own, review = make_article(owner=writer), make_article(owner=writer)
    workflow.apply(review, "submit", actor=writer)
    foreign = make_article(title="别人的", owner=make_user())

    assert run(client, "trash", foreign).status_code == 403
    refused = run(client, "trash", review)
    assert refused.status_code == 403
    asked = run(client, "trash", own, foreign, confirmed=False)
    assert "别人的" not in text_of(asked)
    assert "所选的有 1 篇不存在" in text_of(asked)
    run(client, "trash", own, foreign)

    assert states(own, review, foreign) == ["trashed", "in_review", "draft"]


@pytest.mark.parametrize("action", sorted(NOT_FOR_WRITERS))
def test_writers_are_neither_offered_nor_allowed_what_editors_do(client, sign_in, action):
    writer = sign_in(Role.WRITER)
    article = make_published(owner=writer)
    assert f'value="{action}"' not in client.get(LIST).content.decode()

    run(client, action, article)

    article.refresh_from_db()
    assert (article.state, article.pinned, article.recommended, article.in_focus) == ("published", False, False, False)


def test_nothing_that_can_be_done_is_an_answer_of_its_own(client, sign_in):
    sign_in(Role.CHIEF)
    live = make_published()

    assert run(client, "trash", live).status_code == 409
    assert run(client, "trash", 999999).status_code == 403
    assert states(live) == ["published"]


@pytest.mark.parametrize("key", ["abc", "", "-1", "9" * 30, "1\x00", "1 OR 1=1"])
def test_keys_of_no_article_are_refused(client, sign_in, key):
    sign_in(Role.EDITOR)
    article = make_article()

    assert run(client, "publish", article, key).status_code == 400
    assert states(article) == ["draft"]


def test_django_s_own_deletion_is_gone(client, sign_in):
    sign_in(Role.ADMIN, is_superuser=True)
    article = make_article()

    assert "delete_selected" not in client.get(LIST).content.decode()
    client.post(LIST, {"action": "delete_selected", CHOSEN: [article.pk], "post": "yes"})

    assert Article.objects.count() == 1


# --- what is written, and where it is filed


def newest(article):
    article.refresh_from_db()
    return Content.newest(article)


def test_submitting_many_names_what_is_not_ready(client, sign_in):
    writer = sign_in(Role.WRITER)
    ready, empty = make_article(owner=writer), make_article(owner=writer, title="空的", body="")

    assert "空的 正文是空的。" in text_of(run(client, "submit", ready, empty, confirmed=False))
    run(client, "submit", ready, empty, note="请看")

    assert states(ready, empty) == ["in_review", "draft"]
    assert ready.history.get().note == "请看"


def test_many_are_scheduled_for_one_time(client, sign_in):
    sign_in(Role.EDITOR)
    article = make_article()

    for wrong in ("", "昨天", "2001-01-01T08:00"):
        assert run(client, "schedule", article, at=wrong, **TICKED).status_code == 200
    assert states(article) == ["draft"]
    run(client, "schedule", article, at="2099-01-01T08:00", **TICKED)

    assert states(article) == ["published"]
    assert article.is_scheduled


def test_tags_are_added_and_taken_away_as_a_new_version(client, sign_in):
    editor = sign_in(Role.EDITOR)
    article = make_article(tags=("食堂", "AI"))
    assert "这些文章现有的标签： AI、食堂" in text_of(run(client, "remove_tags", article, confirmed=False))

    run(client, "add_tags", article, tags="ai，养老")
    assert newest(article).tags == ("食堂", "AI", "养老")
    run(client, "remove_tags", article, tags="ＡＩ、没有这个")
    assert newest(article).tags == ("食堂", "养老")
    assert article.latest_revision.author == editor

    for wrong in ("", "，", "！！", "长" * 200):
        assert run(client, "add_tags", article, tags=wrong).status_code == 200
    assert run(client, "add_tags", article, tags="，".join(f"标签{n}" for n in range(60))).status_code == 302
    assert len(newest(article).tags) == 2


def test_section_and_topics_are_changed(client, sign_in):
    sign_in(Role.EDITOR)
    section, topics = make_category("专访"), [make_topic(name) for name in "甲乙丙丁"]
    article = make_article(topics=[topics[3]])

    run(client, "set_section", article, category=section.pk)
    run(client, "set_topics", article, topics=[topic.pk for topic in topics[:2]])
    assert newest(article).categories == (section.pk,)
    assert newest(article).topics == (topics[0].pk, topics[1].pk)

    for wrong in ("", "x", "9" * 18):
        assert run(client, "set_section", article, category=wrong).status_code == 200
    too_many = run(client, "set_topics", article, topics=[topic.pk for topic in topics])
    assert "一篇文章最多 3 个专题" in text_of(too_many)
    assert run(client, "set_topics", article, topics=["x"]).status_code == 200
    run(client, "set_topics", article)
    assert newest(article).topics == ()


def test_what_readers_see_changes_only_when_it_is_published(client, sign_in):
    sign_in(Role.EDITOR)
    article = make_published(tags=("旧",))
    assert "要再“更新发布”" in text_of(run(client, "add_tags", article, confirmed=False))

    done = run(client, "add_tags", article, tags="新")
    assert "查看有未发布修改的文章" in text_of(client.get(done.url))
    article.refresh_from_db()
    assert [tag.name for tag in article.ordered_tags] == ["旧"]
    run(client, "update", article, **TICKED)

    article = Article.objects.get(pk=article.pk)
    assert [tag.name for tag in article.ordered_tags] == ["旧", "新"]
    assert "没有未发布的修改" in text_of(run(client, "update", article, confirmed=False))


def test_a_version_that_somebody_saved_meanwhile_is_named_and_kept(client, sign_in):
    sign_in(Role.EDITOR)
    article = make_article()
    seen = Article.objects.get(pk=article.pk)
    publishing.save_revision(article, Content(title="新", slug=article.slug), author=None)

    why = ACTIONS["add_tags"].do(make_user(Role.EDITOR), seen, tags=("食堂",))

    assert "保存了" in why
    assert newest(article).tags == ()


def test_the_export_is_a_zip_of_the_chosen_articles(client, sign_in):
    sign_in(Role.CHIEF)
    article = make_published(title="导出的")
    make_article()
    assert "不含图片和附件" in text_of(run(client, "export", article, confirmed=False))

    answer = run(client, "export", article)

    assert answer["Content-Disposition"].startswith("attachment")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        (name,) = archive.namelist()
        assert 'title: "导出的"' in archive.read(name).decode()


def test_pressed_twice_or_from_the_browser_s_history_it_says_what_is_so_now(client, sign_in):
    sign_in(Role.EDITOR)
    article = make_article(title="只发一次")
    run(client, "publish", article, **TICKED)

    again = run(client, "publish", article, **TICKED)

    assert again.status_code == 409
    assert "只发一次 现在是“已发布”。" in text_of(again)
    assert article.history.count() == 1


@pytest.mark.parametrize(
    "data", [{"action": "nothing"}, {"action": ""}, {"action": "publish", "select_across": "x"}, {}]
)
def test_a_crafted_action_breaks_nothing(client, sign_in, data):
    sign_in(Role.EDITOR)
    article = make_article()

    assert client.post(LIST, {CHOSEN: [article.pk], "index": "0", **data}).status_code in {200, 302, 403}
    assert client.post(LIST, {**data, "index": "9"}).status_code in {200, 302, 403}
    assert states(article) == ["draft"]
