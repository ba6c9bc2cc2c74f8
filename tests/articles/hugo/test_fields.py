import pytest

from articles.hugo import fields


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("descripton", "description"), ("latmod", "lastmod"), ("catgeories", "categories"), ("Dscription", "description")],
)
def test_one_slip_of_the_finger_is_recognised(typed, meant):
    assert fields.meant(typed) == meant


@pytest.mark.parametrize(
    "key", ["description", "toc", "math", "summary", "series", "authorlink", "linktitle", "layout"]
)
def test_a_key_that_is_meant_is_left_alone(key):
    assert fields.meant(key) == ""


@pytest.mark.parametrize(
    ("one", "other"), [("0220701141827.png", "20220701141827.png"), ("abc", "abx"), ("abc", "ab"), ("abcd", "acbd")]
)
def test_one_edit_is_one_character(one, other):
    assert fields.one_edit_apart(one, other)
    assert fields.one_edit_apart(other, one)


@pytest.mark.parametrize(
    ("one", "other"), [("abc", "abc"), ("abc", "axx"), ("abc", "a"), ("20220701141840", "0220701141827")]
)
def test_more_or_nothing_is_not(one, other):
    assert not fields.one_edit_apart(one, other)
