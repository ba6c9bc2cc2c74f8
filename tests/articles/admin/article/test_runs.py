import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME as CHOSEN

from articles.admin.article import bulk, runs
from articles.admin.article.runs import forget_runs, go_on
from articles.models import Article, BulkRefusal, BulkRun
from articles.policy import Role
from tests.factories import make_article, make_published, make_user

from .article_desk import LIST, TICKED, text_of

pytestmark = pytest.mark.django_db
TOKEN = "12345678-1234-5678-1234-567812345678"


@pytest.fixture(autouse=True)
def two_at_once(monkeypatch):
    """Let three articles be more than a request does."""
    monkeypatch.setattr(bulk, "MOST_AT_ONCE", 2)


def everything(client, action, **words):
    return client.post(LIST, {"action": action, CHOSEN: ["0"], "select_across": "1", **words})


def test_many_articles_are_done_in_the_background_and_a_page_tells_how_far(client, sign_in):
    sign_in(Role.EDITOR)
    ready = [make_article(), make_article()]
    empty = make_article(title="空的", body="")

    asked = everything(client, "publish")
    assert "已选 3 篇" in text_of(asked)
    assert "会在后台逐篇处理" in text_of(asked)
    begun = everything(client, "publish", confirmed="3", token=TOKEN, **TICKED)
    waiting = client.get(begun.url)
    assert waiting["Refresh"] == "3"
    assert "还在排队" in text_of(waiting)
    assert Article.objects.filter(state="published").count() == 0

    run = BulkRun.objects.get()
    assert go_on.func(run.pk) == 3
    over = client.get(begun.url)

    assert {article.state for article in Article.objects.filter(pk__in=[one.pk for one in ready])} == {"published"}
    assert "Refresh" not in over
    assert "已完成。 已执行 2 篇。" in text_of(over)
    assert "空的 正文是空的。" in text_of(over)
    assert run.refusals.get().article == empty


def test_pressed_twice_begins_one_run(client, sign_in):
    sign_in(Role.EDITOR)
    for _ in range(3):
        make_article()

    first = everything(client, "trash", confirmed="3", token=TOKEN)
    second = everything(client, "trash", confirmed="3", token=TOKEN)

    assert first.url == second.url
    assert BulkRun.objects.count() == 1


def test_other_articles_than_were_confirmed_are_asked_about_again(client, sign_in):
    sign_in(Role.EDITOR)
    for _ in range(3):
        make_article()

    again = everything(client, "trash", confirmed="7", token=TOKEN)

    assert "已选 3 篇" in text_of(again)
    assert BulkRun.objects.count() == 0


@pytest.mark.parametrize("token", ["", "x", "0"])
def test_a_crafted_token_is_asked_again(client, sign_in, token):
    sign_in(Role.EDITOR)
    for _ in range(3):
        make_article()

    assert everything(client, "trash", confirmed="3", token=token).status_code == 200
    assert BulkRun.objects.count() == 0


def test_a_run_goes_on_where_it_stopped_and_does_nothing_twice(sign_in):
    user = sign_in(Role.EDITOR)
    articles = [make_article() for _ in range(3)]
    keys = [article.pk for article in articles]
    run = BulkRun.objects.create(user=user, action="add_tags", keys=[*keys, 0], words={"tags": ["食堂"]})
    runs.one_more(run)
    go_on.func(run.pk)
    go_on.func(run.pk)

    run.refresh_from_db()
    assert (run.position, run.done) == (4, 3)
    assert [article.revisions.count() for article in articles] == [2, 2, 2]
    assert go_on.func(run.pk + 1) == 0


def test_what_the_account_may_no_longer_do_is_refused(sign_in):
    user = sign_in(Role.EDITOR)
    article = make_published()
    run = BulkRun.objects.create(
        user=user, action="unpublish", keys=[article.pk], words={"note": "", "public_note": ""}
    )
    user.groups.clear()

    go_on.func(run.pk)

    article.refresh_from_db()
    assert article.state == "published"
    assert BulkRefusal.objects.get().why


def test_a_time_reaches_the_run(client, sign_in):
    sign_in(Role.EDITOR)
    for _ in range(3):
        make_published()
    everything(client, "pin", confirmed="3", token=TOKEN, pinned_until="2099-01-01T08:00")

    go_on.func(BulkRun.objects.get().pk)

    assert {f"{article.pinned_until:%Y-%m-%d %H}" for article in Article.objects.all()} == {"2099-01-01 00"}


def test_a_run_is_its_own_account_s_business(client, sign_in):
    run = BulkRun.objects.create(user=make_user(Role.EDITOR), action="trash", keys=[1])
    sign_in(Role.ADMIN)

    assert client.get(runs.run_address(run)).status_code == 404


def test_old_runs_are_forgotten(sign_in):
    run = BulkRun.objects.create(user=sign_in(Role.EDITOR), action="trash", keys=[1])
    forget_runs.func()
    assert BulkRun.objects.count() == 1
    BulkRun.objects.filter(pk=run.pk).update(begun_at="2020-01-01T00:00:00Z")
    forget_runs.func()

    assert BulkRun.objects.count() == 0
