import io
import json

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, SiteSettings

from .conftest import PLAIN

pytestmark = pytest.mark.django_db


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_clean_import_ends_with_a_summary(make_site):
    out = io.StringIO()
    call_command("import_hugo", make_site(), stdout=out)
    assert out.getvalue() == "共 1 个文件：导入 1，有提示 0，未变 0，失败 0。\n"


def test_rejected_files_end_it_with_1_and_say_where(make_site):
    out = io.StringIO()
    root = make_site({"content/a.md": PLAIN, "content/b.md": "---\na: 1\ndate: 昨天\n---\n"})
    with pytest.raises(SystemExit) as ended:
        call_command("import_hugo", root, stdout=out)
    assert ended.value.code == 1
    assert out.getvalue().startswith("content/b.md:3: [date-unreadable] date: ")
    assert Article.objects.count() == 1


@pytest.mark.parametrize("options", [["--content", "none"], ["--timezone", "Mars/Base"], ["--report", "/none/x.json"]])
def test_what_can_not_be_used_ends_it_with_2(make_site, options):
    with pytest.raises(CommandError) as ended:
        call_command("import_hugo", str(make_site()), *options)
    assert ended.value.returncode == 2


def test_a_folder_that_is_no_site_says_what_to_do(tmp_path):
    with pytest.raises(CommandError, match="--content") as ended:
        call_command("import_hugo", tmp_path)
    assert ended.value.returncode == 2


def test_the_report_is_json(make_site, tmp_path):
    place = tmp_path / "report.json"
    call_command("import_hugo", make_site(), report=place, stdout=io.StringIO())
    report = json.loads(place.read_text())
    assert report["counts"]["imported"] == 1
    assert report["files"][0] == {
        "file": "content/posts/a.md",
        "outcome": "imported",
        "title": "社区新闻",
        "address": "/posts/a/",
        "old_address": "/posts/a/",
        "state": "published",
        "findings": [],
    }


def test_options_reach_the_import(make_site):
    options = ["--permalinks", "/x/:slug/", "--timezone", "UTC", "--content", "content/posts"]
    call_command("import_hugo", str(make_site()), *options, stdout=io.StringIO())
    article = Article.objects.get()
    assert article.path == "/x/社区新闻/"
    assert article.published_at.isoformat() == "2022-03-24T00:00:00+00:00"


def test_a_terminal_sees_the_files_counted(make_site):
    out = Terminal()
    call_command("import_hugo", make_site(), "--dry-run", stdout=out)
    assert "1 个文件……" in out.getvalue()
    assert not Article.objects.exists()


def test_a_newsroom_without_a_name_takes_the_old_sites(make_site):
    out = io.StringIO()
    root = make_site({"content/a.md": PLAIN, "hugo.toml": 'title = "江城社区报"\n'})
    call_command("import_hugo", root, "--dry-run", stdout=out)
    assert not SiteSettings.objects.exists()
    call_command("import_hugo", root, stdout=out)
    assert SiteSettings.objects.get().name == "江城社区报"
    assert out.getvalue().endswith("失败 0。\n站点名称取自旧站配置：江城社区报。\n")
    SiteSettings.objects.update(name="新名字")
    call_command("import_hugo", root, stdout=out)
    assert SiteSettings.objects.get().name == "新名字"


def test_a_title_too_long_for_a_name_is_left(make_site):
    call_command(
        "import_hugo", make_site({"a.md": PLAIN, "hugo.toml": f'title = "{"长" * 61}"\n'}), stdout=io.StringIO()
    )
    assert not SiteSettings.objects.exists()
