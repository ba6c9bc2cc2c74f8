import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text import ImageReference, image_references, render


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("![合影](a.jpg)", [("a.jpg", "合影", "")]),
        ('![合影](a.jpg "说明")', [("a.jpg", "合影", "说明")]),
        ("![合影](a.jpg '说明')", [("a.jpg", "合影", "说明")]),
        ('![合影](a.jpg "说 \\"明\\"")', [("a.jpg", "合影", '说 "明"')]),
        ("![](会场 合影.jpg)", [("会场 合影.jpg", "", "")]),
        ("![](<会场 合影.jpg>)", [("会场 合影.jpg", "", "")]),
        ("![](a(1).jpg)", [("a(1).jpg", "", "")]),
        ("![a [b] c](x.jpg)", [("x.jpg", "a [b] c", "")]),
        ("![](https://b.example/a.jpg)", [("https://b.example/a.jpg", "", "")]),
        ("![甲](a.jpg) ![乙](b.jpg)", [("a.jpg", "甲", ""), ("b.jpg", "乙", "")]),
        ("[![甲](a.jpg)](/b/)", [("a.jpg", "甲", "")]),
        ("![甲][x]\n\n[x]: a.jpg '题'", [("a.jpg", "甲", "题")]),
        ("![x]\n\n[x]: a.jpg", [("a.jpg", "x", "")]),
        ('<img src="a.jpg" alt="甲&amp;乙">', [("a.jpg", "甲&乙", "")]),
        ("<img src=a.jpg>", [("a.jpg", "", "")]),
        ("`![](a.jpg)`", []),
        ("```\n![](a.jpg)\n```", []),
        ("~~~ py\n```\n![](a.jpg)\n~~~\n![](b.jpg)", [("b.jpg", "", "")]),
        ("[链接](a.jpg)", []),
        ("![甲][没有定义]", []),
        ("", []),
    ],
)
def test_pictures_of_a_text(text, expected):
    found = image_references(text)

    assert [(reference.target, reference.alt, reference.title) for reference in found] == expected


def test_lines_are_counted_from_one():
    assert image_references("一\n\n![甲](a.jpg)\n```\n\n```\n![乙](b.jpg)") == [
        ImageReference("a.jpg", "甲", "", 3),
        ImageReference("b.jpg", "乙", "", 7),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "![](a.jpg)\n\n文 ![](图/b c.jpg '题') 字",
        "- ![](a.jpg)\n- ![][x]\n\n[x]: b.jpg",
        "![](<a b.jpg>)\n\n![](a(1).jpg)",
        "<p><img src='a.jpg'></p>",
    ],
)
def test_scan_and_renderer_agree(text):
    rendered = render(text, pictures=lambda reference: None)

    assert tuple(reference.target for reference in image_references(text)) == rendered.references


def test_seed_article_names_seven(shared):
    text = shared("seed/content/posts/first-community-metaverse-conference/index.md").read_text(encoding="utf-8")

    found = image_references(text)

    assert len(found) == 7
    assert {reference.alt for reference in found} == {"配图一"}


@given(st.text(alphabet="![]()<>\"' a.\\\n`img=src", max_size=200))
def test_any_text_can_be_scanned(text):
    assert all(reference.line >= 1 for reference in image_references(text))
