import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text import count_characters, reading_minutes


def test_seed_article_has_1394(shared):
    text = shared("seed/content/posts/first-community-metaverse-conference/index.md").read_text(encoding="utf-8")

    assert count_characters(text.split("---\n", 2)[2]) == 1_394


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("元宇宙", 3),
        ("元宇宙，大会！", 5),
        ("滴度(DDO)社区", 5),
        ("3.0时代", 3),
        ("1,394 字", 2),
        ("10万亿", 3),
        ("hello world", 2),
        ("VR眼镜", 3),
        ("A1B2", 4),
        ("𠀀〇", 2),
        ("——……“”《》", 0),
        ("１２３个", 2),
        ("Привет мир", 2),
        # Markdown's own marks
        ("# 标题", 2),
        ("**粗**体", 2),
        ("- 甲\n- 乙", 2),
        ("1. 甲\n2. 乙", 2),
        ("> 1. 甲", 1),
        ("- [x] 办", 1),
        ("> 引", 1),
        ("正文[^1]\n\n[^1]: 注", 3),
        ("[文字](https://a.example/b1)", 2),
        ("[文字][ref]\n\n[ref]: https://a.example/ '题'", 2),
        ("![配图一](a1.jpg)", 0),
        ("![配图一](a1.jpg '大会现场')", 0),
        ("![图][ref]", 0),
        ("[![图](a.jpg)](https://a.example)", 0),
        ("<b>粗</b>", 1),
        ("前<!-- 注 2 -->后", 2),
        ("前<br>后", 2),
        ("<https://a.example>", 0),
        ("见https://a.example/b1。", 1),
        ("a&nbsp;b", 2),
        ("## 标题 {#abc}", 2),
        ("!!! note\n    字", 1),
        ("```python\nx = 1\n```", 2),
        ("*[HTML]: 标记语言", 0),
        ("| 甲 | 乙 |\n|---|:-:|\n| 1 | 2 |", 4),
        ("第一、[注]、第二", 5),
    ],
)
def test_rule_of_counting(text, expected):
    assert count_characters(text) == expected


@given(st.text(max_size=300))
def test_counting_never_fails_and_never_exceeds_the_length(text):
    assert 0 <= count_characters(text) <= len(text)


@given(st.text(alphabet="元宇宙大会社区", max_size=50))
def test_every_han_character_is_one(text):
    assert count_characters(text) == len(text)


@pytest.mark.parametrize(
    ("characters", "minutes"), [(0, 1), (1, 1), (400, 1), (401, 2), (1_394, 4), (1_600, 4), (1_601, 5)]
)
def test_reading_time_is_rounded_up_at_400_a_minute(characters, minutes):
    assert reading_minutes(characters) == minutes
