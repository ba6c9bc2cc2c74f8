"""Two people's sentences in one text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.versions.comparison import merge

BASE = "一。二。三。四。五。六。"
SENTENCES = st.lists(st.sampled_from(["一。", "二。", "三。", "四。\n", "五。"]), max_size=12).map("".join)


@pytest.mark.parametrize(
    ("mine", "theirs", "both"),
    [
        ("一改。二。三。四。五。六。", "一。二。三。四。五改。六。", "一改。二。三。四。五改。六。"),
        ("一。三。四。五。六。", "一。二。三。四。五。六。七。", "一。三。四。五。六。七。"),
        ("一。二。新。三。四。五。六。", "一。二。三。四。五。", "一。二。新。三。四。五。"),
        ("一。二改。三。四。五。六。", "一。二改。三。四。五。六。", "一。二改。三。四。五。六。"),
    ],
    ids=["one each", "cut and add", "insert and cut", "the same change"],
)
def test_changes_that_do_not_touch_are_both_in_the_text(mine, theirs, both):
    assert merge(BASE, mine, theirs) == both


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ("一。二甲。三。四。五。六。", "一。二乙。三。四。五。六。"),
        ("一。二甲。三。四。五。六。", "一。二。三乙。四。五。六。"),
        ("一。二。甲。三。四。五。六。", "一。二。乙。三。四。五。六。"),
        ("一。四。五。六。", "一。二。三改。四。五。六。"),
    ],
    ids=["one sentence", "neighbours", "one place", "cut what the other changed"],
)
def test_changes_that_touch_are_not_merged(mine, theirs):
    assert merge(BASE, mine, theirs) is None
    assert merge(BASE, theirs, mine) is None


@given(SENTENCES, SENTENCES)
def test_what_only_one_changed_is_taken_as_it_is(base, changed):
    assert merge(base, changed, base) == changed
    assert merge(base, base, changed) == changed
    assert merge(base, changed, changed) == changed


@given(SENTENCES, SENTENCES, SENTENCES)
def test_it_does_not_matter_who_was_first(base, mine, theirs):
    assert merge(base, mine, theirs) == merge(base, theirs, mine)
