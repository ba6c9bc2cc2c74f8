"""Where the old site's lists lead: sections, languages' folders, and taxonomies that are not ours."""

from urllib.parse import quote, unquote

import pytest

from articles.hugo.importer import Importer
from articles.hugo.site import open_site
from articles.models import Article, Redirect
from tests.factories import make_article

from .conftest import SETTINGS, codes, everything

pytestmark = pytest.mark.django_db

TAXONOMIES = '[taxonomies]\ntag = "tags"\nauthor = "author"\nseries = "series"\nunused = "unused"\n'


def lists():
    """Return the stored redirects that lead to no article."""
    paths = Article.objects.values("path")
    return dict(Redirect.objects.filter(origin="import").exclude(target__in=paths).values_list("source", "target"))


def test_a_section_leads_to_every_article(make_site, run_import, page):
    root = make_site(
        {
            "content/blog/a.md": page(),
            "content/docs/guide/deep/b.md": page(),
            "content/docs/guide/_index.md": "---\ntitle: 指南\n---\n",
            "content/posts/c.md": page(),
            "content/about.md": page(),
            "content/empty/_index.md": "---\ntitle: 空\n---\n",
        }
    )
    assert codes(run_import(root)) == []
    assert lists() == {
        "/blog/": "/posts/",
        "/blog/index.xml": "/posts/index.xml",
        "/docs/": "/posts/",
        "/docs/index.xml": "/posts/index.xml",
        "/docs/guide/": "/posts/",
        "/docs/guide/index.xml": "/posts/index.xml",
    }


def test_the_folder_of_a_language_leads_to_the_same_list(make_site, run_import, page):
    root = make_site(
        {"hugo.toml": SETTINGS, "content/posts/a.en.md": page(tags="[AI]"), "content/posts/b.md": page(tags="[元宇宙]")}
    )
    run_import(root)
    assert lists() == {
        "/en/": "/",
        "/en/index.xml": "/index.xml",
        "/en/posts/": "/posts/",
        "/en/posts/index.xml": "/posts/index.xml",
        "/en/tags/": "/tags/",
        "/en/tags/ai/": "/tags/ai/",
        "/en/tags/ai/index.xml": "/tags/ai/index.xml",
    }


def test_the_folder_of_the_site_leads_to_the_same_list(make_site, run_import, page):
    root = make_site({"hugo.toml": 'baseURL = "https://old.example/site/"\n', "content/a.md": page(tags="[元宇宙]")})
    run_import(root)
    assert lists() == {
        "/site/": "/",
        "/site/index.xml": "/index.xml",
        "/site/tags/": "/tags/",
        "/site/tags/元宇宙/": "/tags/元宇宙/",
        "/site/tags/元宇宙/index.xml": "/tags/元宇宙/index.xml",
    }


def test_a_taxonomy_leads_to_ours_or_to_every_article(make_site, run_import, page):
    root = make_site(
        {
            "hugo.toml": TAXONOMIES,
            "content/a.md": page(series="[入门 指南]", author="Simon", tags="[x]", unused="{a: 1}"),
        }
    )
    run_import(root)
    assert lists() == {
        "/author/": "/authors/",
        "/author/simon/": "/authors/simon/",
        "/author/simon/index.xml": "/authors/simon/index.xml",
        "/series/": "/posts/",
        "/series/index.xml": "/posts/index.xml",
        "/series/入门-指南/": "/posts/",
        "/series/入门-指南/index.xml": "/posts/index.xml",
    }


def test_what_readers_do_not_find_here_leads_nowhere(make_site, run_import, page):
    root = make_site(
        {
            "hugo.toml": SETTINGS + TAXONOMIES,
            "content/blog/a.en.md": page(draft="true", tags="[a]", series="[a]"),
            "content/next/b.en.md": page(date="2999-01-01", tags="[b]"),
            "content/broken/c.en.md": page(date="昨天"),
        }
    )
    run_import(root)
    assert lists() == {}


def test_an_address_that_is_something_already_is_left_alone(make_site, run_import, page):
    make_article(slug="docs", path="/docs/")
    Redirect.objects.create(source="/old/", target="https://x.example/")
    root = make_site(
        {
            "hugo.toml": TAXONOMIES.replace('"series"', '"archives"'),
            "content/blog.md": page(archives="[x]"),
            "content/blog/a.md": page(),
            "content/docs/b.md": page(),
            "content/old/c.md": page(),
            "content/search/d.md": page(url="/d/"),
            "content/tags/e.md": page(),
            "content/stories/f.md": page(aliases="[/stories/]"),
        }
    )
    run_import(root)
    assert lists() == {
        "/blog/index.xml": "/posts/index.xml",
        "/docs/index.xml": "/posts/index.xml",
        "/old/index.xml": "/posts/index.xml",
        "/stories/index.xml": "/posts/index.xml",
    }
    assert Redirect.objects.get(source="/old/").target == "https://x.example/"
    assert Redirect.objects.get(source="/stories/").target == "/stories/f/"


def test_a_dry_run_leads_nothing_and_a_second_run_changes_nothing(make_site, run_import, page):
    root = make_site({"hugo.toml": SETTINGS, "content/blog/a.en.md": page(tags="[AI]")})
    run_import(root, dry_run=True)
    assert not Redirect.objects.exists()
    run_import(root)
    Redirect.objects.filter(source="/blog/").update(target="/tags/ai/")
    before = everything()
    run_import(root)
    assert everything() == before


@pytest.mark.parametrize(
    ("name", "old"),
    [
        ("servicemesher-mini", {"/blog/": "/posts/", "/blog/index.xml": "/posts/index.xml"}),
        ("loveit-example", {"/zh-cn/": "/", "/zh-cn/tags/": "/tags/", "/zh-cn/posts/": "/posts/"}),
        ("doit-example", {"/series/": "/posts/", "/zh-cn/index.xml": "/index.xml", "/zh-cn/series/": "/posts/"}),
    ],
)
def test_every_old_list_of_a_real_site_is_found(shared, client, name, old):
    Importer(open_site(shared("corpora") / name)).run()
    found = lists()
    assert found.items() >= old.items()
    for source, target in found.items():
        response = client.get(quote(source))
        assert (response.status_code, unquote(response["Location"])) == (301, unquote(target)), source
        assert client.get(response["Location"]).status_code == 200, target
