"""
Bold beside Chinese punctuation.

CommonMark's rule of flanking fails in Chinese, which puts no spaces around words (commonmark-spec #650).
These shapes are our own.
"""

import pytest

SHAPES = [
    ("**中文（加粗）。**后文", "<strong>中文（加粗）。</strong>后文"),
    ("**“引号”**后文", "<strong>“引号”</strong>后文"),
    ("前文**“引号”**后文", "前文<strong>“引号”</strong>后文"),
    ("前文**《书名》**后文", "前文<strong>《书名》</strong>后文"),
    ("前文**（括号）**后文", "前文<strong>（括号）</strong>后文"),
    ("前文**【方头】**后文", "前文<strong>【方头】</strong>后文"),
    ("**粗体。**后文", "<strong>粗体。</strong>后文"),
    ("**粗体，**后文", "<strong>粗体，</strong>后文"),
    ("**粗体：**后文", "<strong>粗体：</strong>后文"),
    ("**粗体；**后文", "<strong>粗体；</strong>后文"),
    ("**粗体！**后文", "<strong>粗体！</strong>后文"),
    ("**粗体？**后文", "<strong>粗体？</strong>后文"),
    ("**粗体……**后文", "<strong>粗体……</strong>后文"),
    ("**粗体——**后文", "<strong>粗体——</strong>后文"),
    ("前文**——破折号**后文", "前文<strong>——破折号</strong>后文"),
    ("一。**二。**三。", "一。<strong>二。</strong>三。"),
    ("（**粗体**）后文", "（<strong>粗体</strong>）后文"),
    ("“**粗体**”后文", "“<strong>粗体</strong>”后文"),
    ("**1.0时代：**互联网", "<strong>1.0时代：</strong>互联网"),
    ("增长**20%**左右", "增长<strong>20%</strong>左右"),
    ("滴度**(DDO)**社区", "滴度<strong>(DDO)</strong>社区"),
    ("*着重。*后文", "<em>着重。</em>后文"),
    ("前文*“着重”*后文", "前文<em>“着重”</em>后文"),
    ("***都要。***后文", "<strong>"),
    ("~~删去。~~后文", "<del>删去。</del>后文"),
    ("前文==“标记”==后文", "前文<mark>“标记”</mark>后文"),
    ("前文**甲。**中间**乙。**后文", "前文<strong>甲。</strong>中间<strong>乙。</strong>后文"),
    ("前文**[链接](/a/)**后文", '前文<strong><a href="/a/" rel="noopener">链接</a></strong>后文'),
    ("前文[**“链接”**](/a/)后文", "<strong>“链接”</strong></a>后文"),
    ("前文**`代码`**后文", "前文<strong><code>代码</code></strong>后文"),
    ("**甲**、**乙**和**丙。**", "<strong>甲</strong>、<strong>乙</strong>和<strong>丙。</strong>"),
    ("**“A”和“B”**以及", "<strong>“A”和“B”</strong>以及"),
    ("**强调（*轻重*）。**后", "<strong>强调（<em>轻重</em>）。</strong>后"),
    ("- **项：**内容", "<li><strong>项：</strong>内容</li>"),
    ("> **引：**内容", "<p><strong>引：</strong>内容</p>"),
    ("## **题：**副题", "<strong>题：</strong>副题</h2>"),
    ("| 甲 |\n|---|\n| **值：**内容 |", "<td><strong>值：</strong>内容</td>"),
    ("👍**好！**👍", "👍<strong>好！</strong>👍"),
    ("这是**Python（3.13）**的", "这是<strong>Python（3.13）</strong>的"),
]


@pytest.mark.parametrize(("text", "expected"), SHAPES)
def test_emphasis_works_beside_chinese_punctuation(html, text, expected):
    rendered = html(text)

    assert expected in rendered
    assert "*" not in rendered


@pytest.mark.parametrize("text", ["2 * 3 * 4", "snake_case_name", "a_b_c"])
def test_marks_that_are_no_marks_stay(html, text):
    assert html(text) == f"<p>{text}</p>"
