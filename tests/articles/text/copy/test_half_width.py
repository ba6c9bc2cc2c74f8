import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.copy import apply_edits, fix_half_width
from articles.text.copy.half_width import FULL_WIDTH, half_width_edits
from articles.text.copy.prose import Source
from articles.text.limits import TextTooComplex
from articles.text.render import render
from articles.text.tree import parse

PIECES = """中 文字 中文。 a app 3 1,000 3.14 12:30 v2.0 a.txt , . : ; ? ! ?! ... ( ) （ ） [ ] ![ ]( " ' “ ” don't
https://a.cn/x?y=1, www.a.cn @ a@b.cn \\ ` ``` ~~~ <b> </b> <a <br/> href="中, "> <!-- --> &amp; * ** _ # - > |
--- |:--| {#中: } {{< >}} :smile: [^1] [^1]: [中]: *[中]: !!!"""
pieces = st.sampled_from([*PIECES.split(), " ", "\n", "\n\n", "\t"])
sources = st.lists(st.one_of(pieces, st.text(max_size=4)), max_size=40).map("".join)


@pytest.mark.parametrize(
    ("typed", "fixed"),
    [
        ("今天,我们开会.", "今天，我们开会。"),
        ("滴度(DDO)社区", "滴度（DDO）社区"),
        ('他说"好",然后走了.', "他说“好”，然后走了。"),
        ('他说:"don\'t"吧', "他说：“don't”吧"),
        ("**重点**:内容", "**重点**：内容"),
        ("真的吗?!", "真的吗？！"),
        ("好, 的: 是  吗?  \n一", "好，的：是  吗？  \n一"),
        ("“好”,他说", "“好”，他说"),
        ("图1:会场 Q:问", "图1：会场 Q：问"),
        ("（第一期)开工", "（第一期）开工"),
        ("见https://a.cn/x?a=1,b,后文", "见https://a.cn/x?a=1,b，后文"),
        ("[中文,文](a.md)中文,", "[中文，文](a.md)中文，"),
        ("[^1]: 注,释", "[^1]: 注，释"),
        ("| 中,文 | b |\n|:--|--:|", "| 中，文 | b |\n|:--|--:|"),
        ("## 标题:好 {#id:中,}", "## 标题：好 {#id:中,}"),
        ("1. 中文,好\n2) 中,文", "1. 中文，好\n2) 中，文"),
        ("'甲'和'乙'", "‘甲’和‘乙’"),
    ],
)
def test_marks_beside_hanzi_become_full_width(typed, fixed):
    assert fix_half_width(typed) == fixed


UNTOUCHED = [
    *("`中,文`", "```\n中,文\n```", "``中\n,文``", "~~~py\n中,文", "<pre>中,文</pre>", "<!-- 中,文 -->"),
    *('![图,一](a,b.png "说,明")', '[a](中,文.md "中,),文")', "<https://a.cn/中,文>", '<img alt="中,文">'),
    *("[中,文]: /a", "[中,文][]\n\n[中,文]: /a", "比分 3:2 于 12:30 定", "价格1,000.5元", "版本v2.0.中文"),
    *("f(x)的值", "iPhone(2024)发布", "文件.docx", "马克.扎克伯格", "一.中文", '27"显示器', "中文:smile:中文"),
    *(
        "\\,中文",
        '!!! note "标题,中"',
        ": 定义",
        "中文...",
        "{{< figure src=中,文 >}}",
        '{{< echarts >}}\n{"中": "文"}\n{{< /echarts >}}',
        "&nbsp;中",
        "名单@a.cn",
    ),
    *("中文![图](a.png)", "---\ntitle: 中,文\n---\n", "The word 好, meaning good.", "Hello, world."),
    *("“Hi”, he said.", "", "中文http://"),
]


@pytest.mark.parametrize("text", UNTOUCHED)
def test_everything_else_stays(text):
    assert fix_half_width(text) == text


@given(sources)
def test_fixing_twice_changes_nothing_more(text):
    once = fix_half_width(text)
    assert fix_half_width(once) == once


@given(sources)
def test_only_single_marks_and_the_space_behind_them_are_replaced_and_numbers_stay(text):
    edits = half_width_edits("body", Source(text))
    fixed = apply_edits(text, edits)
    allowed = {*FULL_WIDTH.values(), *"（）“”‘’"}
    assert all(len(text[edit.start : edit.end].rstrip(" ")) == 1 and edit.text in allowed for edit in edits)
    assert [edit.start for edit in edits] == sorted({edit.start for edit in edits})
    assert len(fixed.replace(" ", "")) == len(text.replace(" ", ""))
    number = re.compile(r"[0-9]+(?:[.,:][0-9]+)+")
    assert number.findall(text) == number.findall(fixed)


@given(sources.map(lambda text: re.sub(r"[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]", "é", text)))
def test_a_text_without_hanzi_is_never_changed(text):
    assert fix_half_width(text) == text


@given(sources)
def test_what_readers_get_differs_in_punctuation_only(text):
    try:
        before = _shape(text)
    except TextTooComplex:
        return
    assert _shape(fix_half_width(text)) == before


def _shape(source):
    """Return the elements of a rendered text, its addresses and its code; ids come from words, so they may change."""
    root = parse(render(source, pictures=lambda reference: None).html)
    return [
        (element.tag, element.attributes.get("href", "").partition("#")[0], element.tag == "code" and element.text())
        for element in root.iter()
    ]
