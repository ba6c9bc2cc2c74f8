"""The difference between two texts, as an editor reads it."""

from hypothesis import given
from hypothesis import strategies as st

from articles.versions.comparison import Kind, Piece, compare, count_changes, rows
from articles.versions.comparison.matching import MOST_PAIRS, pairs
from articles.versions.comparison.sentences import sentences

TEXTS = st.text(st.sampled_from("虚拟世界的人。！？”\n ab.1"), max_size=60)


def told(old, new):
    signs = {Kind.SAME: "", Kind.ADDED: "+", Kind.REMOVED: "-"}
    return [signs[piece.kind] + piece.text for piece in compare(old, new)]


@given(TEXTS)
def test_sentences_joined_are_the_text(text):
    assert "".join(sentences(text)) == text


def test_a_sentence_keeps_its_marks_and_what_closes_after_them():
    assert sentences("他说：“走吧！”于是走了。\n第二段？") == ["他说：“走吧！”", "于是走了。", "\n", "第二段？"]


def test_a_latin_full_stop_ends_a_sentence_only_before_a_space():
    assert sentences("Version 2.0 came. It works.") == ["Version 2.0 came.", " It works."]


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_their_difference(old, new):
    pieces = compare(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind is not Kind.ADDED) == old
    assert "".join(piece.text for piece in pieces if piece.kind is not Kind.REMOVED) == new


@given(TEXTS, TEXTS)
def test_rows_hold_the_whole_difference(old, new):
    pieces = [piece for row in rows(old, new) for piece in row.pieces]
    assert "".join(piece.text for piece in pieces if piece.kind is not Kind.ADDED) == old
    assert "".join(piece.text for piece in pieces if piece.kind is not Kind.REMOVED) == new


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text):
    assert compare(text, text) == ([Piece(Kind.SAME, text)] if text else [])


def test_one_changed_word_in_a_paragraph_is_all_that_is_marked():
    old, new = "社区开放了广场。大家在广场唱歌。天黑了。", "社区开放了广场。大家在广场跳舞。天黑了。"
    assert told(old, new) == ["社区开放了广场。大家在广场", "-唱歌", "+跳舞", "。天黑了。"]


def test_a_single_character_that_survives_by_chance_is_not_shown_as_kept():
    assert told("他买了红的伞。", "他卖掉的鞋。") == ["他", "-买了红的伞", "+卖掉的鞋", "。"]


def test_rows_end_where_both_texts_end_a_line():
    found = rows("一段。\n二段。\n三段。", "一段。\n二段改了。\n三段。")
    assert [row.changed for row in found] == [False, True, False]
    assert "".join(piece.text for piece in found[1].new) == "二段改了。\n"


def test_characters_are_counted_without_white_space():
    assert count_changes("天亮了。\n", "天亮了。 我们 出发。\n\n") == (5, 0)
    assert count_changes("天亮了。我们出发。", "天亮了。") == (0, 5)


def test_a_text_that_only_repeats_itself_is_replaced_rather_than_searched():
    old, new = "甲乙。" * 2_000 + "丙。", "丁。" + "乙甲。甲乙。" * 1_500 + "戊。"
    assert pairs(sentences(old), sentences(new)) > MOST_PAIRS
    pieces = compare(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind is not Kind.REMOVED) == new
