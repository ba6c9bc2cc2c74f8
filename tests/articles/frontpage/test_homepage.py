import datetime

import pytest
import time_machine
from django.utils import timezone
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from articles.frontpage import homepage
from articles.models import Article
from tests.factories import make_category, make_image, make_published, make_scheduled, make_withdrawn

pytestmark = pytest.mark.django_db
NOON = datetime.datetime(2026, 11, 20, 12, tzinfo=datetime.UTC)  # 20:00 in Beijing


def ago(**span):
    return timezone.now() - datetime.timedelta(**span)


def test_an_empty_newsroom_has_an_empty_home_page():
    front = homepage.compose()

    assert front.lead is None
    assert front.articles() == []


def test_a_pinned_article_leads_however_old_it_is():
    old = make_published(pinned=True, at=ago(days=400))
    newer, newest = make_published(at=ago(hours=2)), make_published(at=ago(hours=1))

    front = homepage.compose()

    assert front.lead == old
    assert front.side == [newest, newer]


def test_a_pin_ends_at_its_time():
    pinned = make_published(pinned=True, pinned_until=timezone.now() + datetime.timedelta(minutes=1), at=ago(days=3))
    newest = make_published(at=ago(hours=1))

    assert homepage.compose().lead == pinned
    assert homepage.compose(timezone.now() + datetime.timedelta(minutes=1)).lead == newest


def test_the_side_takes_pins_first_and_at_most_two_of_them():
    pins = [make_published(pinned=True, at=ago(days=days)) for days in (1, 2, 3, 4)]
    make_published(at=ago(hours=1))

    front = homepage.compose()

    assert [front.lead, *front.side] == pins[:3]
    assert pins[3] in front.latest


def test_hand_placed_and_weighted_pins_come_before_newer_ones():
    newer = make_published(pinned=True, at=ago(hours=1))
    weighted = make_published(pinned=True, weight=5, at=ago(days=1))
    placed = make_published(pinned=True, at=ago(days=2))
    Article.objects.filter(pk=placed.pk).update(lead_rank=1)

    front = homepage.compose()

    assert [front.lead, *front.side] == [placed, weighted, newer]


def test_without_a_pin_the_newest_with_a_cover_leads_for_seven_days():
    covered = make_published(featured_image=make_image(), at=ago(days=6))
    newest = make_published(at=ago(hours=1))

    assert homepage.compose().lead == covered
    assert homepage.compose().side == [newest]
    assert homepage.compose(timezone.now() + datetime.timedelta(days=1, minutes=1)).lead == newest


@pytest.mark.parametrize(("recommended", "shown"), [(0, 0), (1, 1), (2, 2), (3, 3), (4, 3), (5, 3), (6, 6), (8, 6)])
def test_picks_are_six_or_three_or_what_there_is(recommended, shown):
    for _ in range(3):
        make_published(pinned=True)
    for _ in range(recommended):
        make_published(recommended=True, at=ago(days=2))

    assert len(homepage.compose().picks) == shown


def test_an_article_in_both_rails_shows_in_the_higher_one_only():
    for _ in range(3):
        make_published(pinned=True)
    both = make_published(recommended=True, in_focus=True, at=ago(days=1))

    front = homepage.compose()

    assert front.picks == [both]
    assert front.focus == []
    assert both not in front.latest


def test_focus_ends_at_eight_and_the_rest_are_among_the_latest():
    for _ in range(3):
        make_published(pinned=True)
    in_focus = [make_published(in_focus=True, at=ago(hours=hours)) for hours in range(1, 11)]

    front = homepage.compose()

    assert front.focus == in_focus[:8]
    assert front.latest == in_focus[8:]


def test_weight_orders_within_a_day_and_never_beyond_it():
    with time_machine.travel(NOON, tick=False):
        for _ in range(3):
            make_published(pinned=True)
        today = make_published(at=NOON - datetime.timedelta(hours=1))
        heavy_today = make_published(weight=1, at=NOON - datetime.timedelta(hours=9))
        heavy_long_ago = make_published(weight=1, at=NOON - datetime.timedelta(days=900))

        assert homepage.compose().latest == [heavy_today, today, heavy_long_ago]


def test_only_live_articles_stand_on_it():
    with time_machine.travel(NOON, tick=False):
        shown = make_published()
        make_scheduled(pinned=True)
        make_withdrawn(recommended=True)
        make_published(in_focus=True, expires_at=NOON, at=NOON - datetime.timedelta(days=1))

        assert homepage.compose().articles() == [shown]


flags = st.fixed_dictionaries(
    {
        "pinned": st.booleans(),
        "recommended": st.booleans(),
        "in_focus": st.booleans(),
        "weight": st.none() | st.integers(1, 3),
        "hours": st.integers(0, 60),
        "expired": st.booleans(),
    }
)


def place(articles, choices, now):
    for article, choice in zip(articles, choices, strict=True):
        article.pinned, article.recommended = choice["pinned"], choice["recommended"]
        article.in_focus, article.weight = choice["in_focus"], choice["weight"]
        article.published_at = now - datetime.timedelta(hours=choice["hours"])
        article.expires_at = now if choice["expired"] else None
        article.save()


def test_nothing_appears_twice_and_no_place_is_left_empty_while_articles_wait():
    articles = [make_published() for _ in range(30)]
    now = timezone.now()

    @hypothesis_settings(max_examples=15)
    @given(st.lists(flags, min_size=30, max_size=30))
    def check(choices):
        place(articles, choices, now)
        live = set(Article.objects.live(now))

        front = homepage.compose(now)

        shown = front.articles()
        assert len(shown) == len(set(shown))
        assert set(shown) <= live
        assert front.total == len(live)
        assert len(front.side) == min(2, max(0, len(live) - 1))
        assert len(front.latest) == min(20, len(live - {front.lead, *front.side, *front.picks, *front.focus}))

    check()


def test_every_live_article_stands_once_on_the_pages_of_its_section(client, settings):
    settings.ARTICLES_PER_PAGE = 4
    section = make_category()
    articles = [make_published() for _ in range(14)]
    now = timezone.now()

    @hypothesis_settings(max_examples=8)
    @given(st.lists(flags, min_size=14, max_size=14))
    def check(choices):
        place(articles, choices, now)
        live = Article.objects.live(now)
        pins = min(3, live.pinned_now(now).count())
        pages = max(1, -(-(live.count() - pins) // 4))

        urls = [
            section.get_absolute_url() + (f"page/{number}/" if number > 1 else "") for number in range(1, pages + 1)
        ]
        responses = [client.get(url) for url in urls]

        assert {response.status_code for response in responses} == {200}
        text = "".join(response.text for response in responses)
        for article in live:
            assert text.count(f'<h2><a href="{article.path}">') == 1
        assert client.get(f"{section.get_absolute_url()}page/{pages + 1}/").status_code == 404

    check()
