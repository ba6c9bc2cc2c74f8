"""Who else has an article open."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from articles.models import Presence
from articles.versions import presence
from cms.tasks import NIGHTLY
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


def test_each_hears_of_the_others_and_not_of_themselves():
    article, elsewhere = make_article(), make_article(slug="elsewhere")
    one, other = make_user(username="one"), make_user(username="other")

    assert presence.report(article, one, is_editing=True) == []
    presence.report(elsewhere, one, is_editing=False)
    seen = presence.report(article, other, is_editing=False)

    assert [(row.user, row.is_editing) for row in seen] == [(one, True)]
    assert presence.report(article, one, is_editing=False)[0].user == other


def test_after_a_minute_without_a_sign_somebody_counts_as_gone():
    article = make_article()
    one, other = make_user(username="one"), make_user(username="other")
    presence.report(article, one, is_editing=True)

    with time_machine.travel(timezone.now() + datetime.timedelta(seconds=61)):
        assert presence.report(article, other, is_editing=True) == []


def test_somebody_who_closes_the_article_is_gone_at_once():
    article = make_article()
    one, other = make_user(username="one"), make_user(username="other")
    presence.report(article, one, is_editing=True)
    presence.leave(article, one)

    assert presence.report(article, other, is_editing=True) == []


def test_signs_of_life_of_yesterday_are_deleted():
    article = make_article()
    presence.report(article, make_user(), is_editing=True)
    Presence.objects.update(seen_at=timezone.now() - datetime.timedelta(days=2))

    assert presence.forget in NIGHTLY
    presence.forget.call()

    assert not Presence.objects.exists()
