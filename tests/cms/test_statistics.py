"""SQLite is told what stands in its tables, so that it reads the few rows that are asked for."""

import copy
import datetime

import pytest
from django.db import connection

from articles.models import Article
from cms.statistics import look_at_tables, look_at_tables_each_night
from cms.tasks import NIGHTLY
from tests.factories import make_published

pytestmark = pytest.mark.django_db
FLAGS = {"lead": "pinned", "pick": "recommended", "focus": "in_focus"}


def plan(slot):
    return Article.objects.live().in_slot(slot).by_rank(slot)[:3].explain()


@pytest.fixture
def articles():
    one = make_published()
    rows = [copy.copy(one) for _number in range(400)]
    for number, row in enumerate(rows):
        row.pk, row.guid, row.path = None, f"guid {number}", f"/articles/{number}/"
        row.published_at = one.published_at - datetime.timedelta(minutes=number)
    Article.objects.bulk_create(rows)
    for flag in FLAGS.values():
        make_published(**{flag: True})


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL counts by itself")
@pytest.mark.parametrize("slot", FLAGS)
def test_a_slot_of_the_home_page_reads_the_few_that_were_chosen(articles, slot):
    look_at_tables()

    assert f"article_{FLAGS[slot]}" in plan(slot)
    assert "article_by_" not in plan(slot), "it reads all that is live"


def test_it_is_done_each_night_and_changes_no_answer(articles):
    before = list(Article.objects.live().by_day().values_list("pk", flat=True))

    look_at_tables_each_night.call()

    assert list(Article.objects.live().by_day().values_list("pk", flat=True)) == before
    assert look_at_tables_each_night in NIGHTLY
