import contextlib
import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.hugo import casts
from articles.hugo.values import Plain

SHANGHAI = ZoneInfo("Asia/Shanghai")
ANYTHING = st.recursive(
    st.text(max_size=30) | st.text(max_size=30).map(Plain),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=8,
)


@pytest.mark.parametrize("value", [Plain("true"), "true", Plain("yes"), Plain("1"), Plain("TRUE"), "on"])
def test_true_in_every_way_hugo_takes(value):
    assert casts.boolean(value) is True


@pytest.mark.parametrize("value", [Plain("false"), "no", Plain("0"), "", "off"])
def test_false_in_every_way_hugo_takes(value):
    assert casts.boolean(value) is False


def test_nothing_is_neither():
    assert casts.boolean(Plain("")) is None
    with pytest.raises(casts.WrongType):
        casts.boolean("maybe")


@pytest.mark.parametrize(
    ("value", "expected"),
    [("3", 3), (Plain("3"), 3), (Plain(""), None), ("", None), (Plain("0"), None), (Plain("~"), None)],
)
def test_a_weight_is_a_number_or_nothing(value, expected):
    assert casts.weight(value) == expected


@pytest.mark.parametrize("value", ["abc", "1.5", "-3", "99999999999", "9" * 5000, ["1"]])
def test_a_weight_that_is_none_says_so(value):
    with pytest.raises(casts.WrongType):
        casts.weight(Plain(value) if isinstance(value, str) else value)


def test_a_list_of_terms_keeps_order_and_first_spelling():
    assert casts.terms(["AI", "ai", " AI ", "ＡＩ", "元宇宙"])[0] == ["AI", "元宇宙"]
    assert casts.terms([Plain("no"), Plain("~"), Plain("null"), "", "1.10"])[0] == ["no", "null", "1.10"]


def test_one_text_is_one_term_or_several():
    assert casts.terms("元宇宙") == (["元宇宙"], [])
    names, notes = casts.terms("股市, 债市，汇市")
    assert names == ["股市", "债市", "汇市"]
    assert notes


@pytest.mark.parametrize("value", [["a", ["b"]], [{"a": "b"}], {"a": "b"}])
def test_nested_terms_are_refused(value):
    with pytest.raises(casts.WrongType):
        casts.terms(value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2022-03-24", "2022-03-24T00:00:00+08:00"),
        ("2022-3-4", "2022-03-04T00:00:00+08:00"),
        ("2022-03-24 21:57", "2022-03-24T21:57:00+08:00"),
        ("2022-03-24 21:57:40", "2022-03-24T21:57:40+08:00"),
        ("2022-03-24T21:57:40+08:00", "2022-03-24T21:57:40+08:00"),
        ("2022-03-24 21:57:40 +0800", "2022-03-24T21:57:40+08:00"),
        ("2022-03-24T13:57:40.5Z", "2022-03-24T13:57:40.500000+00:00"),
        ("2022-03-24T08:30:00-05:00", "2022-03-24T08:30:00-05:00"),
        ("2022-03-24 21:57:40 +0800 CST", "2022-03-24T21:57:40+08:00"),
    ],
)
def test_dates_are_instants(value, expected):
    assert casts.moment(Plain(value), SHANGHAI).isoformat() == expected


@pytest.mark.parametrize(
    "value",
    [
        "2020/02/03",
        "03/04/2026",
        "2022年3月24日",
        "20220324",
        "yesterday",
        "2026-02-30",
        "2022-01-01T25:00:00",
        "2022-01-01T10:00:00+99:00",
    ],
)
def test_other_dates_are_not_guessed(value):
    with pytest.raises(casts.WrongType):
        casts.moment(Plain(value), SHANGHAI)


def test_hugos_zero_date_is_not_real():
    assert not casts.is_real(casts.moment("0001-01-01T00:00:00Z", SHANGHAI))


@given(ANYTHING)
def test_no_value_raises_anything_but_wrong_type(value):
    for cast in (casts.text, casts.boolean, casts.weight, casts.terms, lambda found: casts.moment(found, SHANGHAI)):
        with contextlib.suppress(casts.WrongType):
            cast(value)


@given(st.datetimes(datetime.datetime(1992, 1, 1), datetime.datetime(2999, 1, 1)))
def test_every_written_moment_is_read(moment):
    aware = moment.replace(tzinfo=SHANGHAI)
    assert casts.moment(aware.isoformat(), datetime.UTC) == aware
