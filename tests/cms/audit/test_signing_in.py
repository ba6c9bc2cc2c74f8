"""Logins in the audit record: who came, who left, who was kept out."""

import pytest

from articles.policy import Role
from cms.audit import signing_in
from cms.models import AuditEntry
from tests.factories import make_user
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db
RIGHT = "correct horse battery"


def test_who_signs_in_fails_to_and_signs_out_is_recorded_with_the_network():
    user = make_user(Role.EDITOR, username="editor")
    client = Visitor(REMOTE_ADDR="203.0.113.77")
    for password in ("wrong", RIGHT):
        client.post("/admin/login/", {"username": "editor", "password": password})
    client.post("/admin/logout/")

    found = AuditEntry.objects.exclude(action__in=("created", "changed")).order_by("pk")
    key = str(user.pk)
    assert list(found.values_list("action", "actor", "key", "network")) == [
        ("sign_in_failed", None, key, "203.0.113.0/24"),
        ("signed_in", user.pk, key, "203.0.113.0/24"),
        ("signed_out", user.pk, key, "203.0.113.0/24"),
    ]


def test_a_flood_of_invented_names_does_not_fill_the_record_and_hides_no_account(monkeypatch):
    monkeypatch.setattr(signing_in, "NOBODYS_AN_HOUR", 3)
    user = make_user(Role.EDITOR, username="editor")
    for number in range(6):
        Visitor().post("/admin/login/", {"username": f"nobody{number}", "password": "x"})
    Visitor().post("/admin/login/", {"username": "editor", "password": "x"})

    failed = AuditEntry.objects.filter(action="sign_in_failed").order_by("pk")
    assert list(failed.values_list("key", flat=True)) == ["", "", "", str(user.pk)]
