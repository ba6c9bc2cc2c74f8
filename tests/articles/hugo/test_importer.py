import hashlib
import os
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.utils import timezone

from articles import publishing, workflow
from articles.content import Content
from articles.hugo.report import Outcome
from articles.models import Article, Attachment, Author, Category, Redirect, Revision, SourceFile, Tag, Topic
from media.models import Image
from tests.factories import image_bytes, make_article

from .conftest import PLAIN, codes

pytestmark = pytest.mark.django_db

SETTINGS = 'baseURL = "https://old.example/"\ndefaultContentLanguage = "zh"\n[languages.zh]\n[languages.en]\n'
ARTICLE = "content/posts/first/index.md"


def outcomes(report):
    return {file.path: file.outcome for file in report.files}


def everything():
    """Return what is in the newsroom, to be compared before and after."""
    rows = [list(model.objects.order_by("pk").values()) for model in (Article, Revision, SourceFile, Image, Redirect)]
    files = sorted(path for path in Path(storages["originals"].location).rglob("*"))
    return rows, files


def test_every_field_arrives(make_site, run_import, picture):
    body = "一段话。\n\n![会场全景](会场.png)\n\n{{< bilibili BV1Sx411T7QQ >}}\n"
    root = make_site(
        {
            "hugo.toml": SETTINGS,
            ARTICLE: (
                "---\ntitle: 元宇宙大会\ndate: 2022-03-24T21:57:40+08:00\nlastmod: 2022-03-25\n"
                "description: 摘要另写。\nfeaturedImage: 会场.png\nauthors: [Simon, 林小满]\n"
                "tags: [元宇宙大会, AI]\ncategories: [news]\nnews: 元宇宙\nweight: 3\npinned: 'true'\n"
                "recommend: yes\nrecommend1: 1\nlightgallery: false\nmine: 007\n---\n" + body
            ),
            "content/posts/first/会场.png": picture,
            "content/posts/first/附件/报告.pdf": b"%PDF-1.4",
        }
    )
    report = run_import(root)
    assert codes(report) == ["weighted", "cover-repeats"]
    article = Article.objects.get()
    assert (article.path, article.guid) == ("/posts/first/", "https://old.example/posts/first/")
    assert article.is_live
    assert timezone.localtime(article.published_at).isoformat() == "2022-03-24T21:57:40+08:00"
    assert timezone.localtime(article.modified_at).isoformat() == "2022-03-25T00:00:00+08:00"
    assert [author.name for author in article.ordered_authors] == ["Simon", "林小满"]
    assert [tag.slug for tag in article.ordered_tags] == ["元宇宙大会", "ai"]
    assert [(term.name, term.slug) for term in article.ordered_categories] == [("新闻", "news")]
    assert [term.name for term in article.ordered_topics] == ["元宇宙"]
    assert (article.pinned, article.recommended, article.in_focus, article.weight) == (True, True, True, 3)
    assert not article.lightgallery
    assert article.featured_image == Image.objects.get()
    assert article.front_matter["mine"] == "007"
    assert "<figure" in article.body_html
    assert "www.bilibili.com" in article.body_html
    assert article.latest_revision.kind == Revision.Kind.IMPORT
    attachment = Attachment.objects.get()
    assert (attachment.name, attachment.article) == ("附件/报告.pdf", article)


def test_every_byte_is_kept(make_site, run_import, picture):
    files = {"hugo.toml": SETTINGS, ARTICLE: PLAIN, "content/posts/first/a.png": picture, "static/x.css": "a{}"}
    root = make_site(files)
    run_import(root)
    for place in files:
        data = (root / place).read_bytes()
        row = SourceFile.objects.get(path=place)
        assert row.sha256 == hashlib.sha256(data).hexdigest()
        with storages["originals"].open(row.stored_as) as kept:
            assert kept.read() == data


def test_a_second_run_changes_nothing(make_site, run_import, picture):
    root = make_site(
        {"hugo.toml": SETTINGS, ARTICLE: PLAIN, "content/posts/first/a.png": picture, "content/_index.md": PLAIN}
    )
    run_import(root)
    before = everything()
    assert set(outcomes(run_import(root)).values()) == {Outcome.UNCHANGED}
    assert set(outcomes(run_import(root, update=True, fix_images=True)).values()) == {Outcome.UNCHANGED}
    assert everything() == before


def test_a_dry_run_writes_nothing_and_says_the_same(make_site, run_import, picture):
    root = make_site(
        {
            ARTICLE: PLAIN.replace(
                "---\n\n", "aliases: [/admin/, /old/]\ntags: [Go&Rust, GoRust]\n---\n![](none.png)\n\n"
            ),
            "content/posts/first/a.png": picture,
            "content/posts/first/b.png": b"not a picture",
            "content/posts/bad.md": "---\ntitle\n",
        }
    )
    before = everything()
    rehearsed = run_import(root, dry_run=True)
    assert everything() == before
    assert not Tag.objects.exists()
    written = run_import(root)
    assert [file.as_json() for file in rehearsed.files] == [file.as_json() for file in written.files]


def test_one_rejected_file_leaves_the_others(make_site, run_import):
    report = run_import(
        make_site({"content/a.md": PLAIN, "content/b.md": "---\ntitle: [甲]\n---\n", "content/c.md": PLAIN})
    )
    assert outcomes(report) == {
        "content/a.md": Outcome.IMPORTED,
        "content/b.md": Outcome.REJECTED,
        "content/c.md": Outcome.IMPORTED,
    }
    assert report.has_rejected
    assert Article.objects.count() == 2
    assert not SourceFile.objects.filter(path="content/b.md").exists()


@pytest.mark.parametrize(
    ("keys", "state", "is_live"),
    [
        ({"draft": "true"}, "draft", False),
        ({"published": "false"}, "draft", False),
        ({"date": None}, "draft", False),
        ({"headless": "true"}, "draft", False),
        ({"date": "2099-01-01"}, "published", False),
        ({"publishDate": "2099-01-01"}, "published", False),
        ({"expiryDate": "2023-01-01"}, "published", False),
        ({"expiryDate": "2021-01-01"}, "unpublished", False),
        ({"date": "2099-01-01", "expiryDate": "2098-01-01"}, "draft", False),
        ({"expiryDate": "2099-01-01"}, "published", True),
        ({"date": None, "lastmod": "2022-01-01"}, "published", True),
    ],
)
def test_the_state_is_what_the_old_site_showed(make_site, run_import, page, keys, state, is_live):
    run_import(make_site({"content/a.md": page(**keys)}))
    article = Article.objects.get()
    assert (article.state, article.is_live) == (state, is_live)
    assert article.history.exists() == (state != "draft")


def test_a_lastmod_before_the_date_is_kept(make_site, run_import, page):
    report = run_import(make_site({"content/a.md": page(lastmod="2022-03-01")}))
    assert codes(report) == ["lastmod-before-date"]
    assert Article.objects.get().modified_at < Article.objects.get().published_at


def test_a_changed_file_waits_for_update(make_site, run_import, page):
    root = make_site({"content/a.md": page()})
    run_import(root)
    (root / "content/a.md").write_text(page(title="新标题", lastmod="2022-04-01"))
    report = run_import(root)
    assert (codes(report), outcomes(report)) == (["source-changed"], {"content/a.md": Outcome.UNCHANGED})
    assert Article.objects.get().title == "社区新闻"
    run_import(root, update=True)
    article = Article.objects.get()
    assert (article.title, article.state) == ("新标题", "published")
    assert not article.has_unpublished_changes
    assert timezone.localtime(article.modified_at).date().isoformat() == "2022-04-01"


def test_what_the_newsroom_edited_is_never_written_over(make_site, run_import, page):
    root = make_site({"content/a.md": page()})
    run_import(root)
    article = Article.objects.get()
    edited = Content(**{**vars(Content.of(article)), "title": "编辑改过的标题"})
    publishing.save_revision(article, edited, author=None)
    (root / "content/a.md").write_text(page(title="新标题"))
    report = run_import(root, update=True)
    assert (codes(report), outcomes(report)) == (["conflict"], {"content/a.md": Outcome.REJECTED})
    assert Article.objects.get().latest_revision.content["title"] == "编辑改过的标题"


def test_a_deleted_article_is_not_brought_back(make_site, run_import, page):
    root = make_site({"content/a.md": page()})
    run_import(root)
    Article.objects.update(latest_revision=None, live_revision=None, state="draft")
    Article.objects.all().delete()
    assert outcomes(run_import(root)) == {"content/a.md": Outcome.UNCHANGED}
    (root / "content/a.md").write_text(page(title="新标题"))
    assert codes(run_import(root, update=True)) == ["conflict"]
    assert not Article.objects.exists()


def test_an_update_does_not_publish_what_was_withdrawn(make_site, run_import, page):
    root = make_site({"content/a.md": page()})
    run_import(root)
    workflow.apply(Article.objects.get(), "unpublish", actor=None)
    (root / "content/a.md").write_text(page(title="新标题"))
    run_import(root, update=True)
    assert (Article.objects.get().title, Article.objects.get().state) == ("新标题", "unpublished")


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


def test_a_picture_that_came_later_is_taken_with_update(make_site, run_import, picture):
    root = make_site({ARTICLE: PLAIN + "\n![会场](a.png)\n"})
    run_import(root)
    (root / "content/posts/first/a.png").write_bytes(picture)
    assert codes(run_import(root)) == ["source-changed"]
    run_import(root, update=True)
    assert "<img" in Article.objects.get().body_html


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
    assert dict(Redirect.objects.values_list("source", "target")) == {
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


def test_a_text_that_pages_can_not_show_is_kept_as_a_draft(make_site, run_import, page):
    files = {"content/deep.md": page("> " * 500 + "x"), "content/long.md": page("字" * 250_000)}
    report = run_import(make_site(files))
    assert codes(report) == ["text-too-complex"] * 2
    for article in Article.objects.all():
        assert article.state == "draft"
        assert len(article.latest_revision.content["body"]) >= 1000


def test_what_is_no_article_is_told(make_site, run_import):
    root = make_site(
        {"content/posts/a.md": PLAIN, "content/posts/b.org": "x", "content/posts/c.png": image_bytes(8, 8)}
    )
    (root / "content/posts/d.md").symlink_to(root / "content/posts/a.md")
    report = run_import(root)
    assert {Path(path).name: outcome for path, outcome in outcomes(report).items()} == {
        "a.md": Outcome.IMPORTED,
        "b.org": Outcome.REJECTED,
        "c.png": Outcome.IMPORTED,
        "d.md": Outcome.REJECTED,
    }


def test_files_of_a_rejected_bundle_are_told_too(make_site, run_import, picture):
    report = run_import(make_site({"content/a/index.md": "---\ntitle\n", "content/a/x.png": picture}))
    assert codes(report) == ["front-matter-unclosed", "article-rejected"]
    assert not SourceFile.objects.exists()


def test_a_name_that_is_not_utf8_is_refused_and_can_be_shown(make_site, run_import):
    root = make_site({"content/a.md": PLAIN})
    (root / "content" / os.fsdecode(b"\xff.md")).write_text(PLAIN)
    report = run_import(root)
    assert codes(report) == ["file-name"]
    assert report.files[1].path.encode().startswith(b"content/")
    assert Article.objects.count() == 1
