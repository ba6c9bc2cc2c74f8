import contextlib
import datetime
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.hugo.front_matter import MAX_FILE, likely_encoding, read
from articles.hugo.report import Rejected
from articles.hugo.values import Plain, as_json
from tests.pace import takes_at_most


def values(text):
    return {entry.key: entry.value for entry in read(text.encode())}


def refusal(data):
    with pytest.raises(Rejected) as caught:
        read(data if isinstance(data, bytes) else data.encode())
    return caught.value.finding


@pytest.mark.parametrize("value", ["no", "12:30:45", "2026-05-01", "1.10", "007", "0x10", "1e3", "on", "null"])
def test_a_yaml_scalar_stays_as_it_was_typed(value):
    assert values(f"---\ntitle: {value}\n---\n")["title"] == value


@pytest.mark.parametrize("opening", ["---", "+++"])
def test_the_body_begins_behind_the_closing_line(opening):
    key = "title: 甲" if opening == "---" else "title = '甲'"
    page = read(f"{opening}\n{key}\n{opening}  \n第一行\n---\n第二行\n".encode())
    assert (page.body, page.body_line) == ("第一行\n---\n第二行\n", 4)


def test_json_front_matter_ends_with_its_brace():
    page = read('{"title": "甲", "draft": false, "weight": 3, "news": null}\n正文'.encode())
    assert page.as_json() == {"title": "甲", "draft": False, "weight": 3, "news": None}
    assert (page.body, page.body_line) == ("正文", 2)


def test_toml_dates_and_numbers_are_text():
    page = read(b"+++\ndate = 2022-03-24T21:57:40+08:00\nday = 2019-11-06\nweight = 3\nx = 1.10\n+++\n")
    assert {entry.key: str(entry.value) for entry in page} == {
        "date": "2022-03-24T21:57:40+08:00",
        "day": "2019-11-06",
        "weight": "3",
        "x": "1.10",
    }


def test_every_key_knows_its_line():
    yaml = read("---\ntitle: 甲\n\ntags:\n  - 乙\ndate: 2022-01-01\n---\n".encode())
    toml = read("+++\ntitle = '甲'\n\n[params]\na = 1\n+++\n".encode())
    written = read('{\n "title": "甲",\n "date": "x"\n}\n'.encode())
    assert [entry.line for entry in yaml] == [2, 4, 6]
    assert [entry.line for entry in toml] == [2, 4]
    assert [entry.line for entry in written] == [2, 3]


def test_keys_are_found_in_any_case():
    assert read(b"---\nFeaturedImage: a.png\n---\n").first("featuredimage").key == "FeaturedImage"


def test_two_spellings_of_one_key_are_a_warning():
    page = read("---\nTitle: 甲\ntitle: 乙\n---\n".encode())
    assert page.first("title").value == "乙"
    assert [found.code for found in page.findings] == ["duplicate-key-case"]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "file-empty", 0),
        ("---\ntitle: 甲\n", "front-matter-unclosed", 1),
        ("+++\ntitle = 1\n---\n", "front-matter-unclosed", 1),
        ("---\ntitle: 要闻: 降准\n---\n", "yaml-colon", 2),
        ("---\ntitle：甲\ndate: 2022-01-01\n---\n", "yaml-fullwidth-colon", 2),
        ("---\ntitle：甲\n---\n", "yaml-fullwidth-colon", 2),
        ("---\na:\n\tb: 1\n---\n", "yaml-tab", 3),
        ("---\ntitle: @x\n---\n", "yaml-needs-quotes", 2),
        ('---\na: 1\ntitle: "x\nb: 2\n---\n', "yaml-quote", 3),
        ("---\ntitle: 甲\ntitle: 乙\n---\n", "duplicate-key", 3),
        ("---\na: {b: 1, b: 2}\n---\n", "duplicate-key", 2),
        ("---\n- a\n---\n", "not-a-mapping", 2),
        ("---\na: 1\n...\nb: 2\n---\n", "yaml-syntax", 4),
        ("---\n? [a]\n: b\n---\n", "yaml-key", 2),
        ("---\na: *b\n---\n", "yaml-alias", 2),
        ("---\na: &a [*a]\n---\n", "yaml-alias", 2),
        ("---\na: !!binary x\n---\n", "yaml-tag", 2),
        ("+++\ntitle = 甲\n+++\n", "toml-syntax", 2),
        ("+++\na = 1\nday = 07\n+++\n", "toml-syntax", 3),
        ("+++\na = 1\na = 2\n+++\n", "duplicate-key", 3),
        ('{"a": 1, "a": 2}\n', "duplicate-key", 1),
        ('{\n"a": 1,\n}\n', "json-syntax", 3),
        ('{\n"a": 1\n\n正文', "json-brace-unclosed", 4),
        ("#+title: x\n", "front-matter-org", 1),
        ("---\na: " + "[" * 30 + "]" * 30 + "\n---\n", "nesting-too-deep", 2),
        ('{"a": ' + "[" * 9000 + "]" * 9000 + "}", "nesting-too-deep", 1),
        ("+++\na = " + "[" * 9000 + "]" * 9000 + "\n+++\n", "nesting-too-deep", 2),
        ("---\na: " + "x" * 70_000 + "\n---\n", "front-matter-size-limit", 1),
    ],
)
def test_what_can_not_be_read_is_refused_by_line(text, code, line):
    found = refusal(text)
    assert (found.code, found.line) == (code, line)
    assert found.message
    assert found.suggestion


def test_an_alias_of_a_scalar_and_a_merge_key_are_read():
    assert values("---\na: &x 甲\nb: *x\nc: &d {e: 1}\nf:\n  <<: *d\n  g: 2\n---\n")["f"] == {"e": "1", "g": "2"}


def test_a_growing_alias_is_refused_at_once():
    rows = ["a: &a [x,x,x,x,x,x,x,x,x]"]
    rows += [
        f"{key}: &{key} [{','.join([f'*{before}'] * 9)}]" for before, key in zip("abcdefghi", "bcdefghij", strict=True)
    ]

    refused = takes_at_most(1, lambda: refusal("---\n" + "\n".join(rows) + "\n---\n"))

    assert refused.code == "yaml-alias"


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_another_encoding_is_named_and_never_guessed(encoding):
    found = refusal("---\ntitle: 国标编码与社区新闻\n---\n正文".encode(encoding))
    assert found.code == "encoding"
    assert encoding[:3].upper() in found.message


def test_one_damaged_byte_is_told_with_its_line():
    assert refusal(b"---\ntitle: caf\xe9\n---\nx").line == 2
    assert likely_encoding(b"caf\xe9\n") == ""


def test_control_characters_go_with_a_warning():
    page = read(b"---\ntitle: a\n---\nb\x00c\x07")
    assert page.body == "bc"
    assert [(found.code, found.line, found.count) for found in page.findings] == [("control-characters", 4, 2)]


def test_a_text_without_front_matter_is_all_body():
    page = read("# 只有正文\n".encode())
    assert (page.format, page.body) == ("none", "# 只有正文\n")
    assert [found.code for found in page.findings] == ["no-front-matter"]


def test_a_file_over_the_limit_is_refused():
    assert refusal(b"x" * (MAX_FILE + 1)).code == "size-limit"


def test_kept_values_are_typed_only_where_nothing_is_lost():
    kept = {key: as_json(Plain(key)) for key in ["3", "007", "1.5", "1.10", "true", "no", "~", "2022-03-24", "-0"]}
    assert kept == {
        "3": 3,
        "007": "007",
        "1.5": 1.5,
        "1.10": "1.10",
        "true": True,
        "no": "no",
        "~": None,
        "2022-03-24": "2022-03-24",
        "-0": "-0",
    }
    assert as_json("3") == "3"


SOURCES = st.one_of(
    st.binary(max_size=300),
    st.text(st.characters(codec="utf-8"), max_size=300).map(str.encode),
    st.tuples(
        st.sampled_from(["---\n", "+++\n", "{", "---\r\n", "\ufeff---\n"]),
        st.text(st.sampled_from(list(":[]{}#&*!|>'\"%@`,-?=\n\t \\u0x中：aA1.<~+")), max_size=120),
        st.sampled_from(["\n---\n", "\n+++\n", "}", ""]),
    ).map(lambda parts: "".join(parts).encode()),
)


@given(SOURCES)
def test_no_bytes_raise_anything_but_a_refusal(data):
    with contextlib.suppress(Rejected):
        json.dumps(read(data).as_json(), ensure_ascii=False).encode()


@given(
    st.dictionaries(
        st.from_regex(r"[a-z]{1,8}", fullmatch=True), st.integers() | st.booleans() | st.dates(), max_size=5
    )
)
def test_yaml_and_json_agree(mapping):
    plain = {key: value.isoformat() if isinstance(value, datetime.date) else value for key, value in mapping.items()}
    yaml = "".join(f"{key}: {json.dumps(value)}\n" for key, value in plain.items())
    assert read(f"---\n{yaml}---\n".encode()).as_json() == (read(json.dumps(plain).encode()).as_json() if plain else {})
