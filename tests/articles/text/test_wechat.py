"""A body as the editor of a 公众号 keeps it: styles on elements, notes for links, numbers for pictures."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text import Picture, render
from articles.text.wechat import addresses, for_wechat

SITE = "https://news.example.cn/posts/x/"
PHOTO = Picture("/media/r/750.jpg", 750, 500, "/media/o/aa/hall.jpg", alt="会场", credit="主办方", enlarged="/w 480w")


def made(source, gallery=True):
    return for_wechat(render(source, pictures=lambda reference: PHOTO, gallery=gallery).html, site=SITE)


def words(html):
    return re.sub(r"<[^>]+>", "", html)


def test_links_become_numbered_notes_and_the_same_address_has_one_number():
    html = made("见[报告](https://a.example/r)与[年报](/posts/y/)，再看[一次](https://a.example/r)。").html

    assert "href" not in html
    assert words(html) == (
        "见报告[1]与年报[2]，再看一次[1]。参考链接[1] 报告：https://a.example/r[2] 年报：https://news.example.cn/posts/y/"
    )


def test_bare_address_is_noted_once_and_a_link_within_wechat_stays():
    html = made("https://a.example/r\n\n[旧文](https://mp.weixin.qq.com/s/abc)").html

    assert "[1] https://a.example/r" in words(html)
    assert '<a href="https://mp.weixin.qq.com/s/abc">旧文</a>' in html


def test_pictures_are_numbered_lines_and_listed_in_order():
    article = made('![会场](a.jpg "开幕式")\n\n段落。\n\n![](b.jpg)\n\n![](c.jpg)')

    lines = re.findall(r"［图 \d：[^］]*］", words(article.html))
    assert lines == [
        "［图 1：01-750.jpg，开幕式\u3000图源：主办方］",
        "［图 2：02-750.jpg，图源：主办方］",
        "［图 3：03-750.jpg，图源：主办方］",
    ]
    assert words(article.html).count("开幕式\u3000图源：主办方") == 2, "as the line's words, and as the caption below"
    assert [(one.number, one.address) for one in article.pictures] == [(n, "/media/r/750.jpg") for n in (1, 2, 3)]
    assert "<img" not in article.html


def test_a_picture_is_called_what_its_file_is_called():
    html = render("![会场](a.jpg)", pictures=lambda reference: PHOTO).html

    article = for_wechat(html, site=SITE, names=dict.fromkeys(addresses(html), "大厅.jpg"))

    assert "［图 1：01-大厅.jpg，图源：主办方］" in article.html
    assert [one.name for one in article.pictures] == ["01-大厅.jpg"]


def test_code_keeps_its_lines_and_spaces():
    html = made("```python\nif a:\n    b()\n```").html

    assert "if&nbsp;a:<br>&nbsp;&nbsp;&nbsp;&nbsp;b()" in html
    assert "<span" not in html


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("- [x] 已办\n- [ ] 未办", ["☑ 已办", "☐ 未办"]),
        ("!!! warning\n    小心台阶", ["小心台阶"]),
        ("术语\n: 解释", ["术语", "解释"]),
        ("<details><summary>展开</summary>内容</details>", ["展开", "内容"]),
        ("| 甲 | 乙 |\n|:-:|--:|\n| 1 | 2 |", ["text-align:center", "border-collapse:collapse"]),
        ("正文[^1]。\n\n[^1]: 出处。", ["正文", "出处。"]),
        ("https://www.bilibili.com/video/BV1Sx411T7QQ", ["▶ 观看视频，哔哩哔哩", "https://www.bilibili.com/video/"]),
        ("<ruby>汉<rt>hàn</rt></ruby>", ["汉（hàn）"]),
    ],
)
def test_every_construct_keeps_its_words(source, expected):
    html = made(source).html

    assert [part for part in expected if part not in html and part not in words(html)] == []


def test_footnotes_have_no_way_back():
    html = made("正文[^1]。\n\n[^1]: 出处。").html

    assert "↩" not in html
    assert "href" not in html


@pytest.mark.parametrize(
    "text", ["# 题\n\n> 引\n\n**粗**`码`", "![](a.jpg)", "| a |\n|---|\n| b |", "![](a.jpg)\n\n![](b.jpg)"]
)
def test_nothing_is_left_that_the_editor_would_drop(text):
    html = made(text).html

    assert re.findall(r"\s(class|id|role|tabindex|data-[a-z]+|aria-[a-z]+|srcset|on[a-z]+)=", html) == []


@given(st.text())
def test_any_text_is_safe(source):
    html = made(source[:200]).html
    assert not re.search(r"<(script|img|iframe|svg|style|object)\b|javascript:", html, re.IGNORECASE)
