"""Where a text links to."""

import pytest

from articles.text.links import link_references, path_on_site

SITE = "https://news.example"


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ('见[报告](报告.pdf)和[表](表.xlsx "标题")。', ["报告.pdf", "表.xlsx"]),
        ("[空格](<年度 报告.pdf>)", ["年度 报告.pdf"]),
        ("[括号](报告(终稿).pdf)", ["报告(终稿).pdf"]),
        ("[转义](报告\\(终稿\\).pdf)", ["报告(终稿).pdf"]),
        ("[![封面](封面.png)](报告.pdf)", ["封面.png", "报告.pdf"]),
        ("[a [b] c](d.pdf)", ["d.pdf"]),
        ('[报告]: /files/a.pdf "题"', ["/files/a.pdf"]),
        ("<https://news.example/a.pdf>", ["https://news.example/a.pdf"]),
        ('<a class="x" href="/a.pdf?x=1&amp;y=2">下载</a>', ["/a.pdf?x=1&y=2"]),
        ("`[代码](a.pdf)`", []),
        ("```\n[代码](a.pdf)\n```", []),
        ("没有链接 (a.pdf)", []),
        ("[空]()", []),
    ],
)
def test_what_a_text_links_to(text, targets):
    assert [link.target for link in link_references(text)] == targets


def test_lines_count_from_one_and_code_counts_too():
    assert [(link.target, link.line) for link in link_references("一\n```\n二\n```\n[a](b)\n\n[c](d)")] == [
        ("b", 5),
        ("d", 7),
    ]


@pytest.mark.parametrize("text", ["[" * 50_000, "](" * 50_000, "[a](" * 30_000, "<a " * 40_000, "](<" * 40_000])
def test_a_hostile_text_is_read_at_once(text):
    assert link_references(text) == []  # the suite's own time limit would stop what is not linear


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("报告.pdf", "/posts/a/报告.pdf"),
        ("%E6%8A%A5%E5%91%8A.pdf#page=2", "/posts/a/报告.pdf"),
        ("./b/../报告.pdf?x=1", "/posts/a/报告.pdf"),
        ("../b.pdf", "/posts/b.pdf"),
        ("/files/b.pdf", "/files/b.pdf"),
        ("//news.example/b.pdf", "/b.pdf"),
        ("https://news.example/b.pdf", "/b.pdf"),
        ("https://other.example/b.pdf", ""),
        ("mailto:a@b.example", ""),
        ("javascript:alert(1)", ""),
        ("#top", ""),
        ("a%00.pdf", ""),
        ("http://[", ""),
        ("e\u0301.pdf", "/posts/a/é.pdf"),
    ],
)
def test_which_path_of_the_site_a_target_means(target, path):
    assert path_on_site(target, "/posts/a/", SITE) == path
