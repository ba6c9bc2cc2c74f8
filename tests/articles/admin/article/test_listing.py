import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import workflow
from articles.frontpage.placement import set_placement
from articles.models import Article, PlacementChange
from articles.policy import Role
from tests.factories import (
    make_article,
    make_author,
    make_category,
    make_image,
    make_published,
    make_scheduled,
    make_topic,
    make_user,
    make_withdrawn,
)

from .article_desk import LIST, address, text_of

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12  # brief §15, check 28


def titles(response):
    return [article.title for article in response.context["cl"].result_list]


def make_full(number):
    return make_published(
        title=f"新闻{number}",
        owner=make_user(),
        categories=[make_category("甲"), make_category("乙")],
        topics=[make_topic(f"专题{number}"), make_topic("乙")],
        authors=[make_author(f"作者{number}"), make_author("乙")],
        tags=("甲", f"标签{number}"),
        featured_image=make_image(),
        recommended=True,
    )


@pytest.mark.parametrize("role", [Role.WRITER, Role.EDITOR])
def test_the_list_asks_as_many_questions_for_three_rows_as_for_one(client, sign_in, role):
    user = sign_in(role)
    counts = []
    for number in (1, 2):
        for extra in range(number):
            article = make_full(f"{number}{extra}")
            Article.objects.filter(pk=article.pk).update(owner=user)
        client.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(LIST)
        counts.append(len(queries))
    assert len(titles(response)) == 3
    assert counts[0] == counts[1] <= MOST_QUERIES


def test_a_row_says_what_an_editor_looks_for(client, sign_in):
    sign_in(Role.EDITOR)
    at = datetime.datetime(2022, 3, 24, 21, 57, tzinfo=timezone.get_default_timezone())
    terms = {"topics": [make_topic("元宇宙")], "authors": [make_author("林小满")]}
    make_published(title="社区大会", at=at, slug="dahui", body="一共八个字的正文", featured_image=make_image(), **terms)

    response = client.get(LIST)

    words = text_of(response)
    assert "元宇宙 · 8 字 /posts/dahui/" in words
    for word in ("社区大会", "已发布", "林小满", "2022-03-24 21:57"):
        assert word in words
    page = response.content.decode()
    assert 'width="56" height="37" alt=""' in page


def test_every_status_has_its_pill_and_its_tab(client, sign_in):
    editor = sign_in(Role.EDITOR)
    make_article(title="草稿甲")
    review, returned = make_article(title="待审乙"), make_article(title="退回丙", owner=editor)
    for article in (review, returned):
        workflow.apply(article, "submit", actor=None)
    workflow.apply(returned, "send_back", actor=None, note="改")
    make_scheduled(title="排期丁")
    make_published(title="发布戊")
    make_withdrawn(title="撤稿己")
    trashed = make_article(title="回收庚")
    workflow.apply(trashed, "trash", actor=None)
    expired = make_published(title="过期辛")
    Article.objects.filter(pk=expired.pk).update(expires_at=timezone.now())

    everything = client.get(LIST)
    words = text_of(everything)

    for pill in ("草稿", "待审", "退回修改", "已排期", "已发布", "已撤稿", "已过期"):
        assert pill in words
    assert "回收庚" not in words
    assert "定时" in words
    expected = {
        "draft": ["草稿甲"],
        "in_review": ["待审乙"],
        "sent_back": ["退回丙"],
        "scheduled": ["排期丁"],
        "published": ["发布戊"],
        "unpublished": ["撤稿己"],
        "trashed": ["回收庚"],
        "expired": ["过期辛"],
        "mine": ["退回丙"],
        "changed": [],
    }
    for name, found in expected.items():
        assert titles(client.get(LIST, {"status": name})) == found, name
    counts = {tab["label"]: tab["count"] for tab in everything.context["cl"].tabs}
    assert counts["全部"] == 7
    assert counts["回收站"] == 1


def test_the_newest_change_comes_first_and_filters_narrow(client, sign_in):
    sign_in(Role.EDITOR)
    category, topic, author = make_category("专访"), make_topic("养老"), make_author("甲")
    make_article(title="先", categories=[category])
    make_article(title="后", topics=[topic], authors=[author], origin="repost", source_name="报")
    live = make_published(title="位", recommended=True, tags=("食堂",), slug="canteen", at=timezone.now())

    assert titles(client.get(LIST)) == ["位", "后", "先"]
    today = timezone.localdate()
    for query, found in {
        f"category={category.pk}": ["先"],
        f"topic={topic.pk}": ["后"],
        f"author={author.pk}": ["后"],
        "origin=repost": ["后"],
        "placement=recommended": ["位"],
        "published=today": ["位"],
        f"published={today:%Y-%m}": ["位"],
        "published=1999-01": [],
        f"published={today.year}": ["位"],
        "published=month": ["位"],
        "problem=W07": ["位", "先"],
        "problem=endless": [],
        "problem=zz": ["位", "后", "先"],
        f"category={category.pk + 999}": [],
        f"q=http://testserver{live.path}": ["位"],
        "q=canteen": ["位"],
        "q=先 正文": ["先"],
        "q=食堂": ["位"],
        f"q={live.path}": ["位"],
        "q=第": ["位", "后", "先"],
        "q=没有这样的词": [],
    }.items():
        assert titles(client.get(f"{LIST}?{query}")) == found, query
    assert "没有符合条件的文章。" in text_of(client.get(f"{LIST}?q=没有这样的词"))


def test_a_row_counts_what_waits_to_be_mended_and_offers_what_may_be_done(client, sign_in):
    sign_in(Role.EDITOR)
    review = make_article(title="待审的", body="")
    Article.objects.filter(pk=review.pk).update(state="in_review")

    page = client.get(LIST)

    assert "问题 3 没有正文、没有封面、没有专题" in text_of(page)
    menu = [link.words for link in page.context["cl"].result_list[0].menu]
    assert menu == ["审阅", "发布…", "定时发布…", "退回修改…", "撤回", "移到回收站", "预览", "历史", "复制一份"]


def test_a_writer_lists_the_own_articles_and_no_others(client, sign_in):
    writer = sign_in(Role.WRITER)
    make_article(title="我的稿子", owner=writer)
    make_published(title="别人的稿子", owner=make_user())

    response = client.get(LIST)

    assert titles(response) == ["我的稿子"]
    assert "别人的稿子" not in text_of(response)
    assert titles(client.get(f"{LIST}?q=别人")) == []
    assert "formaction" not in response.content.decode()


def test_an_empty_newsroom_offers_to_write(client, sign_in):
    sign_in(Role.WRITER)

    assert "还没有文章。 写新文章" in text_of(client.get(LIST))


# --- flags in the list


@pytest.mark.parametrize("flag", ["pinned", "recommended", "in_focus"])
def test_a_flag_is_switched_by_its_button(client, sign_in, flag):
    editor = sign_in(Role.EDITOR)
    article = make_published()
    page = client.get(LIST).content.decode()
    assert f'formaction="{address("placement", article)}" name="{flag}" value="on"' in page

    response = client.post(
        address("placement", article), {flag: "on"}, headers={"referer": f"http://testserver{LIST}?p=1"}
    )

    assert response.url == f"http://testserver{LIST}?p=1"
    article.refresh_from_db()
    assert getattr(article, flag) is True
    assert PlacementChange.objects.get().actor == editor
    assert f'name="{flag}" value="off" aria-pressed="true"' in client.get(LIST).content.decode()
    answer = client.post(address("placement", article), {flag: "off"}, headers={"accept": "application/json"})
    assert answer.json()["flags"][flag] is False


def test_the_panel_sets_all_flags_at_once(client, sign_in):
    sign_in(Role.EDITOR)
    article = make_published(recommended=True)

    client.post(
        address("placement", article), {"panel": "1", "pinned": "on", "pinned_until": "2099-01-01T00:00", "weight": "3"}
    )

    article.refresh_from_db()
    assert (article.pinned, article.recommended, article.weight) == (True, False, 3)
    bad = {"panel": "1", "weight": "-1"}
    answer = client.post(address("placement", article), bad, headers={"accept": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["message"]


def test_a_pin_that_ran_out_starts_afresh(client, sign_in):
    sign_in(Role.EDITOR)
    article = make_published()
    set_placement(article, actor=None, pinned=True, pinned_until=timezone.now() - datetime.timedelta(hours=1))

    client.post(address("placement", article), {"pinned": "on"})

    article.refresh_from_db()
    assert article.is_pinned


@pytest.mark.parametrize("make", [make_article, make_scheduled, make_withdrawn])
def test_only_a_live_article_is_placed(client, sign_in, make):
    sign_in(Role.CHIEF)
    article = make()

    response = client.post(address("placement", article), {"pinned": "on"})

    assert response.status_code == 409
    assert "读者现在看不到这篇文章" in text_of(response)
    article.refresh_from_db()
    assert article.pinned is False


def test_the_way_back_leads_to_no_other_site(client, sign_in):
    sign_in(Role.EDITOR)
    article = make_published()

    response = client.post(
        address("placement", article), {"pinned": "on"}, headers={"referer": "https://evil.example/"}
    )

    assert response.url == address("change", article)
