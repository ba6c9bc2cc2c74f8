import unicodedata
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.naming.terms import fold, join_terms, split_terms, term_slug
from cms.canonical import canonical_path


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("元宇宙", "元宇宙"),
        ("人工智能 AI", "人工智能-ai"),
        ("AI 元宇宙", "ai-元宇宙"),
        ("《书名》", "书名"),
        ("《意见》解读", "意见解读"),
        ("中文 文件名（测试）", "中文-文件名测试"),
        ("100%", "100"),
        ("Go&Rust", "gorust"),
        ("ＡＢＣ", "ａｂｃ"),
        ("C++", "c++"),
        ("C#", "c#"),
        ("A  B", "a-b"),
        ("a\u3000b", "a-b"),
        ("A - B", "a-b"),
        ("A -B", "a-b"),
        ("A- B", "a-b"),
        ("A -- B", "a--b"),
        ("A ： B", "a-b"),
        ("a / b", "a-b"),
        ("甲 （乙）", "甲-乙"),
        ("100 %", "100"),
        ("vue.js", "vue.js"),
        ("@home", "@home"),
        ("50%20off", "50%20off"),
        ("a/b", "a-b"),
        ("a\\b", "a-b"),
        ("e\u0301", "é"),
        ("  元宇宙  ", "元宇宙"),
        ("！！", ""),
        ("...", ""),
        ("..", ""),
        ("-", ""),
        ("", ""),
    ],
)
def test_the_slug_is_hugos(name, slug):
    assert term_slug(name) == slug


@given(st.text())
def test_a_slug_is_one_safe_path_segment_and_its_own_slug(name):
    slug = term_slug(name)
    assert not set(slug) & set("/\\?&<>\"' \0\n")
    assert slug not in {".", ".."}
    assert term_slug(slug) == slug
    assert unicodedata.is_normalized("NFC", slug)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("甲，乙、丙；丁,戊;己\n庚", list("甲乙丙丁戊己庚")),
        ("AI 元宇宙，社区  大会", ["AI 元宇宙", "社区 大会"]),
        ("AI，ai，ＡＩ，元宇宙", ["AI", "元宇宙"]),
        ("，，甲，", ["甲"]),
        ("", []),
    ],
)
def test_names_are_split_at_chinese_and_latin_separators_and_kept_in_order(text, names):
    assert split_terms(text) == names


@given(st.lists(st.text(st.characters(whitelist_categories=["L", "N"]), min_size=1)))
def test_joined_names_are_split_into_the_same(names):
    once = split_terms("，".join(names))
    assert split_terms(join_terms([SimpleNamespace(name=name) for name in once])) == once


@given(st.text())
def test_folding_twice_is_folding_once_for_what_people_type(name):
    assert fold(fold(name)) == fold(name)


@pytest.mark.parametrize(("one", "other"), [("ＡＩ", "ai"), ("社区 大会", " 社区\u3000大会"), ("STRASSE", "straße")])
def test_spellings_of_one_name_fold_to_the_same(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize("name", ["\ufb2c" * 100, "字" * 500, "Ϊ́", "Ώͅ" * 80])
def test_a_slug_fits_its_column_and_is_the_last_part_of_one_address(name):
    slug = term_slug(name)

    assert 0 < len(slug) <= 200
    assert canonical_path(f"/tags/{slug}/") == f"/tags/{slug}/"
