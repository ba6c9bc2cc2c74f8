import pytest

from articles.hugo.bundles import read_content
from articles.hugo.images import PictureFinder
from articles.hugo.site import open_site

from .conftest import PLAIN

FILES = {
    "hugo.toml": 'baseURL = "https://old.example/"\n',
    "content/posts/x/index.md": PLAIN,
    "content/posts/x/图 片.png": "x",
    "content/posts/x/Big.PNG": "x",
    "content/posts/x/20220701141827.png": "x",
    "content/posts/x/aa.png": "x",
    "content/posts/x/ab.png": "x",
    "content/posts/images/up.png": "x",
    "content/posts/y.md": PLAIN,
    "static/images/s.png": "x",
    "static/posts/y/under.png": "x",
    "assets/img/as.png": "x",
    "secret.png": "x",
}


@pytest.fixture
def find(make_site):
    root = make_site(FILES)
    site = open_site(root)
    pages = {page.source: page for page in read_content(site)}
    finder = PictureFinder(site)

    def search(reference, source="content/posts/x/index.md", address="/posts/x/"):
        return finder.find(reference, pages[source], address)

    search.root = root
    return search


@pytest.mark.parametrize(
    ("reference", "place"),
    [
        ("图 片.png", "content/posts/x/图 片.png"),
        ("%E5%9B%BE%20%E7%89%87.png", "content/posts/x/图 片.png"),
        ("./aa.png?v=1#center", "content/posts/x/aa.png"),
        ("../images/up.png", "content/posts/images/up.png"),
        ("/images/s.png", "static/images/s.png"),
        ("https://old.example/images/s.png", "static/images/s.png"),
        ("/img/as.png", "assets/img/as.png"),
        ("\\images\\s.png", "static/images/s.png"),
        ("/posts/images/up.png", "content/posts/images/up.png"),
    ],
)
def test_pictures_are_found_where_hugo_finds_them(find, reference, place):
    assert find(reference).file == find.root.resolve() / place


def test_a_single_text_finds_pictures_beside_it_and_below_its_address(find):
    assert find("images/up.png", "content/posts/y.md", "/posts/y/").file.name == "up.png"
    assert find("../images/up.png", "content/posts/y.md", "/posts/y/").file.name == "up.png"
    assert find("under.png", "content/posts/y.md", "/posts/y/").file.name == "under.png"


def test_another_case_is_found_and_told(find):
    found = find("big.png")
    assert (found.file.name, found.other_case) == ("Big.PNG", "Big.PNG")


def test_decomposed_names_are_the_same_name(find):
    (find.root / "content/posts/x/e\u0301.png").write_bytes(b"x")
    assert find("\u00e9.png").file.name == "e\u0301.png"


@pytest.mark.parametrize("reference", ["https://x.example/a.png", "//x.example/a.png", "data:image/png;base64,xx"])
def test_what_is_elsewhere_is_remote(find, reference):
    assert find(reference).remote


@pytest.mark.parametrize("reference", ["../../../../etc/passwd", "../../../../secret.png", "..%2f..%2f..%2f..%2fx.png"])
def test_nothing_outside_the_site_is_looked_at(find, reference):
    found = find(reference)
    assert found.file is None
    assert found.outside


@pytest.mark.parametrize("reference", ["", "/", ".", "..", "a\0.png", "%00.png", "?x", "none.png", "http://[x/a.png"])
def test_what_is_not_there_is_missing(find, reference):
    assert find(reference).file is None


def test_links_are_not_followed(find, tmp_path):
    (tmp_path / "outside.png").write_bytes(b"x")
    (find.root / "content/posts/x/link.png").symlink_to(tmp_path / "outside.png")
    (find.root / "content/posts/x/folder").symlink_to(tmp_path)
    assert find("link.png").file is None
    assert find("folder/outside.png").file is None


def test_one_lost_character_is_a_suggestion_where_it_is_clear(find):
    assert find("0220701141827.png").suggestion == "20220701141827.png"
    assert find("a.png").suggestion == ""  # aa.png or ab.png
    assert find("zzz.png").suggestion == ""
