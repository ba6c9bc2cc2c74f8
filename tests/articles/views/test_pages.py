"""The pages that lead to others: what stands below each section and topic."""

import re
from importlib import import_module

import pytest

from tests.articles.views.test_views import ago
from tests.factories import make_category, make_published, make_scheduled, make_topic

pytestmark = pytest.mark.django_db
MAKE = {"/categories/": (make_category, "categories"), "/news/": (make_topic, "topics")}


def below_each(page):
    """Return the titles below each name, in the page's order."""
    found = {}
    for block in page.partition('<ul class="terms">')[2].partition("</main>")[0].split('<div class="rail-head">')[1:]:
        name, *titles = (re.sub(r"<[^>]+>", "", words) for words in re.findall(r"<a href[^>]+>(.*?)</a>", block))
        found[name] = titles
    return found


@pytest.mark.parametrize("address", MAKE)
@pytest.mark.parametrize("looked_through", [0, 4, 200])
def test_each_shows_its_three_newest_wherever_they_are_found(client, monkeypatch, address, looked_through):
    monkeypatch.setattr(import_module("articles.views.pages"), "LOOKED_THROUGH", looked_through)
    make, field = MAKE[address]
    busy, quiet, both = make("忙"), make("静"), make("都有")
    make("空")
    for day in range(5):
        make_published(title=f"忙{day}", at=ago(days=day + 1), **{field: (busy,)})
        make_published(title=f"静{day}", at=ago(days=day + 40), **{field: (quiet,)})
    make_published(title="两处", at=ago(days=9), **{field: (quiet, both)})
    make_scheduled(title="还没到", at=ago(days=-1), **{field: (busy, quiet, both)})

    shown = below_each(client.get(address).text)

    assert shown == {"忙": ["忙0", "忙1", "忙2"], "静": ["两处", "静0", "静1"], "都有": ["两处"]}
