"""Every finding of the importer has a heading in the report."""

import re

from articles.hugo.groups import GROUP_OF, GROUPS, counted, rows
from tests.test_architecture import ROOT, python_files

CODE = re.compile(r'"([a-z0-9]+(?:-[a-z0-9]+)+)"')
NO_CODES = {"featured-image", "featured-image-preview", "utf-8", "publish-date"}
MADE = {f"{kind}-{end}" for kind in ("tags", "categories", "topics", "authors") for end in ("tidied", "type")}
CALLS = re.compile(r'(?:rejected|note|Finding|_left_out|_refuse)\(|code=|"[a-z-]+"$')


def codes():
    """Return what looks like a code where findings are made."""
    found = set(MADE)
    for name in python_files("articles"):
        if name.startswith("articles/hugo/") and not name.endswith("groups.py"):
            source = (ROOT / name).read_text(encoding="utf-8")
            patterns = (
                r'(?:rejected|note|_left_out)\(\s*(?:entry\.place[^,]*,\s*)?"([a-z-]+)"',
                r'code\s*=\s*"([a-z-]+)"',
                r'code, message = "([a-z-]+)"',
                r'_refuse\([^"]*"([a-z-]+)"',
                r'_cast\([^"]*(?:"[a-z]+",? ?)*,\s*"([a-z]+-[a-z]+)"\)',
                r'problem = "([a-z-]+)"',
                r'return "", "([a-z-]+)"',
            )
            found |= {code for pattern in patterns for code in re.findall(pattern, source)}
    return found


def test_each_code_has_its_heading():
    assert codes() - set(GROUP_OF) == set()
    assert len(codes()) > 70


def test_no_code_has_two():
    assert sum(len(group) for _heading, _field, group in GROUPS.values()) == len(GROUP_OF)


def test_a_code_that_is_new_is_listed_all_the_same():
    finding = {"code": "new-one", "level": "warning", "line": 0, "key": "", "message": "x", "suggestion": ""}
    file = {"file": "content/a.md", "title": "甲", "outcome": "imported with warnings", "findings": [finding]}
    assert [row.group for row in rows([file])] == ["other"]


def test_articles_are_counted_apart_from_the_rest():
    files = [
        {"file": "content/a.md", "outcome": "imported"},
        {"file": "content/b.md", "outcome": "imported with warnings"},
        {"file": "content/c.md", "outcome": "rejected"},
        {"file": "content/d.md", "outcome": "unchanged"},
        {"file": "content/_index.md", "outcome": "imported"},
        {"file": "content/a.jpg", "outcome": "rejected"},
    ]
    assert counted(files) == {
        "articles": 4,
        "done": 2,
        "warned": 1,
        "failed": 1,
        "unchanged": 1,
        "others": 2,
        "others_failed": 1,
    }
