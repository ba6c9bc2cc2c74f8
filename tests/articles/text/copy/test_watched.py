"""The newsroom's own words in a text: where they are found, and what a fix puts in their place."""

import pytest

from articles.text.copy import apply_edits
from articles.text.copy.prose import Source
from articles.text.copy.watched import MISTAKE, NAME, SENSITIVE_LOOK, SENSITIVE_STOP, Watched, WordList, watched_words
from tests.pace import takes_at_most

LIST = WordList(
    [
        Watched("帐号", MISTAKE, "账号"),
        Watched("帐号密码", MISTAKE, "账号和密码"),
        Watched("opencc", NAME, "OpenCC"),
        Watched("人大", NAME, "全国人大", "第一次出现写全称"),
        Watched("最低价", SENSITIVE_STOP, "", "广告法第九条"),
        Watched("首家", SENSITIVE_LOOK),
    ]
)


def found(body, words=LIST, **others):
    fields = {name: Source(text) for name, text in {**others, "body": body}.items()}
    return {finding.code: finding for finding in watched_words(fields, words)}


def words_at(body, finding):
    return [body[place.start : place.end] for place in finding.places]


def test_a_wrong_character_is_found_with_its_place_and_mended():
    body = "注册帐号。\n\n再用帐号登录。"
    finding = found(body)[MISTAKE]

    assert [(place.field, place.start, place.line) for place in finding.places] == [("body", 2, 1), ("body", 9, 3)]
    assert finding.figures["n"] == 2
    assert finding.figures["words"] == "帐号 → 账号"
    assert apply_edits(body, finding.edits) == "注册账号。\n\n再用账号登录。"


def test_of_two_words_at_one_place_the_longer_counts():
    body = "忘了帐号密码"
    assert apply_edits(body, found(body)[MISTAKE].edits) == "忘了账号和密码"


def test_no_longer_word_hides_a_sensitive_one():
    words = WordList(
        [
            Watched("最低价", SENSITIVE_STOP),
            Watched("全市最低价", SENSITIVE_LOOK),
            Watched("市最低价位", MISTAKE, "市最低价"),
        ]
    )
    assert found("全市最低价位", words).keys() == {SENSITIVE_STOP, SENSITIVE_LOOK, MISTAKE}


@pytest.mark.parametrize(
    ("body", "mended"),
    [
        ("用opencc转换", "用OpenCC转换"),
        ("用OPENCC转换", "用OpenCC转换"),
        ("用OpenCC转换", None),
        ("用myopencc转换", None),  # another word
        ("人大通过了", "全国人大通过了"),
        ("全国人大通过了", None),  # written right already
        ("全国人大、人大", "全国人大、全国人大"),
    ],
)
def test_a_name_is_found_in_every_writing_but_the_right_one(body, mended):
    finding = found(body).get(NAME)
    assert (apply_edits(body, finding.edits) if finding else None) == mended


def test_no_address_and_no_code_is_changed():
    body = "见[说明](https://a.example/帐号)和`帐号`，以及 https://b.example/opencc 。"
    assert found(body) == {}


def test_sensitive_words_are_found_in_captions_and_alternative_texts_too():
    body = '![最低价](a.jpg "首家门店")'
    codes = found(body)
    assert words_at(body, codes[SENSITIVE_STOP]) == ["最低价"]
    assert words_at(body, codes[SENSITIVE_LOOK]) == ["首家"]
    assert not codes[SENSITIVE_STOP].edits
    assert codes[SENSITIVE_STOP].figures["notes"] == "广告法第九条"


def test_title_and_summary_are_looked_at_as_well():
    finding = found("正文", title="帐号升级", description="帐号")[MISTAKE]
    assert [(place.field, place.start) for place in finding.places] == [("title", 0), ("description", 0)]


def test_a_word_of_one_character_is_found_at_the_very_end():
    assert found("好的囧", WordList([Watched("囧", SENSITIVE_STOP)])).keys() == {SENSITIVE_STOP}


def test_thousands_of_words_over_a_long_text_take_no_time():
    characters = [chr(code) for code in range(0x4E00, 0x4E00 + 3_000)]
    words = WordList(Watched(characters[n % 3_000] + characters[n * 7 % 3_000], MISTAKE, "对") for n in range(6_000))
    source = Source("".join(characters[n * 11 % 3_000] for n in range(20_000)))
    assert source.words

    takes_at_most(0.25, lambda: list(watched_words({"body": source}, words)))
