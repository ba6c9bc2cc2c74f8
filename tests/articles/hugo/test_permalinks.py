import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.addresses import is_reserved
from articles.hugo.bundles import Kind, Page
from articles.hugo.permalinks import alias_path, article_address, clamp, moved_aside
from articles.hugo.site import Site
from articles.naming.terms import clean_path

DATE = datetime.datetime(2022, 3, 24, 21, 57, tzinfo=datetime.UTC)


def address(name="first", folders=("posts",), language="", permalinks=None, **fields):
    site = Site(Path("/x"), [], permalinks=permalinks or {}, default_language="zh", languages=frozenset({"zh", "en"}))
    return article_address(Page(Kind.ARTICLE, Path("/x/a.md"), "a.md", folders, name, language), site, **fields)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("中文 文件名（测试）", "中文-文件名测试"),
        ("Hello World", "hello-world"),
        ("a - b", "a-b"),
        ("《书名》", "书名"),
        ("C++", "c++"),
        ("100%", "100"),
        ("a  b", "a-b"),
        ("1.4 release", "1.4-release"),
        (" a ", "a"),
    ],
)
def test_paths_are_cleaned_as_hugo_does(written, expected):
    assert clean_path(written) == expected


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (":filename", "/first/"),
        ("/posts/:filename/", "/posts/first/"),
        ("/:year/:month/:slug/", "/2022/03/my-slug/"),
        ("/blog/:year-:month-:day/:title", "/blog/2022-03-25/标题/"),
        ("/:sections/:slugorfilename/", "/posts/deep/my-slug/"),
        ("/:sections[1:]/:contentbasename/", "/deep/first/"),
        ("/:sections[0]/:contentbasename/", "/posts/first/"),
        ("/:sections[last]/:contentbasename/", "/deep/first/"),
    ],
)
def test_the_sites_pattern_makes_the_address(pattern, expected):
    found = address(folders=("posts", "deep"), permalinks={"posts": pattern}, slug="My Slug", title="标题", date=DATE)
    assert found.path == expected


def test_without_a_pattern_the_folders_make_it():
    assert address(folders=("posts", "2022")).path == "/posts/2022/first/"
    assert address(slug="other").path == "/posts/other/"
    assert address(name="node.js").path == "/posts/node.js/"


def test_a_url_beats_everything_and_stays_inside_the_site():
    assert address(url="/旧/页面.html", permalinks={"posts": ":filename"}).path == "/旧/页面.html"
    assert address(url="/../../etc/passwd").path == "/etc/passwd/"
    assert address(url="%E6%97%A7/").path == "/旧/"
    assert address(url="https://evil.example/x").problem == "url-off-site"


def test_a_pattern_that_can_not_be_filled_falls_back():
    assert address(permalinks={"posts": "/:year/:slug/"}).problem == "permalink-needs-date"
    assert address(permalinks={"posts": "/:nonsense/"}).problem == "permalink-token"
    assert address(permalinks={"posts": "/:nonsense/"}).path == "/posts/first/"


def test_the_language_is_part_of_the_old_address_only():
    found = address(language="en")
    assert (found.path, found.old) == ("/posts/first/", "/en/posts/first/")
    assert address(language="zh").old == "/posts/first/"


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/admin/",
        "/admin/x/",
        "/media/a.png",
        "/tags/",
        "/posts/",
        "/posts/page/2/",
        "/news/元宇宙/index.xml",
        "/index.xml",
        "/feed/",
    ],
)
def test_addresses_of_the_sites_own_pages_are_reserved(path):
    assert is_reserved(path)
    assert not is_reserved(moved_aside(path))


@pytest.mark.parametrize("path", ["/posts/admin/", "/news/元宇宙/", "/about/", "/2022/03/x/"])
def test_other_addresses_are_free(path):
    assert not is_reserved(path)


@pytest.mark.parametrize(
    ("alias", "expected"),
    [
        ("/old/", "/old/"),
        ("/old.html", "/old.html"),
        ("sibling", "/posts/sibling/"),
        ("../up/", "/up/"),
        ("../../../evil", "/evil/"),
        ("https://example.org/x", ""),
        ("//example.org/x", ""),
    ],
)
def test_aliases_are_relative_to_the_pages_parent(alias, expected):
    assert alias_path(alias, "/posts/first/") == expected


@given(st.text(max_size=60))
def test_every_path_stays_absolute_and_inside(text):
    path = clamp(clean_path(text))
    assert path.startswith("/")
    assert ".." not in path.split("/")
    assert clamp(clean_path(path)) == path
