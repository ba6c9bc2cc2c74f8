"""
What the database knows of its tables when it chooses how to answer.

PostgreSQL sees to that by itself. SQLite guesses, unless it is told: for “the ten articles with a flag among 50,000
that are public” it guesses wrong, and reads the 50,000 (https://sqlite.org/lang_analyze.html).
"""

from django.db import connection

from cms.tasks import nightly, task


def look_at_tables() -> None:
    """
    Count again what stands in the tables. Does nothing where the database does so itself.

    All of it: from a part, SQLite guesses another size for each index of one table, and then reads the table.
    """
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True):
            cursor.execute(f"ANALYZE {connection.ops.quote_name(table)}")


@nightly
@task()
def look_at_tables_each_night() -> None:
    """Do so as the newsroom grows. Safe to run twice."""
    look_at_tables()
