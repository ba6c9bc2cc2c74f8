from pathlib import Path

import pytest

from articles.hugo.bundles import Kind, Page
from articles.hugo.links import Addresses, link_files


def page(*folders, name, language="", in_bundle=False):
    return Page(Kind.ARTICLE, Path("x.md"), "x.md", folders, name, language, in_bundle)


@pytest.fixture
def addresses():
    known = Addresses()
    known.add(page("posts", name="first", language="en", in_bundle=True), "/posts/first/")
    known.add(page("posts", name="first", language="zh", in_bundle=True), "/zh/posts/first/")
    known.add(page("posts", name="second"), "/posts/second/")
    known.add(page("news", name="元宇宙"), "/news/元宇宙/")
    return known


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("second.md", "/posts/second/"),
        ("/posts/second.md#a", "/posts/second/#a"),
        ("second", "/posts/second/"),
        ("../news/元宇宙.md", "/news/%E5%85%83%E5%AE%87%E5%AE%99/"),
        ("first/index.md", "/posts/first/"),
        ("first/index.zh.md", "/zh/posts/first/"),
        ("#part", "#part"),
        ("none.md", None),
        ("", None),
    ],
)
def test_targets_are_looked_up_as_hugo_does(addresses, target, expected):
    assert addresses.look_up(target, page("posts", name="here")) == expected


def test_a_page_links_to_its_own_language(addresses):
    assert addresses.look_up("../first/index.md", page("posts", name="here", language="zh", in_bundle=True)) == (
        "/zh/posts/first/"
    )


def test_links_to_files_become_addresses_outside_code(addresses):
    body = "[甲](second.md) `[乙](second.md)` [丙](none.md)\n```\n[丁](second.md)\n```\n![戊](second.md)"
    linked = link_files(body, page("posts", name="here"), addresses)
    assert linked.body == body.replace("[甲](second.md)", "[甲](/posts/second/)")
    assert linked.lost == {"none.md": [1]}
