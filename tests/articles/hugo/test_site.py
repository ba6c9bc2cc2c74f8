import os

import pytest

from articles.hugo.bundles import Kind, read_content
from articles.hugo.settings_files import SiteUnusable
from articles.hugo.site import open_site

from .conftest import PLAIN


def content(root, **options):
    return {page.source: page for page in read_content(open_site(root, **options))}


def test_any_folder_with_a_content_file_is_a_site(make_site):
    assert list(content(make_site({"a.md": PLAIN}))) == ["a.md"]


@pytest.mark.parametrize("files", [{"content/x.txt": "x"}, {"a.png": "x"}])
def test_a_folder_without_one_is_not(make_site, files):
    with pytest.raises(SiteUnusable, match="--content"):
        open_site(make_site(files))


def test_what_is_not_there_or_no_folder_is_not(make_site, tmp_path):
    with pytest.raises(SiteUnusable):
        open_site(tmp_path / "none")
    with pytest.raises(SiteUnusable):
        open_site(make_site() / "content/posts/a.md")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("hugo.toml", 'baseURL = "https://x.example/"\ntimeZone = "Asia/Tokyo"\n[permalinks]\nposts = ":filename"\n'),
        (
            "config.yaml",
            "baseURL: https://x.example/\ntimeZone: Asia/Tokyo\npermalinks: {page: {posts: ':filename'}}\n",
        ),
        (
            "hugo.json",
            '{"baseURL": "https://x.example/", "timeZone": "Asia/Tokyo", "permalinks": {"posts": ":filename"}}',
        ),
    ],
)
def test_the_configuration_is_read_in_three_formats(make_site, name, text):
    site = open_site(make_site({"content/a.md": PLAIN, name: text}))
    assert (site.base_url, site.zone.key, site.permalinks) == (
        "https://x.example/",
        "Asia/Tokyo",
        {"posts": ":filename"},
    )


def test_the_configuration_may_be_a_folder(make_site):
    site = open_site(
        make_site(
            {
                "content/a.md": PLAIN,
                "config/_default/hugo.toml": 'baseURL = "https://old.example/"\ndefaultContentLanguage = "zh-cn"\n',
                "config/_default/permalinks.toml": 'posts = ":filename"\n',
                "config/_default/taxonomies.toml": 'news = "news"\n',
                "config/_default/hugo.en.toml": 'languageName = "English"\n',
                "config/production/hugo.toml": 'baseURL = "https://new.example/"\n',
            }
        )
    )
    assert site.base_url == "https://new.example/"
    assert site.permalinks == {"posts": ":filename"}
    assert site.taxonomies == {"news"}
    assert (site.default_language, site.languages) == ("zh-cn", {"en"})


@pytest.mark.parametrize(
    ("name", "text"), [("hugo.toml", "a = \n"), ("config.yaml", "a: [\n"), ("hugo.toml", 'timeZone = "Mars/Base"\n')]
)
def test_a_broken_configuration_makes_the_site_unusable(make_site, name, text):
    with pytest.raises(SiteUnusable):
        open_site(make_site({"content/a.md": PLAIN, name: text}))


def test_options_beat_the_configuration(make_site):
    files = {"content/a.md": PLAIN, "other/b.md": PLAIN, "hugo.toml": 'timeZone = "Asia/Tokyo"\n'}
    site = open_site(make_site(files), content="other", timezone="UTC", permalinks="/:slug/")
    assert [base.folder.name for base in site.content] == ["other"]
    assert (site.zone.key, site.permalinks) == ("UTC", {"": "/:slug/"})


@pytest.mark.parametrize("place", ["..", "/etc", "none"])
def test_the_content_folder_is_inside_the_site(make_site, place):
    with pytest.raises(SiteUnusable):
        open_site(make_site(), content=place)


def test_bundles_lists_and_single_texts_are_told_apart(make_site):
    pages = content(
        make_site(
            {
                "content/posts/_index.md": PLAIN,
                "content/posts/single.md": PLAIN,
                "content/posts/beside.png": "x",
                "content/posts/old.org": "x",
                "content/posts/leaf/index.md": PLAIN,
                "content/posts/leaf/a.png": "x",
                "content/posts/leaf/sub/b.pdf": "x",
                "content/posts/leaf/child.md": PLAIN,
                "content/posts/.DS_Store": "x",
                "content/posts/leaf/Thumbs.db": "x",
                "content/posts/draft.md~": "x",
            }
        )
    )
    kinds = {source.removeprefix("content/posts/"): page.kind for source, page in pages.items()}
    assert kinds == {
        "_index.md": Kind.LIST,
        "single.md": Kind.ARTICLE,
        "beside.png": Kind.FILE,
        "old.org": Kind.UNREAD,
        "leaf/index.md": Kind.ARTICLE,
    }
    leaf = pages["content/posts/leaf/index.md"]
    assert (leaf.folders, leaf.name, leaf.section) == (("posts",), "leaf", "posts")
    assert [path.name for path in leaf.resources] == ["a.png", "child.md", "b.pdf"]


def test_languages_come_from_names_and_folders(make_site):
    settings = 'defaultContentLanguage = "en"\n[languages.en]\n[languages.zh-cn]\n'
    pages = content(
        make_site(
            {
                "hugo.toml": settings,
                "content/posts/x/index.en.md": PLAIN,
                "content/posts/x/index.zh-cn.md": PLAIN,
                "content/posts/v1.2.md": PLAIN,
            }
        )
    )
    assert {page.language for page in pages.values()} == {"en", "zh-cn", ""}
    assert pages["content/posts/v1.2.md"].name == "v1.2"


def test_a_language_may_have_a_content_folder_of_its_own(make_site):
    settings = '[languages.zh]\ncontentDir = "content/zh"\n'
    page = content(make_site({"hugo.toml": settings, "content/zh/blog/a.md": PLAIN}))["content/zh/blog/a.md"]
    assert (page.language, page.folders) == ("zh", ("blog",))


def test_links_and_pipes_are_told_and_never_opened(make_site, tmp_path):
    root = make_site({"content/posts/leaf/index.md": PLAIN})
    (tmp_path / "outside.md").write_text(PLAIN)
    (root / "content/posts/link.md").symlink_to(tmp_path / "outside.md")
    (root / "content/posts/leaf/link.png").symlink_to(tmp_path / "outside.md")
    (root / "content/folder").symlink_to(tmp_path)
    os.mkfifo(root / "content/posts/pipe.md")
    pages = content(root)
    odd = {source for source, page in pages.items() if page.kind is Kind.LINK}
    assert odd == {"content/posts/link.md", "content/posts/leaf/link.png", "content/folder", "content/posts/pipe.md"}
    assert pages["content/posts/leaf/index.md"].resources == []


@pytest.mark.parametrize(
    ("configuration", "title"),
    [
        ('title = "社区报"', "社区报"),
        ('title = "A"\n[languages.en]\ntitle = "B"\n[languages.zh-cn]\ntitle = "社区报"', "社区报"),
        ('title = "A"\ndefaultContentLanguage = "en"\n[languages.en]\ntitle = "B"', "B"),
        ('title = "A"\n[languages.en]\nweight = 1', "A"),
        ("title = 7", "7"),
        ("", ""),
    ],
)
def test_the_title_is_the_chinese_one_where_there_is_one(make_site, configuration, title):
    assert open_site(make_site({"a.md": PLAIN, "hugo.toml": configuration})).title == title
