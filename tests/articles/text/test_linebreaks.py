import pytest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第一行\n第二行", "第一行第二行"),
        ("第一行，\n第二行", "第一行，第二行"),
        ("第一行\n“第二行”", "第一行“第二行”"),
        ("第一行——\n第二行", "第一行——第二行"),
        ("（第一行）\n《第二行》", "（第一行）《第二行》"),
        ("第一行 \n  第二行", "第一行第二行"),
        ("一\n二\n三\n四", "一二三四"),
        ("𠀀\n𠀁", "𠀀𠀁"),
        ("first\nsecond", "first\nsecond"),
        ("中文\nEnglish", "中文\nEnglish"),
        ("English\n中文", "English\n中文"),
        ("于\n2022年", "于\n2022年"),
        ("**粗体**\n后文", "<strong>粗体</strong>后文"),
        ("前文\n**粗体**", "前文<strong>粗体</strong>"),
        ("*一*\n**二**", "<em>一</em><strong>二</strong>"),
        ("**一\n二**", "<strong>一二</strong>"),
        ("一\n`二`\n三", "一<code>二</code>三"),
        ("`一\n二`", "<code>一\n二</code>"),
    ],
)
def test_line_end_vanishes_between_chinese_only(html, text, expected):
    assert html(text) == f"<p>{expected}</p>"


def test_link_ends_no_line(html):
    assert html("前文\n[链接](/a/)\n后文") == '<p>前文<a href="/a/" rel="noopener">链接</a>后文</p>'


def test_hard_break_stays(html):
    assert html("第一行  \n第二行").replace("\n", "") == "<p>第一行<br>第二行</p>"
    assert "<br>" in html("第一行<br>\n第二行")


def test_no_break_is_joined_across_a_picture(html):
    assert "一\n<img" in html("一\n![设置](a.png)二")


def test_break_in_a_list_and_a_quote_vanishes_too(html):
    assert "<li>一二</li>" in html("- 一\n  二")
    assert "<p>一二</p>" in html("> 一\n> 二")


def test_paragraphs_are_not_joined(html):
    assert html("一\n\n二") == "<p>一</p>\n<p>二</p>"


@pytest.mark.parametrize("indent", ["　　", "  ", "&emsp;&emsp;", "　 "])
def test_indent_of_a_paragraph_is_dropped(html, indent):
    assert html(f"{indent}第一段\n\n{indent}第二段") == "<p>第一段</p>\n<p>第二段</p>"


def test_space_inside_a_paragraph_stays(html):
    assert html("甲　乙") == "<p>甲　乙</p>"
