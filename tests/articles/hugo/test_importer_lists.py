import pytest

from articles.models import Author, Category, Tag, Topic

from .conftest import codes

pytestmark = pytest.mark.django_db


def test_names_with_one_address_are_told(make_site, run_import, page):
    root = make_site({"content/a.md": page(tags="[Go&Rust, AI]"), "content/b.md": page(tags="[GoRust, ai]")})
    report = run_import(root)
    assert codes(report) == ["term-clash"]
    assert set(Tag.objects.values_list("name", flat=True)) == {"Go&Rust", "AI"}


def test_pages_of_terms_and_profiles_give_names_and_words(make_site, run_import, page):
    root = make_site(
        {
            "content/posts/a.md": page(categories="[tech]", tags="[install, 安装]", authors="[Simon]", news="[元宇宙]"),
            "content/categories/tech/_index.md": "---\ntitle: 技术\n---\n介绍。\n",
            "content/news/元宇宙/_index.md": "---\ntitle: 元宇宙\n---\n专题介绍。\n",
            "content/tags/install/_index.md": "---\ntitle: 安装\n---\n",
            "data/authors/Simon.toml": 'name = "Simon"\nlink = "https://simon.example/"\n',
            "data/authors/bad.toml": "name = \n",
            "content/posts/_index.md": "---\ntitle: 新闻\n---\n列表的话。\n",
        }
    )
    report = run_import(root)
    category, topic = Category.objects.get(), Topic.objects.get()
    assert (category.name, category.slug, category.description) == ("技术", "tech", "介绍。")
    assert topic.description == "专题介绍。"
    assert list(Tag.objects.values_list("name", "slug")) == [("安装", "install")]
    assert Author.objects.get().website == "https://simon.example/"
    assert codes(report) == ["list-text", "not-written"]
