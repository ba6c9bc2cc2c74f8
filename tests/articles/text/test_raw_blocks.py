import re

import pytest


def shape(html):
    return re.sub(r"\s*\n\s*", "", html)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '<div align="center">\n\n**粗**\n\n</div>\n\n后',
            '<div class="align-center"><p><strong>粗</strong></p></div><p>后</p>',
        ),
        (
            "<details>\n<summary>看</summary>\n\n- 甲\n\n</details>",
            "<details><summary>看</summary><ul><li>甲</li></ul></details>",
        ),
        ("<center>\n\n## 题\n\n</center>", '<h2 id="题">题</h2>'),
        (
            "<table><tr><td>\n\n**粗**\n\n</td></tr></table>",
            "<table><tbody><tr><td><p><strong>粗</strong></p></td></tr></tbody></table>",
        ),
        ("- 甲\n\n  <div>\n\n  *斜*\n\n  </div>\n\n- 乙", "<div><p><em>斜</em></p></div></li><li>"),
        ("文\n<div>\n\n*斜*\n\n</div>", "<p>文</p><div><p><em>斜</em></p></div>"),
    ],
)
def test_markdown_after_an_empty_line_inside_raw_html_is_read(html, text, expected):
    assert expected in shape(html(text))


def test_whole_block_of_raw_html_stays_html(html):
    assert shape(html("<div>\n<p>a *b*</p>\n</div>\n后")) == "<div><p>a *b*</p></div><p>后</p>"


def test_empty_lines_do_not_end_preformatted_text_or_a_comment(html):
    assert "a\n\n*b*" in html("<pre>a\n\n*b*</pre>")
    assert html("<!-- <div>\n\n注 -->\n\n后") == "<p>后</p>"


def test_unclosed_element_does_not_swallow_the_rest(html):
    assert '<h2 id="题">题</h2>' in html("<div>\n\n文\n\n## 题")


def test_raw_html_in_code_is_left_alone(html):
    assert "&lt;div&gt;\n\n**粗**\n\n&lt;/div&gt;" in html("```\n<div>\n\n**粗**\n\n</div>\n```")
