import django.core.serializers.json
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

MESSAGE = "the audit record is neither changed nor deleted"

SQLITE = [
    f"CREATE TRIGGER cms_auditentry_unchanged BEFORE UPDATE ON cms_auditentry BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
    f"CREATE TRIGGER cms_auditentry_kept BEFORE DELETE ON cms_auditentry BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
    # INSERT OR REPLACE deletes without asking the trigger above.
    f"""
    CREATE TRIGGER cms_auditentry_once BEFORE INSERT ON cms_auditentry
    WHEN EXISTS (SELECT 1 FROM cms_auditentry WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END
    """,
]
SQLITE_BACK = [f"DROP TRIGGER cms_auditentry_{name}" for name in ("unchanged", "kept", "once")]

POSTGRESQL = [
    f"""
    CREATE FUNCTION cms_auditentry_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    """
    CREATE TRIGGER cms_auditentry_kept BEFORE UPDATE OR DELETE ON cms_auditentry
    FOR EACH ROW EXECUTE FUNCTION cms_auditentry_refuse()
    """,
    """
    CREATE TRIGGER cms_auditentry_not_emptied BEFORE TRUNCATE ON cms_auditentry
    FOR EACH STATEMENT EXECUTE FUNCTION cms_auditentry_refuse()
    """,
]
POSTGRESQL_BACK = [
    "DROP TRIGGER cms_auditentry_not_emptied ON cms_auditentry",
    "DROP TRIGGER cms_auditentry_kept ON cms_auditentry",
    "DROP FUNCTION cms_auditentry_refuse()",
]


def run(schema_editor, sqlite, postgresql):
    for statement in sqlite if schema_editor.connection.vendor == "sqlite" else postgresql:
        schema_editor.execute(statement)


def protect(apps, schema_editor):
    run(schema_editor, SQLITE, POSTGRESQL)


def release(apps, schema_editor):
    run(schema_editor, SQLITE_BACK, POSTGRESQL_BACK)


class Migration(migrations.Migration):
    """
    New tables only, however large the site is. Whoever was signed in signs in again.

    A later migration that alters cms_auditentry has to make the triggers again on SQLite, where Django copies the table.
    """

    initial = True

    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            name="SecondFactor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seed", models.CharField(max_length=64)),
                ("last_step", models.BigIntegerField(default=0)),
                ("recovery", models.JSONField(default=list)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="second_factor",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "session_key",
                    models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name="session key"),
                ),
                ("session_data", models.TextField(verbose_name="session data")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                ("started_at", models.DateTimeField()),
                ("last_used_at", models.DateTimeField(db_index=True)),
                ("device", models.CharField(max_length=100)),
                ("network", models.CharField(max_length=50)),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "session",
                "verbose_name_plural": "sessions",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SignInAttempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("account", models.CharField(max_length=64)),
                ("browser", models.CharField(max_length=64)),
                ("address", models.CharField(max_length=64)),
                ("at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["account", "browser", "at"], name="attempt_of_account"),
                    models.Index(fields=["address", "at"], name="attempt_from_address"),
                ],
            },
        ),
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="time")),
                ("action", models.CharField(max_length=40, verbose_name="action")),
                ("kind", models.CharField(max_length=60, verbose_name="kind")),
                ("key", models.CharField(max_length=64)),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("part", models.CharField(max_length=60)),
                (
                    "before",
                    models.JSONField(
                        default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name="before"
                    ),
                ),
                (
                    "after",
                    models.JSONField(
                        default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name="after"
                    ),
                ),
                ("network", models.CharField(max_length=50, verbose_name="network")),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
            ],
            options={
                "verbose_name": "audit record",
                "verbose_name_plural": "audit record",
                "ordering": ["-at", "-pk"],
                "permissions": [("export_auditentry", "Can export the audit record")],
                "default_permissions": ["view"],
                "indexes": [
                    models.Index(fields=["-at", "-id"], name="audit_by_time"),
                    models.Index(fields=["kind", "key", "-at"], name="audit_of_row"),
                    models.Index(fields=["actor", "-at"], name="audit_by_actor"),
                    models.Index(fields=["action", "-at"], name="audit_by_action"),
                ],
            },
        ),
        migrations.RunPython(protect, release),
    ]
