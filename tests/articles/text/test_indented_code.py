import pytest

from articles.text.indented_code import code_end


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("    x = 1\n    y = 2", ["x = 1", "y = 2"]),
        ("段落\n\n    x = 1\n\n    y = 2\n\n后", ["x = 1", "", "y = 2"]),
        ('段落\n\n    print("中文")', ['print("中文")']),
        ("- 甲\n\n段落\n\n    x", ["x"]),
        ("# 题\n\n    a ``` b", ["a ``` b"]),
        ("\tx = 1", ["x = 1"]),
    ],
)
def test_indented_lines_are_code(html, text, code):
    rendered = html(text)

    assert "<pre>" in rendered
    assert "\n".join(code) in rendered.replace("&quot;", '"')


@pytest.mark.parametrize(
    "text",
    [
        "    缩进的一段",
        "    “引号开头”",
        "    ![图](a.jpg)",
        "段落\n    x = 1",
        "- 甲\n\n    x = 1",
        "- 甲\n  续\n\n    x\n\n    y",
        "1. 甲\n\n    x = 1",
        "术语\n: 定义\n\n    x = 1",
        "文[^1]\n\n[^1]: 注\n\n    x = 1",
        "!!! note\n    甲\n\n    x = 1",
    ],
)
def test_indented_lines_of_prose_or_of_an_item_are_no_code(html, text):
    assert "<pre>" not in html(text)


def test_indented_lines_in_a_fence_are_left_alone(html):
    assert html("```\na\n\n    b\n```").count("<pre>") == 1


def test_looking_above_has_an_end():
    lines = ["- 甲", "", *["    x", ""] * 20_000]

    assert all(code_end(lines, index) == index for index in range(2, len(lines), 2))
