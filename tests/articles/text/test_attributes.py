import pytest

from articles.text import plain_text


@pytest.mark.parametrize(
    "text",
    [
        "**大会**{待定}后文",
        "_John Gruber_{{< /style >}}",
        "[链接](/a/){{% x %}}",
        "## 标题 {待定}",
        "`代码`{x}",
        "文\n{注}",
    ],
)
def test_words_in_braces_are_words(html, text):
    shown = plain_text(html(text))
    assert text[text.index("{") :] in shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## 标题 {#dahui}", '<h2 id="user-dahui">标题</h2>'),
        ("## 标题 {#大会 .none}", '<h2 id="user-大会">标题</h2>'),
        ("## 标题 {.none}", '<h2 id="标题">标题</h2>'),
    ],
)
def test_attributes_of_a_heading_are_read(html, text, expected):
    assert html(text) == expected
