import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME as CHOSEN

from articles import workflow
from articles.admin.article_actions import ACTIONS
from articles.models import Article
from articles.policy import Role
from tests.articles.admin.article_desk import LIST, text_of
from tests.factories import make_article, make_published, make_user

pytestmark = pytest.mark.django_db
NOT_FOR_WRITERS = set(ACTIONS) - {"trash"}


@pytest.fixture
def sign_in(client):
    def as_role(role, **fields):
        user = make_user(role, **fields)
        client.force_login(user)
        return user

    return as_role


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

    response = run(client, "publish", ready, empty)
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
