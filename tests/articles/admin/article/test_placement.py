"""The ends that are offered for a pin."""

import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from articles.policy import Role
from tests.factories import make_article

from .article_desk import address

BEIJING = ZoneInfo("Asia/Shanghai")


@pytest.mark.django_db
def test_a_pin_is_offered_to_end_with_today_or_with_the_last_of_some_days_in_beijing(client, sign_in):
    sign_in(Role.CHIEF)
    article = make_article()
    night = datetime.datetime(2026, 11, 29, 1, 30, tzinfo=BEIJING)  # still the 28th in UTC
    with time_machine.travel(night, tick=False):
        page = client.get(address("change", article)).content.decode()

    for label, moment in {"今天 24:00": "2026-11-30", "3 天": "2026-12-02", "7 天": "2026-12-06"}.items():
        assert f'value="{moment}T00:00">{label}</button>' in page
