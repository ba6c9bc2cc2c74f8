import pytest

from articles.text import count_characters, plain_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[粽]^(zòng)子", "<ruby>粽<rp>（</rp><rt>zòng</rt><rp>）</rp></ruby>子"),
        ("[元宇宙]^(Metaverse)", "<ruby>元宇宙<rp>（</rp><rt>Metaverse</rt><rp>）</rp></ruby>"),
        ("约[1]/[3]住户", "约<span><sup>1</sup>⁄<sub>3</sub></span>住户"),
        ("H~2~O 与 PM~2.5~", "H<sub>2</sub>O 与 PM<sub>2.5</sub>"),
        ("120m^2^、10^-3^、平方米^2^", "120m<sup>2</sup>、10<sup>-3</sup>、平方米<sup>2</sup>"),
        ("**m^2^**", "<strong>m<sup>2</sup></strong>"),
        ("~~m^2^~~", "<del>m<sup>2</sup></del>"),
    ],
)
def test_what_stands_beside_a_word(html, text, expected):
    assert html(text) == f"<p>{expected}</p>"


@pytest.mark.parametrize(
    "text", ["3~5月和6~8月", "3~5~8", "^_^", "好的~谢谢~", "2^10", "[甲]^ (乙)", "[1]/[]", "a~b", "见[1]、[2]"]
)
def test_marks_of_another_meaning_stay(html, text):
    assert html(text) == f"<p>{text}</p>"


@pytest.mark.parametrize("text", ["`H~2~O`", "```\n[字]^(zì) m^2^\n```", r"\[字\]^(zì)", r"m\^2^"])
def test_code_and_escaped_marks_stay(html, text):
    rendered = html(text)

    assert not any(tag in rendered for tag in ("<ruby", "<sub", "<sup"))


def test_names_of_links_are_links_not_fractions(html):
    assert html("[甲]/[乙]\n\n[甲]: /a/\n[乙]: /b/").count("<a ") == 2


def test_address_keeps_its_tildes_and_carets(html):
    assert "<sub>" not in html("https://a.example/x~y~z")


def test_reading_of_a_word_is_no_part_of_its_text(html):
    assert plain_text(html("[粽]^(zòng)子")) == "粽子"
    assert count_characters("[粽]^(zòng)子") == 2
