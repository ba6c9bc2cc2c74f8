import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text import typeset
from articles.text.tree import parse, serialise
from articles.text.typography import set_type


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('"甲"和"乙"', "“甲”和“乙”"),
        ('中文"引号"中文', "中文“引号”中文"),
        ('他说："好的"。', "他说：“好的”。"),
        ("('甲')和 'b'", "(‘甲’)和 ‘b’"),
        ("\"他说'好'\"", "“他说‘好’”"),
        ("it's Tom's", "it’s Tom’s"),
        ('"it\'s"', "“it’s”"),
        ('55"电视和"新"电视', '55"电视和“新”电视'),
        ("2019--2022 年", "2019–2022 年"),
        ("a -- b", "a – b"),
        ("a---b", "a—b"),
        ("社区--我们的家", "社区——我们的家"),
        ("社区---我们的家", "社区——我们的家"),
        ("-- 编辑部", "—— 编辑部"),
        ("等等...", "等等……"),
        ("等等......", "等等……"),
        ("wait... what", "wait… what"),
    ],
)
def test_typed_marks_become_printed_ones(typed, printed):
    assert typeset(typed) == printed


@pytest.mark.parametrize(
    "typed",
    [
        'A"',
        '"未完',
        '一" 二 "三',
        "“甲”——乙……",
        "a -> b --> c <-- d",
        "用 --force 重来",
        "(--help)",
        "-----",
        "../../a",
        "....",
        "{{< music server=\"netease\" >}} {% now 'Y' %}",
        "2022-03-24",
    ],
)
def test_marks_of_another_meaning_stay(typed):
    assert typeset(typed) == typed


@pytest.mark.parametrize(
    ("html", "printed"),
    [
        ('<p>"<strong>甲</strong>"乙</p>', "<p>“<strong>甲</strong>”乙</p>"),
        ('<p>"<code>"</code>"</p>', '<p>“<code>"</code>”</p>'),
        ('<pre>a "b" -- c...</pre>', '<pre>a "b" -- c...</pre>'),
        ('<p>"甲</p><p>乙"</p>', '<p>"甲</p><p>乙"</p>'),
        ('<p>"甲<br>乙"</p>', "<p>“甲<br>乙”</p>"),
        ('<table><tr><td>"甲</td><td>乙"</td></tr></table>', '<table><tr><td>"甲</td><td>乙"</td></tr></table>'),
        ('<p>"<a href="https://a.example/--b">https://a.example/--b</a>"</p>',
         '<p>“<a href="https://a.example/--b">https://a.example/--b</a>”</p>'),
        ("<p>社区--<b>我们</b></p>", "<p>社区——<b>我们</b></p>"),
    ],
)  # fmt: skip
def test_marks_are_paired_within_a_block_and_never_changed_in_code_or_addresses(html, printed):
    root = parse(html)
    set_type(root)

    assert serialise(root) == printed


def test_a_body_is_set_like_a_description(html):
    words = '首届"社区"大会--在西山...'

    assert html(words) == f"<p>{typeset(words)}</p>"


@given(st.text(alphabet="\"'-. \n甲a1“”", max_size=40))
def test_setting_twice_changes_nothing(typed):
    once = typeset(typed)

    assert typeset(once) == once
