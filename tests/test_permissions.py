"""
The shared permission matrix, row by row, as real requests: whoever is refused has changed nothing.

The article desk's own rows are run by ``tests/articles/admin/test_article_permissions.py``. What the
matrix asks of screens that do not exist yet is listed here by name, so that the list can only shrink.
"""

import csv

import pytest
from django.db import transaction

from tests.articles.admin.test_article_permissions import ACTIONS as ARTICLE_ACTIONS
from tests.articles.admin.test_article_permissions import outcome
from tests.permission_actions import ACTIONS, Scene
from tests.visitor import rows

pytestmark = pytest.mark.django_db

NOT_YET = {
    "preview link": {
        *("preview_link_valid", "preview_link_expired", "preview_link_revoked"),
        "preview_link_of_older_revision_shows_only_that",
    },
    "article": {"make_preview_link", "in_sitemap", "in_search"},
    "user account": {"end_sessions"},
    "own account": {"view", "change_email", "end_other_sessions", "set_up_second_factor"},
    "front page": {"view_layout", "edit_layout"},
    "import": {"see_page", "dry_run", "read_report"},
    "export": {"articles", "full_backup", "restore"},
    "audit log": {"read", "edit", "delete"},
    "cache": {"purge_all"},
    "broken link report": {"read"},
    "public": {"archive", "search", "sitemap"},
}
# Readers have no way into the newsroom, and no page of their own yet.
NOT_YET_FOR_READERS = {("own account", "change_password")}


@pytest.fixture(autouse=True)
def static_files(settings, tmp_path):
    """Collect one static file, as a deployment collects all."""
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    (settings.STATIC_ROOT / "site.css").write_text("body{}")


@pytest.fixture
def matrix(shared):
    with shared("attack/permission_matrix.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_each_row_of_the_matrix_is_run_somewhere_or_known_not_to_be(matrix):
    asked = {(row["object"], row["action"]) for row in matrix}
    here = {(thing, action) for thing, actions in ACTIONS.items() for action in actions}
    desk = {("article", action) for action in ARTICLE_ACTIONS}
    not_yet = {(thing, action) for thing, actions in NOT_YET.items() for action in actions}

    assert here | desk | not_yet == asked
    assert not here & desk
    assert not (here | desk) & not_yet


@pytest.mark.parametrize(("thing", "action"), [(thing, action) for thing in ACTIONS for action in ACTIONS[thing]])
def test_each_role_may_what_the_matrix_says_and_a_refusal_changes_nothing(matrix, thing, action):
    wanted = [row for row in matrix if (row["object"], row["action"]) == (thing, action)]
    assert wanted
    wrong = []
    for row in wanted:
        if row["role"] == "reader" and (thing, action) in NOT_YET_FOR_READERS:
            continue
        with transaction.atomic():
            ask = ACTIONS[thing][action](Scene(row))
            before = rows()
            found = outcome(ask())
            changed = rows() != before
            expected_change = row["expected"] == "allow" and row["method"] == "POST"
            if found != row["expected"] or changed != expected_change:
                wrong.append((row["id"], row["role"], row["state"], row["owner"], row["expected"], found, changed))
            transaction.set_rollback(True)
    assert wrong == []
