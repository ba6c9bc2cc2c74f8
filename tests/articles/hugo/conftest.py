"""Small Hugo sites made on the spot, and one call that imports them."""

import pytest

from articles.hugo.importer import Importer
from articles.hugo.site import open_site
from tests.factories import image_bytes

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
