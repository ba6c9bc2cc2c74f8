"""
The index by pinyin. Fills the keys of the tags and authors that there are: 10,000 tags take about two seconds.
"""

from django.db import migrations, models

from articles.naming.alphabet import sort_key


def fill(apps, schema_editor):
    for name in ("Tag", "Author"):
        model = apps.get_model("articles", name)
        rows = list(model.objects.using(schema_editor.connection.alias).only("name"))
        for row in rows:
            row.sort_key = sort_key(row.name)
        model.objects.using(schema_editor.connection.alias).bulk_update(rows, ["sort_key"], batch_size=400)


HELP = "Only where the index puts the name in the wrong place: how it is read, such as shan tian fang."


class Migration(migrations.Migration):
    dependencies = [("articles", "0005_sitemaps_and_share_image")]

    operations = [
        operation
        for name in ("author", "tag")
        for operation in (
            migrations.AddField(
                model_name=name,
                name="pinyin",
                field=models.CharField(blank=True, default="", help_text=HELP, max_length=200, verbose_name="pinyin"),
                preserve_default=False,
            ),
            migrations.AddField(
                model_name=name,
                name="sort_key",
                field=models.CharField(default="", editable=False, max_length=200),
                preserve_default=False,
            ),
        )
    ] + [migrations.RunPython(fill, migrations.RunPython.noop)]
