"""The publishing calendar: what stands on which day, for whom, and what moving it leads to."""

import datetime
import re

import pytest
from django.utils import timezone

from articles.models import Article
from articles.policy import Role
from tests.articles.admin.article.article_desk import LIST, address, text_of
from tests.factories import make_article, make_published, make_scheduled, make_withdrawn

from .conftest import NOON

pytestmark = pytest.mark.django_db
CALENDAR = f"{LIST}calendar/"


@pytest.fixture
def editor(sign_in):
    return sign_in(Role.EDITOR)


def square(response, day):
    """Return the words of one day's square."""
    cells = re.findall(r'<td data-day="([0-9-]+)".*?</td>', response.text, re.DOTALL)
    assert day in cells
    cell = re.search(rf'<td data-day="{day}".*?</td>', response.text, re.DOTALL)[0]
    return re.sub(r"<[^>]+>|\s+", "", cell)


def test_each_article_stands_on_its_day_in_beijing_with_its_time_and_state(client, editor):
    make_scheduled(title="晚上发的", at=NOON.replace(day=24, hour=23, minute=30))
    make_published(title="凌晨发的", at=NOON.replace(day=3, hour=0, minute=10))

    response = client.get(CALENDAR)

    assert "23:30晚上发的已排期" in square(response, "2026-12-24")
    assert "00:10凌晨发的已发布" in square(response, "2026-12-03")
    assert "晚上发的" not in square(response, "2026-12-25")


def planned_for(day, **fields):
    article = make_article(**fields)
    Article.objects.filter(pk=article.pk).update(planned_day=day)
    article.refresh_from_db()
    return article


def test_months_are_whole_weeks_from_monday_and_lead_to_their_neighbours(client, editor):
    response = client.get(CALENDAR, {"month": "2027-01"})

    days = re.findall(r'data-day="([0-9-]+)"', response.text)
    assert (days[0], days[-1], len(days) % 7) == ("2026-12-28", "2027-01-31", 0)
    assert 'href="?month=2026-12"' in response.text
    assert 'href="?month=2027-02"' in response.text
    assert "这个月没有排期" in text_of(response)


@pytest.mark.parametrize("month", ["x", "2026-13", "2026-1", "0000-01", "9999-12"])
def test_a_month_that_is_none_is_not_found(client, editor, month):
    assert client.get(CALENDAR, {"month": month}).status_code == 404


def test_drafts_stand_beside_the_month_and_may_be_given_a_time(client, editor):
    draft = make_article(title="还没有日子的")

    page = client.get(CALENDAR).text

    assert "还没有日子的" in page
    assert f'data-schedule="{address("step", draft, "schedule")}?_calendar=' in page
    assert f'data-plan="{address("planned_day", draft)}?_calendar=' in page


def test_what_is_published_or_taken_down_does_not_move(client, editor):
    make_published(title="已经发了")
    gone = make_withdrawn()

    page = client.get(CALENDAR).text

    assert "已经发了" in page
    assert "data-schedule" not in page
    assert gone.title in page
    assert page.count('data-refusal="已发布的文章不能移动。"') == 2


def test_a_writer_sees_own_articles_only_and_moves_none(client, sign_in):
    writer = sign_in(Role.WRITER)
    make_scheduled(title="别人的", at=NOON.replace(day=20))
    make_scheduled(title="自己的", at=NOON.replace(day=21), owner=writer)

    page = client.get(CALENDAR).text

    assert "自己的" in page
    assert "别人的" not in page
    assert "data-schedule" not in page


def test_the_page_that_asks_for_the_time_holds_the_day_of_the_drop(client, editor):
    article = make_article()

    asked = client.get(address("step", article, "schedule"), {"at": "2026-12-24T09:00"})
    past = client.get(address("step", article, "schedule"), {"at": "2026-12-01T09:00"})
    wrong = client.get(address("step", article, "schedule"), {"at": "x"})

    assert 'value="2026-12-24T09:00"' in asked.text
    assert 'value="2026-12-10T14:00"' in past.text
    assert 'value="2026-12-10T14:00"' in wrong.text
    article.refresh_from_db()
    assert article.state == "draft", "looking at the page scheduled it"


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_for_few_and_many(client, editor, count, django_assert_max_num_queries):
    for number in range(count):
        make_scheduled(title=f"第 {number} 篇", at=timezone.now() + datetime.timedelta(days=number + 1))
        make_article(title=f"草稿 {number}")
        planned_for(NOON.date(), title=f"计划 {number}")

    with django_assert_max_num_queries(11):
        client.get(CALENDAR)
    for view in ("week", "list"):
        with django_assert_max_num_queries(13):
            client.get(CALENDAR, {"view": view})
