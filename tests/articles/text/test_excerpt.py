import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text import excerpt, plain_text, render
from articles.text.counting import count_units


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("", ""),
        ("<p>甲</p><p>乙</p>", "甲\n乙"),
        ("<p>甲<strong>乙</strong>丙</p>", "甲乙丙"),
        ("<p>a\n  b</p>", "a b"),
        ("<p>甲<br>乙</p>", "甲\n乙"),
        ("<ul><li>甲</li><li>乙</li></ul>", "甲\n乙"),
        ("<p>1 &lt; 2 &amp; 3</p>", "1 < 2 & 3"),
        ('<figure><img src="/a" alt="替代"><figcaption>说明</figcaption></figure>', "说明"),
        ("<table><tr><td>甲</td><td>乙</td></tr></table>", "甲\n乙"),
        ('<p>文<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup></p>', "文"),
        ("<ruby>汉<rt>hàn</rt></ruby>", "汉"),
        ("<p>未闭合", "未闭合"),
        ("<script>x</script>字", "字"),
    ],
)
def test_plain_text_is_the_words_of_each_block(html, expected):
    assert plain_text(html) == expected


@pytest.mark.parametrize(
    ("html", "length", "expected"),
    [
        ("<p>短文。</p>", 80, "短文。"),
        ("<p>短文。</p>", 2, "短文。"),
        ("<p>一二三四。五六七八九十</p>", 6, "一二三四…"),
        ("<p>一二三四！五六七八九十</p>", 6, "一二三四！…"),
        ("<p>一。二三四五六七八九十</p>", 6, "一。二三四五六…"),
        ("<p>一二三四五，六七八九十</p>", 6, "一二三四五…"),
        ("<p>“一二三四。”五六七八九</p>", 6, "“一二三四。”…"),
        ("<p>产值10万亿元人民币</p>", 3, "产值10…"),
        ("<p>the metaverse of communities</p>", 2, "the metaverse…"),
        ("<p>甲。</p><p>乙。</p>", 2, "甲。 乙。"),
    ],
)
def test_excerpt_ends_on_a_sentence_or_clause_where_one_is_near(html, length, expected):
    assert excerpt(html, length) == expected


def test_excerpt_is_prose_only(html):
    body = html(
        "# 标题\n\n![合影](a.jpg '说明')\n\n```\ncode\n```\n\n| 表 |\n|---|\n| 格 |\n\n正文[^1]。\n\n[^1]: 脚注"
    )

    assert excerpt(body) == "正文。"


def test_seed_article_starts_with_its_first_sentence(shared):
    text = shared("seed/content/posts/first-community-metaverse-conference/index.md").read_text(encoding="utf-8")
    body = render(text.split("---\n", 2)[2], pictures=lambda reference: None).html

    assert excerpt(body, 40) == "6月29日下午，在北京西山脚下的四海书院，首届中国社区元宇宙大会隆重召开！…"


@given(st.text(alphabet="元宇宙a1 。，！“”（", max_size=120), st.integers(min_value=1, max_value=40))
def test_excerpt_is_never_longer_than_asked(text, length):
    shortened = excerpt(f"<p>{text}</p>", length)

    assert count_units(shortened) <= length


@given(st.text(max_size=200))
def test_any_fragment_has_words(html):
    assert "\x00" not in plain_text(html)
    assert isinstance(excerpt(html, 10), str)
