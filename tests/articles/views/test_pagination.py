"""Pages of lists: whatever the dates, weights, pins and page size, each article stands on exactly one of them."""

import datetime
import re

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from articles.models import Article
from articles.models.orders import BY_DAY, BY_TIME, by_rank
from articles.views import archive
from articles.views.frame import Pager
from tests.factories import make_author, make_published, make_topic

pytestmark = pytest.mark.django_db
ARTICLES = 9
PLACES = st.tuples(
    st.integers(0, 4),  # so many half days ago: many appeared at the same moment
    st.one_of(st.none(), st.integers(1, 3)),  # weight
    st.booleans(),  # pinned
)


def addresses(page):
    """Return the articles of a page in the order in which they stand, each once although its card may link it twice."""
    main = page.text.partition("<main")[2].partition("</main>")[0]
    return list(dict.fromkeys(re.findall(r'href="(/posts/story-\d+/)"', main)))


def walk(client, base, first=1):
    """Return the articles of each page of a list until there is no more."""
    pages = []
    for number in range(first, ARTICLES + 3):
        response = client.get(base if number == 1 else f"{base}page/{number}/")
        if response.status_code == 404:
            return pages
        pages.append(addresses(response))
    pytest.fail(f"{base} never ends")


def test_each_article_stands_on_exactly_one_page_of_each_list_in_its_order(client, settings, monkeypatch):
    terms = {"topics": (make_topic(),), "authors": (make_author(),), "tags": ("AI",)}
    keys = [make_published(**terms).pk for _ in range(ARTICLES)]
    noon = timezone.localtime().replace(day=15, hour=12, minute=0, second=0, microsecond=0) - datetime.timedelta(
        days=31
    )
    month = f"/archives/{noon:%Y}/{noon:%m}/"

    @hypothesis_settings(max_examples=hypothesis_settings.default.max_examples // 4)  # each one asks for some 40 pages
    @given(st.lists(PLACES, min_size=ARTICLES, max_size=ARTICLES), st.integers(1, ARTICLES + 1))
    def check(places, size):
        settings.ARTICLES_PER_PAGE = size
        monkeypatch.setattr(archive, "TITLES_PER_PAGE", size)
        for key, (half_days, weight, pinned) in zip(keys, places, strict=True):
            article = Article.objects.get(pk=key)
            article.published_at = noon - datetime.timedelta(hours=12 * half_days)
            article.weight, article.pinned = weight, pinned
            article.save()
        live = Article.objects.live()
        pins = list(live.pinned_now().order_by(*by_rank("lead"))[:3])
        by_time = [article.path for article in live.order_by(*BY_TIME)]
        by_day = [article.path for article in live.order_by(*BY_DAY)]
        pins_first = [*(pin.path for pin in pins), *(path for path in by_day if path not in {pin.path for pin in pins})]
        wanted = {
            **dict.fromkeys(("/posts/", "/tags/ai/", "/authors/林小满/", month), by_time),
            **dict.fromkeys(("/categories/新闻/", "/news/元宇宙/"), pins_first),
        }
        for base, order in wanted.items():
            pages = walk(client, base)
            beside = len(pins) if order is pins_first else 0  # the pins stand above the rows of page 1
            assert [path for page in pages for path in page] == order, base
            assert {len(page) for page in pages[:-1]} <= {size, size + beside}, base
        assert [path for page in walk(client, "/", first=2) for path in page] == by_day[size:]

    check()


@given(st.integers(0, 10_000), st.integers(1, 300))
def test_the_pages_of_a_pager_cover_every_row_once_and_end(total, size):
    last = Pager("/x/", total, size=size).last
    rows = [row for number in range(1, last + 1) for row in range(total)[Pager("/x/", total, number, size).rows]]

    assert rows == list(range(total))
    shown = [link["number"] for link in Pager("/x/", total, last, size).links() if link["number"]]
    assert (shown[0], shown[-1]) == (1, last)
    assert Pager("/x/", total, last, size).next == Pager("/x/", total, 1, size).previous == ""
