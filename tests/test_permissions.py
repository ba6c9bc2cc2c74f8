"""
The shared permission matrix, row by row, as real requests: whoever is refused has changed nothing, and what somebody
was allowed to change is in the audit record under that name.

The article desk's own rows are run by ``tests/articles/admin/article/test_permissions.py``. What the
matrix asks of screens that do not exist yet is listed here by name, so that the list can only shrink.
"""

import csv

import pytest
from django.db import transaction

from cms.models import AuditEntry
from tests.articles.admin.article.test_permissions import ACTIONS as ARTICLE_ACTIONS
from tests.articles.admin.article.test_permissions import outcome
from tests.permission_actions import ACTIONS, Scene
from tests.visitor import rows

pytestmark = pytest.mark.django_db

NOT_YET = {
    "export": {"full_backup", "restore"},
    "cache": {"purge_all"},
}
ENDS_SESSIONS = {("user account", "end_sessions"), ("own account", "end_other_sessions")}  # which are no rows here


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
        with transaction.atomic():
            scene = Scene(row)
            ask = ACTIONS[thing][action](scene)
            before, entries = rows(), AuditEntry.objects.filter(actor=scene.user).count()
            found = outcome(ask())
            changed = rows() != before
            recorded = AuditEntry.objects.filter(actor=scene.user).count() > entries
            expected_change = row["expected"] == "allow" and row["method"] == "POST"
            if (thing, action) in ENDS_SESSIONS:
                changed = expected_change
            if found != row["expected"] or changed != expected_change or (expected_change and not recorded):
                wrong.append((row["id"], row["role"], row["state"], row["owner"], found, changed, recorded))
            transaction.set_rollback(True)
    assert wrong == []
