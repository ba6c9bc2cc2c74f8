import hashlib
import os
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.utils import timezone

from articles.hugo.report import Outcome
from articles.models import Article, Attachment, Revision, SourceFile, Tag
from media.models import Image
from tests.factories import image_bytes

from .conftest import ARTICLE, PLAIN, SETTINGS, codes, everything, outcomes

pytestmark = pytest.mark.django_db


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


def test_an_advertisement_stays_one(make_site, run_import):
    text = "---\ntitle: 新楼开盘\ndate: 2022-03-24\ncategories: [news]\n{}---\n正文。\n"
    files = {
        "hugo.toml": SETTINGS,
        "content/posts/a.md": text.format("paid: true\nsponsor: 临江物业\n"),
        "content/posts/b.md": text.format("paid: perhaps\nsponsor: " + "长" * 101 + "\n"),
        "content/posts/c.md": text.format(""),
    }
    report = run_import(make_site(files))

    found = {article.slug: (article.paid, article.source_name) for article in Article.objects.all()}
    assert found == {"a": (True, "临江物业"), "b": (False, ""), "c": (False, "")}
    assert {"flag-unclear", "sponsor-unclear"} <= set(codes(report))


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


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("\n\n一\n\n" + "> " * 500 + "x", "超过 60 层"),
        ("字\n" * 110_000, "超过 200000 个字符"),
        ("\n一\n\n" + "<a" * 60_000, "超过 2 秒"),
    ],
    ids=["deep", "long", "slow"],
)
def test_a_text_that_pages_can_not_show_is_kept_whole_as_a_draft(make_site, run_import, page, body, words):
    file = page(body)
    report = run_import(make_site({"content/a.md": file}))

    assert codes(report) == ["text-too-complex"]
    assert not any(file.outcome is Outcome.REJECTED for file in report.files)
    found = report.files[0].findings[0]
    assert words in found.message.replace(",", "")
    at_line = file.split("\n")[found.line - 1]
    assert at_line == (body.strip("\n").split("\n")[-1] if "> " in body or "<a" in body else "字")
    article = Article.objects.get()
    assert article.state == "draft"
    assert article.latest_revision.content["body"] == body.strip("\n")
    with storages["originals"].open(SourceFile.objects.get(path="content/a.md").stored_as) as original:
        assert original.read() == file.encode()


def test_a_dry_run_names_the_same_line(make_site, run_import, page):
    root = make_site({"content/a.md": page("\n一\n\n" + "> " * 500 + "x")})

    rehearsed = run_import(root, dry_run=True).files[0].findings[0]
    assert rehearsed == run_import(root).files[0].findings[0]


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
