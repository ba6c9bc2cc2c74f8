import re

import pytest


def shape(html):
    return re.sub(r"\s*\n\s*", "", html)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("文字：\n- 甲\n- 乙", "<p>文字：</p><ul><li>甲</li><li>乙</li></ul>"),
        ("文字：\n1. 甲", "<p>文字：</p><ol><li>甲</li></ol>"),
        ("- 甲\n  - 乙\n    - 丙\n- 丁", "<ul><li>甲<ul><li>乙<ul><li>丙</li></ul></li></ul></li><li>丁</li></ul>"),
        ("- 甲\n    - 乙", "<ul><li>甲<ul><li>乙</li></ul></li></ul>"),
        ("1. 甲\n   - 乙\n2. 丙", "<ol><li>甲<ul><li>乙</li></ul></li><li>丙</li></ol>"),
        ("1) 甲\n2) 乙", "<ol><li>甲</li><li>乙</li></ol>"),
        ("3. 甲\n4. 乙", '<ol start="3"><li>甲</li><li>乙</li></ol>'),
        ("- 甲\n\n  续\n\n完", "<ul><li><p>甲</p><p>续</p></li></ul><p>完</p>"),
        ("- 甲\n## 乙", '<ul><li>甲</li></ul><h2 id="乙">乙</h2>'),
        ("- 甲\n\n  续\n- 乙", "<ul><li><p>甲</p><p>续</p></li><li><p>乙</p></li></ul>"),
        (
            "- 甲\n  - 乙\n\n    续\n  - 丙\n- 丁",
            "<ul><li><p>甲</p><ul><li><p>乙</p><p>续</p></li><li><p>丙</p></li></ul></li><li><p>丁</p></li></ul>",
        ),
        ("1. 甲\n  - 乙\n2. 丙", "<ol><li>甲<ul><li>乙</li></ul></li><li>丙</li></ol>"),
        ("- 甲\n1. 乙", "<ul><li>甲</li></ul><ol><li>乙</li></ol>"),
        ("> 文\n> - 甲\n>   - 乙", "<blockquote><p>文</p><ul><li>甲<ul><li>乙</li></ul></li></ul></blockquote>"),
        ("- 甲\n> 引", "<ul><li>甲</li></ul><blockquote><p>引</p></blockquote>"),
        ("> - 甲\n>\n> > 深", "<blockquote><ul><li>甲</li></ul><blockquote><p>深</p></blockquote></blockquote>"),
        ("> 引 --> 后", "<blockquote><p>引 --&gt; 后</p></blockquote>"),
        ("- 甲\n---\n后", "<ul><li>甲</li></ul><hr><p>后</p>"),
        ("___\n---\n后", "<hr><hr><p>后</p>"),
        ("题\n---", '<h2 id="题">题</h2>'),
        ("甲\\\n乙", "<p>甲<br>乙</p>"),
        (r"a\,b\%c\\d", r"<p>a,b%c\d</p>"),
        ("* * *", "<hr>"),
        ("- - -", "<hr>"),
    ],
)
def test_lists_begin_and_nest_as_in_commonmark(html, text, expected):
    assert shape(html(text)) == expected


def test_number_inside_a_sentence_starts_no_list(html):
    assert "<ol" not in html("成立于\n2022. 年")


def test_list_marks_in_code_are_left_alone(html):
    assert "- 甲\n  - 乙\n" in html("```\n- 甲\n  - 乙\n```")


def test_code_in_a_list_item_stays_in_it(html):
    rendered = html("- 甲\n\n  ```\n  x = 1\n  ```\n\n- 乙")

    assert rendered.count("<ul>") == 1
    assert "<code>x = 1\n</code>" in rendered


def test_empty_line_ends_a_quote(html):
    assert html("> 甲\n\n> 乙").count("<blockquote>") == 2
    assert html("> 甲\n>\n> 乙").count("<blockquote>") == 1
    assert html("> 甲\n> ```\n> x\n>\n> y\n> ```\n> 乙").count("<blockquote>") == 1


@pytest.mark.parametrize(
    ("text", "ticks"), [("- [x]甲\n- [ ]乙", 2), ("1. [X]甲", 1), ("- [x](/a/)", 0), ("- []甲", 0)]
)
def test_tick_needs_no_space_behind_it(html, text, ticks):
    assert html(text).count("<input") == ticks


def test_backslash_that_is_escaped_breaks_no_line(html):
    assert "<br>" not in html("一\\\\\n二")
    assert "<br>" in html("一\\\n二")
