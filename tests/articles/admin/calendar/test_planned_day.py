"""The planned date in the newsroom: its page, the article form, the list."""

import datetime

import pytest

from articles import publishing
from articles.models import Article
from articles.policy import Role
from articles.schedule.planned_days import set_planned_day
from articles.versions.content import Content
from tests.articles.admin.article.article_desk import LIST, address, posted, text_of
from tests.factories import make_article, make_published

pytestmark = pytest.mark.django_db
LATER = datetime.date(2026, 12, 24)
FROM_CALENDAR = "?_calendar=view%3Dweek%26day%3D2026-12-21"


@pytest.fixture
def editor(sign_in):
    return sign_in(Role.EDITOR)


def planned(article):
    return Article.objects.values_list("planned_day", flat=True).get(pk=article.pk)


def test_a_drop_sets_it_leads_back_to_the_calendar_and_can_be_undone(client, editor):
    article = make_article(title="要写的")
    page = address("planned_day", article) + FROM_CALENDAR

    answer = client.post(page, {"planned_day": "2026-12-24"}, follow=True)

    assert answer.redirect_chain == [(f"{LIST}calendar/?view=week&day=2026-12-21", 302)]
    assert planned(article) == LATER
    assert "已记下：《要写的》计划 12月24日 周四 发。这只是备注，不会自动发布。" in text_of(answer)
    assert f'action="{page}"' in answer.text, "no way to undo"
    client.post(page, {"planned_day": ""})
    assert planned(article) is None


def test_the_page_asks_for_the_day_and_tells_publishers_how_to_schedule(client, editor, sign_in):
    article = make_article(owner=sign_in(Role.WRITER))
    Article.objects.filter(pk=article.pk).update(planned_day=LATER)
    page = address("planned_day", article)

    mine = client.get(page)
    assert 'value="2026-12-24"' in mine.text
    assert "定时…" not in text_of(mine)
    client.force_login(editor)
    assert "定时…" in text_of(client.get(page))


def test_the_page_takes_the_date_away_whatever_stands_in_its_field(client, editor):
    article = make_article()
    set_planned_day(article, LATER, actor=editor)
    page = address("planned_day", article)
    assert 'name="planned_day" value="">去掉日期' in client.get(page).text

    client.post(page, {"planned_day": ["2026-12-24", ""]})

    assert planned(article) is None


@pytest.mark.parametrize(
    ("typed", "words"), [("2026-12-09", "不能排到过去"), ("24.12.", "日期"), ("9999-01-01", "年份")]
)
def test_a_day_that_cannot_be_is_refused_in_words_with_what_was_typed(client, editor, typed, words):
    article = make_article()

    answer = client.post(address("planned_day", article), {"planned_day": typed})

    assert answer.status_code == 400
    assert words in text_of(answer)
    assert f'value="{typed}"' in answer.text
    assert planned(article) is None


def test_who_may_not_edit_and_what_has_its_time_are_refused_in_words(client, sign_in, editor):
    live = make_published()
    answer = client.post(address("planned_day", live), {"planned_day": "2026-12-24"})
    assert (answer.status_code, client.get(address("planned_day", live)).status_code) == (409, 409)
    assert "已有发布时间" in text_of(answer)

    own = make_published(owner=sign_in(Role.WRITER))
    answer = client.post(address("planned_day", own), {"planned_day": "2026-12-24"})
    assert answer.status_code == 403
    assert "你不能改这篇文章的计划日期" in text_of(answer)


def test_the_form_shows_and_sets_it(client, editor):
    article = make_article()
    page = address("change", article)

    client.post(page, posted(client.get(page), planned_day="2026-12-24"))
    assert planned(article) == LATER
    assert 'value="2026-12-24"' in client.get(page).text
    client.post(page, posted(client.get(page), planned_day=""))
    assert planned(article) is None


def test_a_new_article_may_be_planned_at_once(client, editor):
    page = f"{LIST}add/"
    client.post(page, posted(client.get(page), title="新的", planned_day="2026-12-24"))

    assert Article.objects.get().planned_day == LATER


def test_a_form_that_was_open_meanwhile_leaves_the_day_that_another_chose(client, editor):
    article = make_article(title="旧题")
    page = address("change", article)
    form = posted(client.get(page), title="新题")
    set_planned_day(article, LATER, actor=editor)

    client.post(page, form)

    article.refresh_from_db()
    assert (article.title, article.planned_day) == ("新题", LATER)


def test_a_planned_date_that_has_passed_stops_no_save(client, editor):
    article = make_article()
    Article.objects.filter(pk=article.pk).update(planned_day=datetime.date(2026, 12, 1))
    page = address("change", article)

    client.post(page, posted(client.get(page), title="晚了的"))
    refused = client.post(page, posted(client.get(page), planned_day="2026-12-02"))

    assert Article.objects.get().title == "晚了的"
    assert "不能排到过去的时间。" in text_of(refused)
    assert planned(article) == datetime.date(2026, 12, 1)


def test_a_published_article_has_no_such_field(client, editor):
    live = make_published()
    publishing.save_revision(live, Content.of_revision(live.latest_revision), author=editor)

    assert "planned_day" not in client.get(address("change", live)).text


def test_the_list_says_it_where_it_says_when_others_were_published(client, editor):
    article = make_article()
    set_planned_day(article, LATER, actor=editor)

    assert "2026-12-24 计划" in text_of(client.get(LIST))


def test_the_first_page_names_it_beside_a_draft(client, sign_in):
    article = make_article(owner=sign_in(Role.WRITER))
    Article.objects.filter(pk=article.pk).update(planned_day=LATER)

    assert "计划 12-24 发" in text_of(client.get("/admin/"))
