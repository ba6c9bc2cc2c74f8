"""Links and code spans are found as Python-Markdown finds them, but for what it loses, and in time."""

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.brackets import BoundedSearches

# No quotes and no backticks: there Python-Markdown loses text, see below.
parts = st.sampled_from(
    ["[", "]", "(", ")", "!", "[a]", "[a](b)", "![字](c.png)", "<", ">", "\\", "a", " ", "\n", "字"]
)
texts = st.lists(parts, max_size=40).map("".join)


@given(texts)
def test_links_are_those_of_python_markdown(text):
    text += "\n\n[a]: /x"

    assert markdown.markdown(text, extensions=[BoundedSearches()]) == markdown.markdown(text)


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ('详见[公告](http://a.cn "(试行)。更多文字。', "更多文字。"),
        ("[甲](乙'(丙 丁。后文", "后文"),
        ("[a](字] (]['字[a](([\n后文", "后文"),
    ],
)
def test_a_target_that_is_not_closed_swallows_no_text(html, source, kept):
    assert kept in html(source)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("`a`", "<code>a</code>"),
        ("``a`b``", "<code>a`b</code>"),
        ("`` ` ``", "<code>`</code>"),
        ("``'```code```", "``'<code>code</code>"),
        ("`a ``b`` c", "`a <code>b</code> c"),
        ("`没有结束", "`没有结束"),
    ],
)
def test_code_spans(html, source, expected):
    assert html(source) == f"<p>{expected}</p>"


def test_a_link_with_many_brackets_in_its_words(html):
    words = "".join(f"[{number}]" for number in range(15))

    assert html(f"[见 {words}](/a/)") == f'<p><a href="/a/" rel="noopener">见 {words}</a></p>'


@pytest.mark.parametrize("mark", ["[", "![", "[a", "[[", "[a](b", "![a](b"])
def test_marks_that_nobody_closes_are_shown_as_typed(html, mark):
    text = mark * 3_000

    assert html(text) == f"<p>{text}</p>"
