"""Scheduled changes and withdrawals on the newsroom's screens: asked for, shown, moved, cancelled."""

import re

import pytest
import time_machine
from django.urls import reverse

from articles import clockwork, publishing, workflow
from articles.policy import Role
from articles.versions.content import Content
from tests.articles.planned import HOUR, NOON
from tests.factories import make_article, make_image, make_published, make_scheduled, make_user, make_withdrawn

from .article_desk import LIST, TICKED, address, posted, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOON, tick=False) as clock_of_the_machine:
        yield clock_of_the_machine


@pytest.fixture
def editor(sign_in):
    return sign_in(Role.EDITOR, first_name="王编辑")


def edited(title="新的标题", **fields):
    article = make_published(title="旧的标题", **fields)
    content = Content.of_revision(article.latest_revision)
    publishing.save_revision(article, Content(**{**vars(content), "title": title}), author=None)
    return article


def both_planned():
    article = edited()
    workflow.apply(article, "schedule_update", actor=None, at=NOON + 2 * HOUR)
    workflow.apply(article, "schedule_withdrawal", actor=None, at=NOON + 26 * HOUR)
    return article


def words(response):
    return text_of(response).replace(" ", "")


def panel(response):
    inside = response.text.split('class="panel status-panel"', 1)[1].split("</section>", 1)[0]
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", inside))


def test_what_is_typed_is_saved_and_scheduled_for_a_time(client, editor):
    article = make_published(title="旧的标题")
    form = posted(client.get(address("change", article)), title="新的标题", _transition="schedule_update")

    asked = client.post(address("change", article), form, follow=True)
    assert "在那之前看到的还是现在这一版" in text_of(asked)
    assert "和线上版本相比，改了： 标题" in text_of(asked)
    assert 'value="2026-12-10T14:00"' in asked.text
    given = {"revision": 2, "at": "2026-12-11T09:00", **TICKED}
    done = client.post(address("step", article, "schedule_update"), given, follow=True)

    assert "将在2026-12-1109:00（北京时间）更新，在那之前读者看到的还是现在这一版。" in words(done)
    assert "2026-12-1109:00（北京时间）更新为第2版。" in panel(done)
    assert "旧的标题" in client.get(article.path).text


@pytest.mark.parametrize("step", ["schedule_update", "schedule_withdrawal"])
@pytest.mark.parametrize(
    ("at", "why"),
    [("", "请选择日期和时间"), ("2026-12-10T11:59", "已经过去"), ("morgen", "有效的日期")],
)
def test_a_time_that_is_none_is_refused_in_words_and_plans_nothing(client, editor, step, at, why):
    article = edited()
    given = {"revision": 2, "at": at, "public_note": "活动已结束。", **TICKED}

    response = client.post(address("step", article, step), given)

    assert response.status_code in {200, 409}
    assert why in text_of(response)
    assert ("活动已结束。" in response.text) is (step == "schedule_withdrawal"), "what was typed is still there"
    assert not article.plans.exists()


def test_yellow_points_want_their_tick_and_red_ones_stop_it(client, editor):
    article = edited(title="新的标题")
    given = {"revision": 2, "at": "2026-12-11T09:00"}
    assert client.post(address("step", article, "schedule_update"), given).status_code == 409
    assert not article.plans.exists()

    empty = edited(title="新" * 81)
    response = client.post(address("step", empty, "schedule_update"), {**given, **TICKED})
    assert "最多 80 字" in text_of(response)
    assert not empty.plans.exists()


def test_a_correction_gets_the_date_of_its_moment(client, editor, noon):
    article = edited()
    given = {"revision": 2, "at": "2026-12-12T09:00", "is_correction": "on", "correction": "应为三层。", **TICKED}

    client.post(address("step", article, "schedule_update"), given)
    noon.move_to(NOON + 48 * HOUR)
    clockwork.tick()

    page = client.get(article.path).text
    assert "应为三层。" in page
    assert "2026-12-12" in page


def test_a_withdrawal_is_asked_for_under_more_and_its_words_come_back(client, editor):
    article = make_published()
    form = posted(client.get(address("change", article)), _transition="schedule_withdrawal")

    asked = client.post(address("change", article), form, follow=True)
    assert 'value="2026-12-11T12:00"' in asked.text
    assert "在那之前读者照常看到它" in text_of(asked)
    given = {"revision": 1, "at": "2026-12-31T23:30", "note": "合同到期", "public_note": "活动已结束。"}
    done = client.post(address("step", article, "schedule_withdrawal"), given, follow=True)
    again = client.get(address("step", article, "schedule_withdrawal"))

    assert "将在2026-12-3123:30（北京时间）撤稿" in words(done)
    for typed in ("2026-12-31T23:30", "合同到期", "活动已结束。"):
        assert typed in again.text


def test_both_stand_in_the_panel_with_their_buttons_and_are_cancelled_there(client, editor):
    article = both_planned()
    page = client.get(address("change", article))

    inside = page.text.split('class="panel status-panel"', 1)[1].split("</section>", 1)[0]
    named = {"schedule_update", "cancel_update", "schedule_withdrawal", "cancel_withdrawal"}
    assert set(re.findall(r'name="_transition" value="([a-z_]+)"', inside)) == named
    assert all(page.text.count(f'name="_transition" value="{name}"') == 1 for name in named)
    for name, said in (("cancel_update", "已取消定时更新"), ("cancel_withdrawal", "已取消定时撤稿")):
        form = posted(client.get(address("change", article)), _transition=name)
        assert said in text_of(client.post(address("change", article), form, follow=True))
    assert not article.plans.exists()


def test_later_words_are_said_to_stay_behind(client, editor):
    article = both_planned()
    assert "之后保存的内容不会一起发布" not in panel(client.get(address("change", article)))

    content = Content.of_revision(article.latest_revision)
    publishing.save_revision(article, Content(**{**vars(content), "title": "更晚的"}), author=editor)

    assert "之后保存的内容不会一起发布；要一起发布，请重新选择更新时间。" in panel(
        client.get(address("change", article))
    )


def test_what_was_stopped_says_why_in_panel_history_and_list(client, editor, noon):
    article, gone = edited(), make_user(Role.EDITOR)
    workflow.apply(article, "schedule_update", actor=gone, at=NOON + HOUR)
    gone.groups.clear()
    noon.move_to(NOON + HOUR)
    clockwork.tick()

    assert "定时更新没有发布：排期的人已经没有发布权限。改好以后，重新排期" in panel(
        client.get(address("change", article))
    )
    history = words(client.get(address("history", article)))
    assert "定时更新没有发布2026-12-1013:00系统" in history
    assert "排期的人已经没有发布权限。" in history
    assert "定时更新没有发布" in text_of(client.get(LIST))


def test_a_writer_reads_what_is_planned_and_changes_nothing_of_it(client, sign_in):
    writer = sign_in(Role.WRITER)
    article = edited(owner=writer)
    workflow.apply(article, "schedule_update", actor=None, at=NOON + 2 * HOUR)

    page = client.get(address("change", article))

    assert "更新为第2版" in panel(page)
    assert 'name="_transition"' not in page.text
    for name in ("schedule_update", "cancel_update", "schedule_withdrawal", "cancel_withdrawal"):
        assert client.post(address("step", article, name), {"at": "2026-12-11T09:00"}).status_code == 403
    assert article.plans.get().at == NOON + 2 * HOUR


def test_the_list_the_calendar_and_the_first_page_name_both(client, editor):
    article = both_planned()

    listed = words(client.get(LIST, {"status": "scheduled"}))
    assert "定时更新今天14:00" in listed
    assert "定时撤稿明天14:00" in listed
    month = client.get(reverse("admin:articles_article_calendar"))
    squares = dict(re.findall(r'<td data-day="([0-9-]+)"(.*?)</td>', month.text, re.DOTALL))
    assert "定时更新" in squares["2026-12-10"]
    assert f'data-time="14:00" data-schedule="{address("step", article, "schedule_update")}?' in squares["2026-12-10"]
    assert f'data-schedule="{address("step", article, "schedule_withdrawal")}?' in squares["2026-12-11"]
    assert "今天14:00更新明天14:00撤稿" in words(client.get("/admin/"))


def test_the_page_of_why_and_the_page_of_then_know_of_it(client, editor):
    article = both_planned()
    why = text_of(client.get(address("visibility", article)))
    ahead = reverse("admin:articles_article_ahead")

    assert "更新为第 2 版" in why
    assert "修改要等“更新发布”" not in why
    assert "今天 14:00 更新" in text_of(client.get(ahead))
    for at, title in (("2026-12-10T13:59", "旧的标题"), ("2026-12-10T14:00", "新的标题")):
        for page in ("/", article.path):
            assert title in client.get(ahead, {"at": at, "page": page}).text
    assert client.get(ahead, {"at": "2026-12-11T14:00", "page": article.path}).status_code == 410
    assert "旧的标题" in client.get(article.path).text
    assert article.plans.count() == 2


def test_an_end_of_the_old_site_says_where_it_is_from(client, editor):
    article = make_published(expires_at=NOON + 48 * HOUR)

    assert "2026-12-1212:00（北京时间）撤稿。这个时间来自旧站的expiryDate。" in panel(
        client.get(address("change", article))
    )


def test_an_article_that_is_over_is_published_again_and_not_updated(client, editor, noon):
    article = edited(expires_at=NOON - HOUR)
    page = client.get(address("change", article)).text

    assert 'value="republish" class="primary"' in page
    assert 'value="update"' not in page
    client.post(address("step", article, "republish"), {"revision": 2, **TICKED})
    assert "新的标题" in client.get(article.path).text


@pytest.mark.parametrize(
    ("hours", "replaced"),
    [(2, True), (48, False)],
)
def test_the_page_before_scheduling_says_what_it_will_displace_at_that_time(client, editor, hours, replaced):
    lead = make_published(title="现在的头条", featured_image=make_image())
    make_scheduled(title="明天的头条", at=NOON + 24 * HOUR, featured_image=make_image())
    draft = make_article(title="要排的", featured_image=make_image())
    at = f"{NOON + hours * HOUR:%Y-%m-%dT%H:%M}"

    page = text_of(client.get(address("step", draft, "schedule"), {"at": at}))

    assert ("它会替换那时的首页头条《现在的头条》" in page) is replaced
    assert ("它会替换那时的首页头条《明天的头条》" in page) is not replaced
    assert lead.is_live


@pytest.mark.parametrize("count", [1, 3])
def test_the_screens_cost_the_same_for_few_and_many(client, editor, count, django_assert_max_num_queries):
    for _number in range(count):
        both_planned()
    make_withdrawn()

    for path, most in (("/admin/", 10), (LIST, 12), (reverse("admin:articles_article_calendar"), 11)):
        with django_assert_max_num_queries(most):
            client.get(path)
