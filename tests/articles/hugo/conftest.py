"""Small Hugo sites made on the spot, and one call that imports them."""

from pathlib import Path

import pytest
from django.core.files.storage import storages

from articles.hugo.importer import Importer
from articles.hugo.site import open_site
from articles.models import Article, Redirect, Revision, SourceFile
from media.models import Image
from tests.factories import image_bytes

SETTINGS = 'baseURL = "https://old.example/"\ndefaultContentLanguage = "zh"\n[languages.zh]\n[languages.en]\n'
ARTICLE = "content/posts/first/index.md"
PLAIN = "---\ntitle: 社区新闻\ndate: 2022-03-24\n---\n\n这里是正文。\n"


@pytest.fixture
def make_site(tmp_path):
    """Write a site: file names to text or bytes. An article at ``content/posts/a.md`` unless files are given."""

    def make(files=None, name="old"):
        root = tmp_path / name
        for place, content in (files or {"content/posts/a.md": PLAIN}).items():
            path = root / place
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return root

    return make


@pytest.fixture
def run_import(django_capture_on_commit_callbacks):
    """Import a site as the command does, and return the report."""

    def run(root, *, content="", timezone="", permalinks="", **options):
        site = open_site(root, content=content, timezone=timezone, permalinks=permalinks)
        with django_capture_on_commit_callbacks(execute=True):
            return Importer(site, **options).run()

    return run


@pytest.fixture
def page():
    """Return the text of a content file with these keys, written as YAML."""

    def write(body="这里是正文。", **keys):
        keys = {"title": "社区新闻", "date": "2022-03-24", **keys}
        lines = "".join(f"{key}: {value}\n" for key, value in keys.items() if value is not None)
        return f"---\n{lines}---\n\n{body}\n"

    return write


@pytest.fixture
def picture():
    return image_bytes(320, 200)


def codes(report, path=None):
    """Return the codes of a report's findings, or of one file's."""
    return [found.code for file in report.files if path in {None, file.path} for found in file.findings]


def outcomes(report):
    """Return how each file ended, by its path."""
    return {file.path: file.outcome for file in report.files}


def everything():
    """Return what is in the newsroom, to be compared before and after."""
    rows = [list(model.objects.order_by("pk").values()) for model in (Article, Revision, SourceFile, Image, Redirect)]
    files = sorted(path for path in Path(storages["originals"].location).rglob("*"))
    return rows, files
