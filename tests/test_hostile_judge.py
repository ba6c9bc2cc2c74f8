"""The judge of pages: what it must see, and what it must not mind."""

import pytest

from tests.hostile import Page

PLAIN = "<!doctype html><title>题</title><p class=x><a href=/posts/>普通的词语</a></p>"


@pytest.mark.parametrize(
    "planted",
    [
        *("<script>alert(1)</script>", "<script src=//evil.example/x.js></script>", "<svg onload=alert(1)>"),
        *("<a href=' javascript:alert(1)'>x</a>", "<p style='position:fixed'>x</p>", "<iframe srcdoc=x></iframe>"),
        *("<base href=//evil.example/>", "<form action=vbscript:x></form>", "<object data=x></object>"),
    ],
)
def test_what_acts_is_seen_wherever_it_is(planted):
    assert Page(PLAIN.replace("普通的词语", planted)).acts()


@pytest.mark.parametrize(
    "planted", ["<b>粗体</b>", "</a></p><a href=x>y</a>", "<img src=x>", "<a href=x title=y>z</a>"]
)
def test_any_markup_is_a_difference(planted):
    assert Page(PLAIN.replace("普通的词语", planted)).differs(Page(PLAIN))


def test_words_are_none():
    page = Page(PLAIN.replace("普通的词语", "&lt;script&gt; javascript:alert(1) onerror=x"))

    assert (page.acts(), page.differs(Page(PLAIN))) == ([], [])
    assert page.lacks(["<script>", "nowhere"], 90) == ["nowhere"]
