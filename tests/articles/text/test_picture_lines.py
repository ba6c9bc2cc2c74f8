import re

import pytest


def shape(html):
    html = re.sub(r"<figure.*?</figure>", "[图]", html, flags=re.DOTALL)
    return re.sub(r"\s*\n\s*", "", re.sub(r"<img[^>]*>", "[小图]", html))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("如下图：\n![图](a.jpg)", "<p>如下图：</p>[图]"),
        ("如下图：\n![图](a.jpg)\n后文", "<p>如下图：</p>[图]<p>后文</p>"),
        ("甲  \n![图](a.jpg)  \n乙", "<p>甲</p>[图]<p>乙</p>"),
        ("甲<br>![图](a.jpg)<br>乙", "<p>甲</p>[图]<p>乙</p>"),
        ("![图](a.jpg)\n图：大会现场", "[图]<p>图：大会现场</p>"),
        ("甲\n![图](a.jpg)\n![图](b.jpg)\n乙", "<p>甲</p>[图][图]<p>乙</p>"),
        ("甲\n[![图](a.jpg)](/x/)\n**乙**", "<p>甲</p>[图]<p><strong>乙</strong></p>"),
        ("- 甲\n  ![图](a.jpg)\n- 乙", "<ul><li>甲[图]</li><li>乙</li></ul>"),
        ("- ![图](a.jpg)", "<ul><li>[图]</li></ul>"),
        ("> 甲\n> ![图](a.jpg)", "<blockquote><p>甲</p>[图]</blockquote>"),
    ],
)
def test_picture_alone_on_its_line_is_a_figure(html, text, expected):
    assert shape(html(text)) == expected


@pytest.mark.parametrize(
    "text", ["见 ![图](a.jpg) 处", "见 ![图](a.jpg) ![图](b.jpg)", "**甲**![图](a.jpg)", "![图](a.jpg) 甲"]
)
def test_picture_inside_a_line_stays_in_it(html, text):
    assert "[图]" not in shape(html(text))


def test_figures_are_numbered_as_they_stand_on_the_page(html):
    rendered = html("- 甲\n  ![](a.jpg)\n\n段落\n\n![](b.jpg)\n\n乙\n![](c.jpg)")

    assert re.findall(r'id="(img-\d)"', rendered) == ["img-1", "img-2", "img-3"]
    assert re.findall(r"查看第 (\d) 张图片", rendered) == ["1", "2", "3"]
