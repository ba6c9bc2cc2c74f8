import pytest

from articles.hugo.report import Outcome
from articles.models import Article
from media.models import Image

from .conftest import ARTICLE, PLAIN, codes, outcomes

pytestmark = pytest.mark.django_db


def test_a_missing_picture_is_suggested_and_repaired_on_request(make_site, run_import, picture):
    root = make_site({ARTICLE: PLAIN + "\n![会场](0001.png)\n", "content/posts/first/10001.png": picture})
    report = run_import(root)
    assert codes(report) == ["image-missing"]
    assert "10001.png" in report.files[1].findings[0].suggestion
    assert Article.objects.get().body.count("(0001.png)") == 1
    repaired = run_import(root, fix_images=True)
    assert codes(repaired) == ["image-repaired"]
    article = Article.objects.get()
    assert "(10001.png)" in article.body
    assert "<figure" in article.body_html
    assert "0001.png)" in (root / ARTICLE).read_text()
    assert set(outcomes(run_import(root, fix_images=True)).values()) == {Outcome.UNCHANGED}


def test_a_refused_picture_is_reported_and_the_article_goes_without_it(make_site, run_import):
    root = make_site({ARTICLE: PLAIN + "\n![会场](a.png)\n", "content/posts/first/a.png": b"<svg onload=alert(1)>"})
    report = run_import(root)
    assert outcomes(report) == {ARTICLE: Outcome.WARNED, "content/posts/first/a.png": Outcome.REJECTED}
    assert Article.objects.get().is_live
    assert not Image.objects.exists()


def test_the_same_picture_is_one_in_the_library(make_site, run_import, picture):
    run_import(
        make_site(
            {
                "content/a/index.md": PLAIN,
                "content/a/x.png": picture,
                "content/b/index.md": PLAIN + "\n![会场](/images/s.png)\n",
                "static/images/s.png": picture,
            }
        )
    )
    image = Image.objects.get()
    assert {(row.article.path, row.name) for row in image.bundled_in.all()} == {
        ("/a/", "x.png"),
        ("/b/", "/images/s.png"),
    }


def test_a_picture_remembers_the_import_that_brought_it(make_site, run_import, picture):
    files = {"content/a/index.md": PLAIN, "content/a/x.png": picture}
    run_import(make_site(files, name="旧站"))
    first = Image.objects.get().import_batch
    run_import(make_site(files, name="新站"))

    assert first.endswith(" 旧站")
    assert Image.objects.get().import_batch == first
