from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="sitesettings",
            name="remote_image_hosts",
            field=models.TextField(blank=True, verbose_name="sites whose pictures are shown"),
        ),
    ]
