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
