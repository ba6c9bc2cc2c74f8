"""A day in December, on which all tests of the calendar take place: Thursday the 10th, noon in Beijing."""

import datetime

import pytest
import time_machine

NOON = datetime.datetime(2026, 12, 10, 12, tzinfo=datetime.timezone(datetime.timedelta(hours=8)))


@pytest.fixture(autouse=True)
def december():
    with time_machine.travel(NOON, tick=False):
        yield
