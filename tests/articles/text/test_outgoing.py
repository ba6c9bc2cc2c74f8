"""Where readers can go from a text, and where that stands."""

import pytest

from articles.text import render
from articles.text.outgoing import hrefs, outgoing_links


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ('见[报告](报告.pdf)和[表](/b/ "标题")。', ["报告.pdf", "/b/"]),
        ("![图](a.png) ![图][名]", []),
        ("[![封面](封面.png)](/b/)", ["/b/"]),
        ("[甲][名]\n\n[名]: https://a.example/x", ["https://a.example/x"]),
        ("<https://a.example/> 和 <a href='/b?x=1&amp;y=2'>乙</a>", ["https://a.example/", "/b?x=1&y=2"]),
        ("见 https://a.example/x，又见www.b.example/y。", ["https://a.example/x", "https://www.b.example/y"]),
        ("[甲](https://a.example/x) https://b.example/", ["https://a.example/x", "https://b.example/"]),
        ("`https://a.example/` <!-- [乙](/b/) -->\n\n```\n[丙](/c/)\n```", []),
    ],
)
def test_what_a_text_leads_to(text, targets):
    assert [link.target for link in outgoing_links(text)] == targets


def test_each_link_has_its_line_and_its_characters():
    text = "𠮷一\n\n<!-- 二\n三 --> [甲](/a/)\nhttps://b.example/"

    assert [(link.line, text[link.start : link.end]) for link in outgoing_links(text)] == [
        (4, "](/a/)"),
        (5, "https://b.example/"),
    ]


def test_what_the_page_leads_to_is_read_from_its_html():
    html = render("[甲](/a/?x=1&y=2)和https://b.example/\n\n`[丙](/c/)`", pictures=lambda reference: None).html

    assert hrefs(html) == ["/a/?x=1&y=2", "https://b.example/"]


@pytest.mark.parametrize(
    "text", ["[" * 50_000, "](" * 50_000, "[a](b)" * 20_000, "<a " * 40_000, "<!---->" * 30_000, "http://" * 20_000]
)
def test_a_hostile_text_is_read_at_once(text):
    outgoing_links(text)  # the suite's own time limit would stop what is not linear
