"""The importer on the shared data: the seed, four real sites, malformed front matter, hostile pictures."""

import csv
import re
import runpy
import shutil
import sys
from functools import partial

import pytest
from django.utils import timezone

from articles.hugo.importer import Importer
from articles.hugo.report import Outcome
from articles.hugo.site import open_site
from articles.models import Article, Redirect, Revision, SourceFile
from media.models import Image
from tests.pace import takes_at_most

from .conftest import codes

pytestmark = pytest.mark.django_db

SEED = "content/posts/first-community-metaverse-conference/index.md"
SEED_CODES = {
    "alt-placeholder",
    "lastmod-before-date",
    "image-after-date",
    "description-repeats",
    "cover-repeats",
    "image-missing",
}
VERDICTS = {Outcome.IMPORTED: "accept", Outcome.WARNED: "repair", Outcome.REJECTED: "error"}


def imported(root, **options):
    """Import without the hooks that make smaller pictures after a commit: those are media's tests."""
    return Importer(open_site(root), **options).run()


@pytest.mark.parametrize("dry_run", [True, False])
def test_the_seed_yields_exactly_its_findings(shared, dry_run):
    report = imported(shared("seed"), dry_run=dry_run)
    found = next(file for file in report.files if file.path == SEED).findings
    assert {finding.code for finding in found} == SEED_CODES
    assert len(found) == 7
    by_code = {finding.code: finding for finding in found}
    assert by_code["alt-placeholder"].count == 7
    assert "20220701 > 2022-03-24" in by_code["image-after-date"].message
    suggested = [finding.suggestion for finding in found if finding.code == "image-missing"]
    assert "20220701141827.png" in suggested[0]
    assert "20220701141906.png" in suggested[1]
    assert report.counts == {Outcome.IMPORTED: 7, Outcome.WARNED: 1}


def test_the_seed_arrives_whole(shared):
    imported(shared("seed"))
    article = Article.objects.get()
    assert article.path == "/posts/first-community-metaverse-conference/"
    assert article.guid == "https://news.example.cn/posts/first-community-metaverse-conference/"
    assert article.body_html.count("<img") == 5
    assert (article.pinned, article.recommended, article.in_focus, article.weight) == (False, True, True, None)
    assert [term.name for term in article.ordered_topics] == ["元宇宙"]
    assert [term.slug for term in article.ordered_authors] == ["simon"]
    assert len(article.ordered_tags) == 5
    assert not article.shows_hero
    assert not article.shows_dek
    assert not article.shows_update
    assert "配图一" not in article.body_html


def test_the_seed_is_repaired_on_request(shared):
    source = (shared("seed") / SEED).read_bytes()
    report = imported(shared("seed"), fix_images=True)
    assert codes(report).count("image-repaired") == 2
    assert Article.objects.get().body_html.count("<img") == 7
    assert (shared("seed") / SEED).read_bytes() == source


@pytest.mark.parametrize("name", ["doit-example", "loveit-example", "servicemesher-mini", "volcano-zh"])
def test_every_file_of_a_real_site_is_accounted_for(shared, name):
    site = open_site(shared("corpora") / name)
    report = imported(site.root)
    files = {path for path in (site.root / "content").rglob("*") if path.is_file()}
    assert {file.path for file in report.files} == {site.relative(path) for path in files}
    assert len([file for file in report.files if file.state]) == Article.objects.count()
    assert all(found.message for file in report.files for found in file.findings)
    again = imported(site.root)
    assert again.counts[Outcome.IMPORTED] == again.counts[Outcome.WARNED] == 0


def test_malformed_front_matter_is_judged_row_by_row(shared):
    folder = shared("attack/front_matter_bad")
    report = imported(folder)
    files = {file.path: file for file in report.files}
    with (folder / "index.csv").open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            file = files[row["file"]]
            assert VERDICTS[file.outcome] in row["outcome"].split("|"), row
            article = Article.objects.filter(source_files__path=row["file"]).first()
            assert (article is None) == (file.outcome is Outcome.REJECTED)
            if article:
                expect_fields(article, row["fields_expected"])
            lines = {int(number) for number in re.findall(r"(?:^|; )line (\d+)", row["report_must_name"])}
            assert lines <= {finding.line for finding in file.findings}, row
    before = newsroom()
    again = imported(folder)
    assert set(again.counts) == {Outcome.UNCHANGED, Outcome.REJECTED}
    assert before == (
        list(Article.objects.order_by("pk").values()),
        Revision.objects.count(),
        SourceFile.objects.count(),
    )


def newsroom():
    return list(Article.objects.order_by("pk").values()), Revision.objects.count(), SourceFile.objects.count()


def expect_fields(article, expected):
    for part in filter(None, expected.split("; ")):
        key, _equals, value = part.partition("=")
        match key:
            case "title":
                assert article.title == value
            case "draft":
                assert article.state == "draft"
            case "status":
                assert ("scheduled" if article.is_scheduled else article.state) == value
            case "date":
                assert timezone.localtime(article.published_at).isoformat() == value
            case "tags":
                assert [tag.name for tag in article.ordered_tags] == value.split("|")
            case "body_has":
                assert value in article.body
            case _:
                pytest.fail(f"no such expectation: {key}")


def test_every_malformed_file_is_read_within_a_second(shared, make_site):
    for path in sorted(shared("attack/front_matter_bad").glob("*.md")):
        root = make_site({"a.md": path.read_bytes()}, name=path.stem)
        takes_at_most(1, partial(imported, root, dry_run=True), what=path.name)


def test_hostile_pictures_leave_nothing_behind(shared, make_site, tmp_path, monkeypatch):
    made = tmp_path / "made"
    monkeypatch.setattr(sys, "argv", ["hostile_uploads.py", str(made)])
    runpy.run_path(str(shared("attack/hostile_uploads.py")), run_name="__main__")
    root = make_site({"content/posts/x/index.md": "---\ntitle: 图\ndate: 2022-01-01\n---\n正文。\n"})
    with (made / "index.csv").open(encoding="utf-8") as rows:
        expected = {row["case"]: row["verdict"] for row in csv.DictReader(rows)}
    for case in expected:
        name = case if case.lower().endswith((".png", ".jpg", ".gif", ".webp", ".jpeg")) else f"{case}.png"
        shutil.copy(made / case, root / "content/posts/x" / name)
    report = imported(root)
    assert Article.objects.get().is_live
    refused = {file.path.rpartition("/")[2] for file in report.files if file.outcome is Outcome.REJECTED}
    safe = {case for case, verdict in expected.items() if verdict == "accept" and case.endswith(".png")}
    assert not refused & safe
    assert not refused & set(Image.objects.values_list("original_name", flat=True))
    assert len(report.files) == len(list((root / "content/posts/x").iterdir()))
    assert not Redirect.objects.exists()
