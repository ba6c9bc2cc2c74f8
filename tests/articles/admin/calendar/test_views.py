"""The calendar's views and filters: which days and articles they hold, and how one leads to another."""

import datetime
import re

import pytest
from django.utils.html import escape

from articles import workflow
from articles.models import Article
from articles.policy import Role
from tests.articles.admin.article.article_desk import LIST, address, text_of
from tests.factories import make_article, make_author, make_category, make_published, make_scheduled, make_topic

from .conftest import NOON

pytestmark = pytest.mark.django_db
CALENDAR = f"{LIST}calendar/"


@pytest.fixture
def editor(sign_in):
    return sign_in(Role.EDITOR)


def days(response):
    """Return the words of each day of the calendar."""
    found = re.findall(r'<(td|section)[^>]* data-day="([0-9-]+)"(.*?)</\1>', response.text, re.DOTALL)
    return {day: re.sub(r"<[^>]+>|\s+", "", words) for _tag, day, words in found}


def planned_for(day, **fields):
    article = make_article(**fields)
    Article.objects.filter(pk=article.pk).update(planned_day=day)
    return article


def test_a_planned_draft_stands_on_its_day_and_not_among_those_without_one(client, editor):
    planned_for(datetime.date(2026, 12, 24), title="圣诞前发")

    page = client.get(CALENDAR)

    assert "计划圣诞前发草稿" in days(page)["2026-12-24"]
    assert page.text.count("圣诞前发</a>") == 1


def test_what_should_have_been_ready_by_now_leads_the_drafts(client, editor):
    planned_for(datetime.date(2026, 12, 8), title="晚了的")
    make_article(title="没有日子的")

    page = client.get(CALENDAR)

    drawer = text_of(page).partition("未排期的草稿")[2]
    assert "计划 12-08，已过" in drawer
    assert drawer.index("晚了的") < drawer.index("没有日子的")
    assert "晚了的" in days(page)["2026-12-08"]


def test_published_and_trashed_articles_have_no_plan(client, editor):
    make_published(title="发了")
    gone = planned_for(datetime.date(2026, 12, 24), title="扔了的")
    workflow.apply(gone, "trash", actor=None)

    assert "扔了的" not in client.get(CALENDAR).text


def test_a_week_begins_on_monday_and_leads_to_its_neighbours_and_to_its_month(client, editor):
    make_scheduled(title="周末的", at=NOON.replace(day=13, hour=23), authors=[make_author("林小满")])

    page = client.get(CALENDAR, {"view": "week", "day": "2026-12-13"})

    assert [*days(page)] == [f"2026-12-{day:02}" for day in range(7, 14)]
    assert "23:00周末的已排期新闻·林小满" in days(page)["2026-12-13"]
    assert "2026年12月7日—12月13日" in text_of(page)
    assert "周一" in text_of(page)
    for query in ("view=week&day=2026-12-06", "view=week&day=2026-12-14", "view=week", "view=month&month=2026-12"):
        assert f'href="?{escape(query)}"' in page.text


def test_the_list_begins_today_goes_on_for_four_weeks_and_can_show_what_is_past(client, editor):
    make_published(title="上周的", at=NOON.replace(day=3))
    make_scheduled(title="年后的", at=NOON.replace(year=2027, month=1, day=5))
    make_scheduled(title="再后的", at=NOON.replace(year=2027, month=1, day=8))

    soon = client.get(CALENDAR, {"view": "list"})
    past = client.get(CALENDAR, {"view": "list", "month": "2026-12", "past": "1"})

    assert [*days(soon)] == ["2026-12-10", "2027-01-05"]
    assert [*days(past)] == ["2026-12-03", "2026-12-10"]
    assert 'href="?view=list&amp;month=2026-12&amp;past=1"' in soon.text


def test_each_view_says_when_nothing_stands_in_it(client, editor):
    assert "这一周没有排期" in text_of(client.get(CALENDAR, {"view": "week"}))
    assert "今天起没有排期" in text_of(client.get(CALENDAR, {"view": "list"}))
    assert "这个月没有排期" in text_of(client.get(CALENDAR, {"view": "list", "month": "2026-11"}))


@pytest.mark.parametrize(("query"), [{"day": "2026-02-30"}, {"day": "x"}, {"view": "week", "day": "2026-12"}])
def test_a_day_that_is_none_is_not_found(client, editor, query):
    assert client.get(CALENDAR, query).status_code == 404


def test_filters_leave_only_their_articles_and_are_kept_while_turning_pages(client, editor):
    section, topic, author = make_category("观察"), make_topic("养老"), make_author("陈一")
    day = NOON.replace(day=20)
    both = {"categories": [section], "topics": [topic], "authors": [author]}
    make_scheduled(title="要看的", at=day, **both)
    make_scheduled(title="别的栏目", at=day, topics=[topic], authors=[author])
    make_scheduled(title="别的专题", at=day, categories=[section], authors=[author])
    make_article(title="别人的草稿", categories=[section], topics=[topic])
    make_article(title="要写的草稿", **both)
    live = make_published(title="要撤的", at=NOON.replace(day=1), **both)
    workflow.apply(live, "schedule_withdrawal", actor=None, at=day)
    asked = {"category": section.pk, "topic": topic.pk, "author": author.pk}

    page = client.get(CALENDAR, asked)

    assert all(title in page.text for title in ("要看的", "要写的草稿", "要撤的"))
    assert not any(title in page.text for title in ("别的栏目", "别的专题", "别人的草稿"))
    kept = f"category={section.pk}&topic={topic.pk}&author={author.pk}"
    for query in (f"month=2026-11&{kept}", f"month=2027-01&{kept}", f"view=week&day=2026-12-10&{kept}", kept):
        assert f'href="?{escape(query)}"' in page.text
    assert "清除筛选" in text_of(page)


def test_a_filter_of_a_row_that_is_gone_says_so_and_one_that_is_no_key_is_ignored(client, editor):
    make_category()
    make_scheduled(title="有的", at=NOON.replace(day=20))

    gone, wrong = client.get(CALENDAR, {"category": "99999"}), client.get(CALENDAR, {"category": "x"})

    assert "（已删除）" in text_of(gone)
    assert "有的" not in gone.text
    assert "有的" in wrong.text


def test_many_articles_of_one_day_unfold(client, editor):
    for number in range(9):
        make_scheduled(title=f"第 {number} 篇", at=NOON.replace(day=24, hour=number + 1))

    assert "还有 4 篇" in text_of(client.get(CALENDAR))
    assert "还有" not in text_of(client.get(CALENDAR, {"view": "week", "day": "2026-12-24"}))


def test_a_time_that_is_confirmed_leads_back_to_the_calendar_as_it_was(client, editor):
    article = make_scheduled(at=NOON.replace(day=20))
    seen = client.get(CALENDAR, {"view": "week", "day": "2026-12-20"})
    page = f"{address('step', article, 'schedule')}?_calendar=view%3Dweek%26day%3D2026-12-20"
    assert f'href="{page}"' in seen.text

    asked = client.get(page + "&at=2026-12-22T08:00")
    answer = client.post(page, {"at": "2026-12-22T08:00", "despite_warnings": "on"})

    assert 'value="2026-12-22T08:00"' in asked.text
    assert "返回日历" in text_of(asked)
    assert f'action="{page}"' in asked.text
    assert answer.url == f"{CALENDAR}?view=week&day=2026-12-20"
    article.refresh_from_db()
    assert article.published_at == NOON.replace(day=22, hour=8)


def test_a_draft_that_may_not_be_scheduled_yet_leads_back_as_well(client, editor):
    article = make_article(body="")
    page = f"{address('step', article, 'schedule')}?_calendar=view%3Dweek&at=2026-12-22T08:00"

    asked = client.get(page)

    assert "处需要修改" in text_of(asked)
    assert f'href="{CALENDAR}?view=week"' in asked.text


def test_a_writer_is_offered_a_planned_date_for_drafts_and_no_time(client, sign_in):
    writer = sign_in(Role.WRITER)
    draft = make_article(title="自己的草稿", owner=writer)
    sent = make_article(title="送审的", owner=writer)
    workflow.apply(sent, "submit", actor=None)

    page = client.get(CALENDAR).text

    assert address("planned_day", draft) in page
    assert address("planned_day", sent) not in page
    assert "transition/schedule" not in page
    assert "你不能改这一天，请编辑来排。" in page
