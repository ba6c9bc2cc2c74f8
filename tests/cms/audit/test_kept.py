"""The database itself keeps the record: whatever asks it to change or delete an entry is refused."""

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from cms.audit import record
from cms.models import AuditEntry
from tests.factories import make_category

pytestmark = pytest.mark.django_db

REPLACE = "INSERT OR REPLACE INTO cms_auditentry SELECT * FROM cms_auditentry"
TRUNCATE = "SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE cms_auditentry"


@pytest.fixture
def entry():
    return record("placed", make_category(), after={"weight": 1})


def save(entry):
    entry.action = "nothing"
    entry.save()


@pytest.mark.parametrize(
    "forge",
    [
        save,
        lambda entry: entry.delete(),
        lambda entry: AuditEntry.objects.update(actor=None),
        lambda entry: AuditEntry.objects.all().delete(),
        lambda entry: AuditEntry.objects.all()._raw_delete("default"),
        lambda entry: connection.cursor().execute("UPDATE cms_auditentry SET name = 'x'"),
        lambda entry: connection.cursor().execute("DELETE FROM cms_auditentry"),
        lambda entry: connection.cursor().execute(REPLACE if connection.vendor == "sqlite" else TRUNCATE),
        lambda entry: call_command("flush", interactive=False, verbosity=0),
    ],
    ids=["save", "delete", "update", "delete all", "raw delete", "UPDATE", "DELETE", "replace", "flush"],
)
def test_no_entry_is_changed_or_deleted(entry, forge, capsys):
    before = list(AuditEntry.objects.values())

    with pytest.raises((DatabaseError, CommandError), match=r"audit record|flush"), transaction.atomic():
        forge(entry)

    assert list(AuditEntry.objects.values()) == before
