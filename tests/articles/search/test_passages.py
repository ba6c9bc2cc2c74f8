"""What of a text is shown beside a result, and what in it is marked."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.naming.folding import changes, compose, fold, unfold
from articles.search import marked, passage, read_query

LONG = "开头是没有关系的话，" * 20 + "昨天，數字孿生平台上线了，" + "后面还有很多别的话，" * 20


def shown(pieces):
    """Return pieces as one string, with [ ] around what is marked."""
    return "".join(f"[{words}]" if mark else words for words, mark in pieces)


def cut(text, typed, **options):
    return shown(passage(fold(text), changes(text), read_query(typed).terms, **options))


def test_a_title_is_marked_as_it_is_written():
    assert shown(marked("ＡＩ與数字孪生：ai 来了", read_query("AI 數字").terms)) == "[ＡＩ]與[数字]孪生：[ai] 来了"
    assert shown(marked("没有", read_query("别的").terms)) == "没有"
    assert shown(marked("面积100㎡", read_query("100m2").terms)) == "面积[100㎡]"


def test_a_passage_begins_with_a_clause_near_the_word_and_has_eighty_characters():
    found = cut(LONG, "数字孪生")

    assert found.startswith("…开头是没有关系的话，开头是没有关系的话，昨天，[數字孿生]平台上线了，后面")
    assert found.endswith("…")
    assert 75 <= len([character for character in found if "\u4e00" <= character <= "\u9fff"]) <= 80


def test_a_short_text_is_shown_whole():
    assert cut("第一段。\n第二段有鲸鱼。", "鲸鱼") == "第一段。第二段有[鲸鱼]。"
    assert cut("标题\n正文有鲸鱼。", "鲸鱼") == "标题 正文有[鲸鱼]。"


def test_the_place_with_the_most_different_words_is_shown():
    text = "电梯坏了。" + "中间的话。" * 40 + "社区修好了电梯。" + "后面的话。" * 40

    assert "[社区]修好了[电梯]" in cut(text, "社区 电梯")


def test_a_passage_does_not_begin_inside_a_word():
    text = "很长的一段话没有停顿" * 5 + "internationalization2026与鲸鱼。"

    assert cut(text, "鲸鱼") == "…与[鲸鱼]。"


def test_nothing_is_shown_where_no_word_stands():
    assert passage(fold(LONG), changes(LONG), read_query("鲸鱼").terms) == []
    assert passage("", [], ("鲸鱼",)) == []


@given(st.text(st.sampled_from("社區元宇宙ＶＲai㎡ßﬁ，。 \n１é後𠮷İ"), max_size=40), st.data())
def test_unfolding_gives_back_what_was_written(text, data):
    folded, changed = fold(text), changes(text)
    written = compose(text)
    whole = unfold(folded, changed, 0, len(folded))
    assert whole == written

    cuts = sorted(data.draw(st.lists(st.integers(0, len(folded)), max_size=4)))
    edges = [0, *cuts, len(folded)]
    parts = [unfold(folded, changed, start, end) for start, end in pairwise(edges)]
    assert "".join(parts) == written


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("元宇宙 发展", ("元宇宙", "发展")),
        ("元宇宙、发展，元宇宙", ("元宇宙", "发展")),
        ('"open  Source" 社区', ("open source", "社区")),
        ("「数字 孪生」", ("数字 孪生",)),
        ("v2.0 1,204 3.5。", ("v2.0", "1,204", "3.5")),
        ("C++ —— 《意见》", ("c++", "意见")),
        ("GPT-4", ("gpt-4",)),
        ('"没有完', ("没有完",)),
        ("！？…", ()),
        ("", ()),
    ],
)
def test_what_is_typed_becomes_terms(typed, terms):
    assert read_query(typed).terms == terms


def test_more_than_64_characters_are_cut_and_said():
    query = read_query("社" * 70)

    assert (len(query.text), query.cut) == (64, True)
    assert not read_query("社" * 64).cut
