import pytest

from articles.text.nearness import are_alike, bare, one_edit_apart


@pytest.mark.parametrize(
    ("one", "other"), [("0220701141827.png", "20220701141827.png"), ("abc", "abx"), ("abc", "ab"), ("abcd", "acbd")]
)
def test_one_edit_is_one_character(one, other):
    assert one_edit_apart(one, other)
    assert one_edit_apart(other, one)


@pytest.mark.parametrize(
    ("one", "other"), [("abc", "abc"), ("abc", "axx"), ("abc", "a"), ("20220701141840", "0220701141827")]
)
def test_more_or_nothing_is_not(one, other):
    assert not one_edit_apart(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("首届中国社区元宇宙大会完美落幕", "首届中国社区元宇宙大会 完美落幕！"),
        ("首届中国社区元宇宙大会完美落幕", "首届中国社区元宇宙大会圆满落幕"),
        ("ＶＲ 眼镜进社区", "vr眼镜进社区"),
        ("大会", "大会"),
    ],
)
def test_headlines_that_say_the_same_are_alike(one, other):
    assert are_alike(bare(one), bare(other))
    assert are_alike(bare(other), bare(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("社区新闻第12号", "社区新闻第13号"),
        ("新食堂开张", "老食堂关门"),
        ("大会", "大会？开"),
        ("", ""),
        ("，。", "！"),
        ("社区", "社区元宇宙大会"),
    ],
)
def test_other_headlines_are_not(one, other):
    assert not are_alike(bare(one), bare(other))
