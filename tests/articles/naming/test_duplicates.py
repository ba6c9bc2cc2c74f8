import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.naming.duplicates import LONG, MOST_ALIKE, SHORT, twins
from articles.naming.folding import name_key
from tests.pace import takes_at_most


def alike(*names):
    found = twins(enumerate(names))
    return {names[key]: [names[other] for other in others] for key, others in found.items()}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("AI 元宇宙", "ａｉ元宇宙"),
        ("數字人", "数字人"),
        ("元宇宙 大会", "元宇宙大会"),
        ("数字社区建设", "数字社区健设"),  # another character
        ("全球元宇宙大会", "全球元宇宙大大会"),  # one more
        ("Metaverse", "Metavers"),
    ],
)
def test_two_spellings_and_a_slip_of_one_character_are_found_both_ways(one, other):
    assert alike(one, "别的名字", other) == {one: [other], other: [one]}


@pytest.mark.parametrize(
    "names",
    [
        ("北京", "南京"),  # short: another word
        ("元宇宙大会2025", "元宇宙大会2026"),
        ("元宇宙大会第一届", "元宇宙大会第二届"),
        ("元宇宙大会", "元宇宙大会2"),
        ("数字社区建设", "数字社区规划"),
        tuple(f"{city}市社区新闻" for city in "京沪津渝穗"),
    ],
)
def test_figures_short_names_and_rows_of_names_are_no_slips(names):
    assert alike(*names) == {}


def distance_is_one(one, other):
    if len(one) == len(other):
        differ = [pair for pair in zip(one, other, strict=True) if pair[0] != pair[1]]
        return len(differ) == 1 and not all(character.isnumeric() for character in differ[0])
    short, long = sorted((one, other), key=len)
    return len(long) == len(short) + 1 and any(
        long[:place] + long[place + 1 :] == short and not long[place].isnumeric() for place in range(len(long))
    )


@given(st.lists(st.text("ab1数字", min_size=4, max_size=7), unique=True, max_size=MOST_ALIKE))
def test_the_same_as_comparing_each_with_each(names):
    keys = [name_key(name) for name in names]
    expected = {
        one: tuple(
            other
            for other in range(len(names))
            if other != one
            and (
                keys[one] == keys[other]
                or (min(len(keys[one]), len(keys[other])) >= SHORT and distance_is_one(keys[one], keys[other]))
            )
        )
        for one in range(len(names))
    }
    assert twins(enumerate(names)) == {one: others for one, others in expected.items() if others}


def test_twenty_thousand_names_take_a_moment_and_long_ones_no_longer():
    names = [(number, f"标签名字之{number:05}号社区") for number in range(20_000)]
    names += [(30_000 + number, "长" * (LONG + number)) for number in range(50)]

    assert takes_at_most(5, lambda: twins(names)) == {}
