import django.db.models.deletion
from django.db import migrations, models

SQLITE = [
    # Only which article has which key: the words themselves stand in the entry, so neither they nor places are kept twice.
    # "ascii" takes everything beyond ASCII as part of a key, whatever Unicode the library knows of.
    """
    CREATE VIRTUAL TABLE articles_search
    USING fts5(tokens, content='', columnsize=0, detail=none, tokenize='ascii')
    """,
]
SQLITE_BACK = ["DROP TABLE articles_search"]

POSTGRESQL = [
    # The keys of articles/search/tokens.py, and some with rarer punctuation that nothing asks for; a test compares the two.
    # Names no function of ours inside, so that a restored dump can build the index.
    """
    CREATE FUNCTION articles_search_keys(facets text, title text, labels text, words text) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 10000 AS $$
        SELECT string_to_array(facets, ' ') || array_agg(mark || one)
            || array_agg(mark || one || next) FILTER (WHERE next <> ' ')
        FROM (VALUES ('§', title), ('¶', labels), ('', words)) AS zones(mark, folded),
             string_to_array(translate(folded, E'\n，。、；：？！“”‘’（）《》…—·,.;:?!"()-', repeat(' ', 32)), NULL) AS characters,
             unnest(characters, characters[2:]) AS pairs(one, next)
        WHERE one <> ' '
    $$
    """,
    # With fastupdate, every search would read through what was published last.
    """
    CREATE INDEX articles_search ON articles_searchentry
    USING gin (articles_search_keys(facets, title, labels, words)) WITH (fastupdate = off)
    """,
    # ANALYZE would make the keys of 30,000 entries to learn what no plan here depends on.
    "ALTER INDEX articles_search ALTER COLUMN 1 SET STATISTICS 0",
    # Long texts apart from their row, so that the rows of a common word are on few pages.
    "ALTER TABLE articles_searchentry SET (toast_tuple_target = 128)",
]
POSTGRESQL_BACK = [
    "DROP INDEX articles_search",
    "DROP FUNCTION articles_search_keys(text, text, text, text)",
]


def run(schema_editor, sqlite, postgresql):
    for statement in sqlite if schema_editor.connection.vendor == "sqlite" else postgresql:
        schema_editor.execute(statement)


def create(apps, schema_editor):
    run(schema_editor, SQLITE, POSTGRESQL)


def remove(apps, schema_editor):
    run(schema_editor, SQLITE_BACK, POSTGRESQL_BACK)


class Migration(migrations.Migration):
    """Tables only, however many articles there are; ``rebuild_search`` fills them, 50,000 articles in some minutes."""

    dependencies = [("articles", "0009_indexes")]

    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("published_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField(null=True)),
                ("facets", models.TextField()),
                ("title", models.TextField()),
                ("labels", models.TextField()),
                ("words", models.TextField()),
                ("changes", models.JSONField(default=list)),
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="search_entry",
                        to="articles.article",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["-published_at", "-article"], name="search_entry_by_time")],
            },
        ),
        migrations.RunPython(create, remove),
    ]
