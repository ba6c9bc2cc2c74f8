"""The texts of the shared torture set as articles of an old site: each is shown, or kept as a draft and reported."""

import csv

import pytest

from articles.hugo.report import Outcome
from articles.models import Article

pytestmark = pytest.mark.django_db

HEAD = b"---\ntitle: t\ndate: 2022-03-24\n---\n"
SHORT = 20_000  # bytes: what is not asked for in full takes the texts up to this


@pytest.fixture
def rows(shared, pytestconfig):
    with shared("attack/markdown_torture/index.csv").open(encoding="utf-8", newline="") as index:
        found = list(csv.DictReader(index))
    return [row for row in found if pytestconfig.getoption("--full") or int(row["bytes"]) <= SHORT]


def test_every_torture_text_is_imported_or_told_about(rows, shared, make_site, run_import):
    files = {
        f"content/posts/{row['file']}": HEAD + shared(f"attack/markdown_torture/{row['file']}").read_bytes()
        for row in rows
    }
    reports = {file.path: file for file in run_import(make_site(files)).files}
    articles = {article.path: article for article in Article.objects.select_related("latest_revision")}

    for row in rows:
        report = reports[f"content/posts/{row['file']}"]
        if report.outcome is Outcome.REJECTED:
            assert "REJECT_OR_REPAIR" in row["expect"], row
            assert [found.code for found in report.findings] == ["encoding"]
            continue
        article = articles[report.address]
        assert row["must_contain_text"] in article.latest_revision.content["body"]
        refused = [found for found in report.findings if found.code == "text-too-complex"]
        if refused:
            assert row["may_be_refused_with_a_limit_message"].startswith("yes"), row
            assert refused[0].line > HEAD.count(b"\n")
        assert article.state == ("draft" if refused else "published")
        assert bool(article.body_html) >= bool(row["must_contain_text"] and not refused)
