import re

import pytest


def shape(html):
    html = re.sub(r"</?span[^>]*>|<div class=\"(highlight|table-scroll)\"[^>]*>|</div>", "", html)
    return re.sub(r"\s*\n\s*", "", html)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("```toml\na\n````\n后文", "<pre><code>a</code></pre><p>后文</p>"),
        ("```\n没有结尾", "<pre><code>没有结尾</code></pre>"),
        ("```go:main.go\na\n```", "<pre><code>a</code></pre>"),
        ("```bash {linenos=table,hl_lines=[1]}\na\n```", "<pre><code>a</code></pre>"),
        ('```text file="a b"\na\n```', "<pre><code>a</code></pre>"),
        ("前文\n```\na\n```\n后文", "<p>前文</p><pre><code>a</code></pre><p>后文</p>"),
        ("1. 甲\n\n   ```\n   a\n   ```\n   文\n2. 乙", "<ol><li><p>甲</p><pre><code>a</code></pre><p>文</p></li>"),
        ("- ```\n  a\n  ```\n- 乙", "<ul><li><pre><code>a</code></pre></li><li><p>乙</p></li></ul>"),
        ("> ```\n> a\n> ```\n> 后", "<blockquote><pre><code>a</code></pre><p>后</p></blockquote>"),
        ("> ```\n> a\n\n后", "<blockquote><pre><code>a</code></pre></blockquote><p>后</p>"),
        ("- 甲\n\n```\na\n```", "<ul><li>甲</li></ul><pre><code>a</code></pre>"),
    ],
)
def test_fences_open_and_close_as_in_commonmark(html, text, expected):
    assert expected in shape(html(text))


def test_language_and_title_of_code_are_kept(html):
    rendered = html('```python title="main.py" {linenos=true}\nimport os\n```')

    assert '<span class="filename">main.py</span>' in rendered
    assert '<span class="kn">import</span>' in rendered


TABLE = "<table><thead><tr><th>甲</th><th>乙</th></tr></thead><tbody><tr><td>一</td><td>二</td></tr></tbody></table>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("文字：\n| 甲 | 乙 |\n|---|---|\n| 一 | 二 |", f"<p>文字：</p>{TABLE}"),
        ("| 甲 | 乙 |\n|---|---|\n| 一 | 二 |\n## 题", f'{TABLE}<h2 id="题">题</h2>'),
        ("| 甲 | 乙 |\n|---|---|\n| 一 | 二 |\n> 引", f"{TABLE}<blockquote><p>引</p></blockquote>"),
        ("- 项\n\n  | 甲 | 乙 |\n  |---|---|\n  | 一 | 二 |\n\n  后", f"<p>项</p>{TABLE}<p>后</p>"),
    ],
)
def test_table_needs_no_empty_lines_around_it(html, text, expected):
    assert expected in shape(html(text))


def test_line_above_a_rule_of_other_width_is_no_table(html):
    assert "<table" not in html("文\n甲 | 乙 | 丙\n---|---")


def test_bar_in_the_code_of_a_cell_is_written_with_a_backslash(html):
    assert "<td><code>a|b</code></td>" in html("| 甲 | 乙 |\n|---|---|\n| `a\\|b` | 二 |")


def test_table_in_code_is_left_alone(html):
    assert "文\n| 甲 | 乙 |\n|---|---|\n## 题\n" in html("```\n文\n| 甲 | 乙 |\n|---|---|\n## 题\n```")
