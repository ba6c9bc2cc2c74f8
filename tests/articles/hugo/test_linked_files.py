"""Files of ``static/`` that a text links to."""

import json

import pytest
from django.core.files.storage import storages
from django.core.management import call_command

from articles import workflow
from articles.models import Article, Attachment, SourceFile
from media.models import Image
from tests.articles.documents import pdf

from .conftest import SETTINGS, codes, everything

pytestmark = pytest.mark.django_db
FILES = {"hugo.toml": SETTINGS, "static/files/年报.pdf": pdf(b"2022"), "static/files/other.pdf": pdf(b"other")}


def whole(response):
    assert response.status_code == 200
    return b"".join(response.streaming_content)


@pytest.mark.parametrize(
    "link",
    [
        "[年报](/files/年报.pdf)",
        "[年报](/files/%E5%B9%B4%E6%8A%A5.pdf#page=3)",
        "[年报](../../files/年报.pdf)",
        "[年报][r]\n\n[r]: https://old.example/files/年报.pdf",
        '<a href="//old.example/files/年报.pdf?v=2">年报</a>',
    ],
)
def test_a_linked_file_is_served_at_its_old_address_and_listed(make_site, run_import, page, client, link):
    report = run_import(make_site({**FILES, "content/posts/a.md": page(link)}))

    article = Article.objects.get()
    attachment = Attachment.objects.get()
    assert (attachment.article, attachment.name) == (article, "/files/年报.pdf")
    assert whole(client.get("/files/年报.pdf")) == pdf(b"2022")
    assert client.get("/files/other.pdf").status_code == 404
    assert 'href="/files/%E5%B9%B4%E6%8A%A5.pdf" download>年报.pdf</a>' in client.get(article.path).text
    assert [(file.path, file.address) for file in report.served] == [("static/files/年报.pdf", "/files/年报.pdf")]
    assert codes(report) == []


def test_every_file_of_static_is_kept_for_the_way_back(make_site, run_import, page):
    root = make_site(
        {
            **FILES,
            "hugo.toml": 'staticDir = ["public", "static"]\n',
            "public/地图.pdf": pdf(b"map"),
            "content/a.md": page(),
        }
    )
    report = run_import(root)

    for place in ("static/files/年报.pdf", "static/files/other.pdf", "public/地图.pdf"):
        with storages["originals"].open(SourceFile.objects.get(path=place).stored_as) as kept:
            assert kept.read() == (root / place).read_bytes()
    assert (report.served, report.kept) == ([], 4)


def test_a_file_is_public_as_long_as_an_article_that_links_to_it(make_site, run_import, page, client):
    run_import(
        make_site(
            {
                **FILES,
                "content/posts/a.md": page("[年报](/files/年报.pdf)", draft="true"),
                "content/posts/b.md": page("[别的](/files/other.pdf)"),
                "content/posts/c.md": page("[别的](/files/other.pdf)"),
            }
        )
    )
    assert client.get("/files/年报.pdf").status_code == 404

    workflow.apply(Article.objects.get(path="/posts/b/"), "unpublish", actor=None)
    assert whole(client.get("/files/other.pdf")) == pdf(b"other")


def test_a_linked_picture_comes_into_the_library(make_site, run_import, page, client, picture):
    root = make_site({**FILES, "static/img/大图.png": picture, "content/posts/a.md": page("[大图](/img/大图.png)")})
    run_import(root)

    assert client.get("/img/大图.png").url == Image.objects.get().url
    assert not Attachment.objects.exists()


def test_a_drawing_is_a_download(make_site, run_import, page, client):
    drawing = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"
    run_import(make_site({"static/a.svg": drawing, "content/posts/a.md": page("[图](/a.svg)")}))

    response = client.get("/a.svg")
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Type"] == "application/octet-stream"
    assert whole(response) == drawing


def test_a_site_below_a_folder_keeps_the_folder_in_its_links(make_site, run_import, page, client):
    settings = 'baseURL = "https://old.example/blog/"\n'
    body = "[年报](/blog/files/年报.pdf) [别的](https://old.example/blog/files/other.pdf)"
    run_import(make_site({**FILES, "hugo.toml": settings, "content/posts/a.md": page(body)}))

    assert whole(client.get("/blog/files/年报.pdf")) == pdf(b"2022")
    assert whole(client.get("/blog/files/other.pdf")) == pdf(b"other")


@pytest.mark.parametrize(
    ("link", "code"),
    [
        ("[缺](/files/none.pdf)", ["file-missing"]),
        ("[页](/files/none/)", []),
        ("[页](/about.html)", []),
        ("[外](https://other.example/a.pdf)", []),
        ("[出](/../../etc/passwd.pdf)", ["file-missing"]),
        ("[出](/%2e%2e/%2e%2e/secret.pdf)", ["file-missing"]),
        ("[零](/a%00.pdf)", []),
        ("[站](/media/a.pdf)", ["file-address"]),
        ("`[代码](/files/none.pdf)`", []),
        ("[同捆](手册.pdf) [同捆](/posts/b/手册.pdf) [别捆](/posts/c/表.xlsx)", []),
    ],
)
def test_what_is_missing_or_cannot_be_is_said(make_site, run_import, page, link, code):
    root = make_site(
        {
            **FILES,
            "static/media/a.pdf": pdf(),
            "content/posts/b/index.md": page(f"一\n\n{link}"),
            "content/posts/b/手册.pdf": pdf(),
            "content/posts/c/index.md": page(),
            "content/posts/c/表.xlsx": b"PK",
            "../secret.pdf": pdf(b"secret"),
        }
    )
    report = run_import(root)

    assert codes(report) == code
    assert all(found.line == 8 for file in report.files for found in file.findings)
    assert set(Attachment.objects.values_list("name", flat=True)) == {"手册.pdf", "表.xlsx"}


def test_a_dry_run_says_the_same_and_a_second_run_changes_nothing(make_site, run_import, page):
    root = make_site({**FILES, "content/posts/a.md": page("[年报](/files/年报.pdf) [缺](/x.pdf)")})

    rehearsed = run_import(root, dry_run=True).as_json()
    assert not Attachment.objects.exists()
    first = run_import(root).as_json()
    before = everything()
    second = run_import(root)

    assert {**rehearsed, "dry_run": False} == first
    assert everything() == before
    assert [file.address for file in second.served] == ["/files/年报.pdf"]


def test_a_newer_file_takes_the_place_of_the_old_one(make_site, run_import, page, client):
    files = {**FILES, "content/posts/a.md": page("[年报](/files/年报.pdf)")}
    run_import(make_site(files))
    run_import(make_site({**files, "static/files/年报.pdf": pdf(b"2023")}))

    assert whole(client.get("/files/年报.pdf")) == pdf(b"2023")


def test_the_command_lists_them(make_site, page, capsys, tmp_path):
    root = make_site({**FILES, "content/posts/a.md": page("[年报](/files/年报.pdf)")})
    call_command("import_hugo", root, report=tmp_path / "report.json")

    assert "static/files/年报.pdf：有文章链接到它，读者可在 /files/年报.pdf 下载。" in capsys.readouterr().out
    rows = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["files"]
    assert ("static/files/年报.pdf", "/files/年报.pdf") in {(row["file"], row["address"]) for row in rows}
