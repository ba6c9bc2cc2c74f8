import pytest

from articles.models import Article, Redirect
from tests.factories import make_article

from .conftest import SETTINGS, codes

pytestmark = pytest.mark.django_db


def test_two_articles_never_share_an_address(make_site, run_import, page):
    make_article(slug="c", path="/c/")
    root = make_site({"content/a.md": page(url="/x/"), "content/b.md": page(url="/x/"), "content/c.md": page()})
    report = run_import(root)
    assert set(Article.objects.values_list("path", flat=True)) == {"/c/", "/x/", "/x-2/", "/c-2/"}
    assert codes(report) == ["path-taken", "path-taken"]
    assert Article.objects.values("guid").distinct().count() == 4


@pytest.mark.parametrize(
    ("keys", "path", "code"),
    [
        ({"url": "/admin/"}, "/posts/admin/", "path-reserved"),
        ({"url": "/"}, "/posts/home/", "path-reserved"),
        ({"url": "/news/元宇宙/"}, "/news/元宇宙/", "path-among-terms"),
        ({"slug": "../../x"}, "/a/", "slug-unusable"),
        ({"url": "https://x.example/"}, "/a/", "url-off-site"),
    ],
)
def test_an_address_that_is_not_free_is_told(make_site, run_import, page, keys, path, code):
    report = run_import(make_site({"content/a.md": page(**keys)}))
    assert Article.objects.get().path == path
    assert code in codes(report)


def test_an_endless_address_is_refused(make_site, run_import, page):
    assert codes(run_import(make_site({"content/a.md": page(slug="长" * 201)}))) == ["path-length"]


def test_aliases_and_language_folders_become_redirects(make_site, run_import, page):
    root = make_site(
        {
            "hugo.toml": SETTINGS.replace("old.example/", "old.example/site/"),
            "content/posts/a.en.md": page(aliases="[/old/, sibling, 'https://x.example/', /posts/b/, /admin/]"),
            "content/posts/b.md": page(),
        }
    )
    report = run_import(root)
    to_articles = Redirect.objects.filter(target__in=["/posts/a/", "/posts/b/"])
    assert dict(to_articles.values_list("source", "target")) == {
        "/old/": "/posts/a/",
        "/en/posts/sibling/": "/posts/a/",
        "/en/posts/a/": "/posts/a/",
        "/site/en/posts/a/": "/posts/a/",
        "/site/posts/b/": "/posts/b/",
    }
    assert codes(report) == ["alias-unusable"] * 3
    assert set(Redirect.objects.values_list("origin", flat=True)) == {"import"}


def test_two_languages_of_one_page_have_two_addresses(make_site, run_import, page):
    root = make_site(
        {
            "hugo.toml": SETTINGS,
            "content/posts/a/index.en.md": page(title="English"),
            "content/posts/a/index.zh.md": page(title="中文"),
            "content/posts/a/x.pdf": b"%PDF",
        }
    )
    report = run_import(root)
    assert dict(Article.objects.values_list("path", "title")) == {"/posts/a/": "中文", "/en/posts/a/": "English"}
    assert len(report.files) == 3
