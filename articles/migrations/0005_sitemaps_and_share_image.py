import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0004_preview_link"), ("media", "0002_likeness")]

    operations = [
        migrations.AddField(
            model_name="sitesettings",
            name="share_image",
            field=models.ForeignKey(
                blank=True,
                help_text="Shown beside a link to a page that has no picture of its own. Best 1200 by 630 pixels.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="media.image",
                verbose_name="picture for shared links",
            ),
        ),
        migrations.RemoveIndex(model_name="article", name="article_by_time"),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                fields=["-published_at", "-id", "state", "modified_at", "expires_at"], name="article_by_time"
            ),
        ),
        migrations.AddIndex(
            model_name="statechange",
            index=models.Index(fields=["transition", "article", "at"], name="state_change_by_step"),
        ),
    ]
