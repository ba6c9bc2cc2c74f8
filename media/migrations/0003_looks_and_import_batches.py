from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("media", "0002_likeness")]

    operations = [
        migrations.AddField(
            model_name="image",
            name="look",
            field=models.BigIntegerField(db_index=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="image",
            name="import_batch",
            field=models.CharField(
                blank=True, db_index=True, default="", editable=False, max_length=100, verbose_name="import batch"
            ),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name="image",
            index=models.Index(fields=["-uploaded_at", "-id"], name="image_newest"),
        ),
    ]
