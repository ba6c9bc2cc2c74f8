"""
Terms that are merged, other names of tags, and counts of redirects and missing addresses.

Fills the folded names of the tags that there are: 20,000 tags take about a second.
"""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from articles.naming.folding import name_key


def fold_names(apps, schema_editor):
    tags = apps.get_model("articles", "Tag").objects.using(schema_editor.connection.alias)
    rows = list(tags.only("name"))
    for row in rows:
        row.folded = name_key(row.name)
    tags.bulk_update(rows, ["folded"], batch_size=400)


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0014_planned_steps'),
        ('media', '0004_give_looks'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='MissingAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(max_length=500, unique=True, verbose_name='address')),
                ('hits', models.PositiveBigIntegerField(default=0, verbose_name='hits')),
                ('first_seen_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='first seen')),
                ('last_seen_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='last seen')),
                ('linked_from', models.CharField(blank=True, max_length=500, verbose_name='linked from')),
            ],
            options={
                'verbose_name': 'missing address',
                'verbose_name_plural': 'missing addresses',
                'ordering': ['-hits', '-last_seen_at', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='category',
            name='cover',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='media.image', verbose_name='cover image'),
        ),
        migrations.AlterField(
            model_name='redirect',
            name='source',
            field=models.CharField(max_length=500, unique=True, verbose_name='source path'),
        ),
        migrations.AlterField(
            model_name='redirect',
            name='target',
            field=models.CharField(blank=True, help_text='Left empty: the address is gone (410).', max_length=500, verbose_name='target'),
        ),
        migrations.AddField(
            model_name='redirect',
            name='hits',
            field=models.PositiveBigIntegerField(default=0, editable=False, verbose_name='hits'),
        ),
        migrations.AddField(
            model_name='redirect',
            name='last_hit_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='last hit'),
        ),
        migrations.AddField(
            model_name='redirect',
            name='temporary',
            field=models.BooleanField(default=False, help_text='302: tick it where the target will change. Browsers remember any other redirect (301).', verbose_name='for a time only'),
        ),
        migrations.AddField(
            model_name='tag',
            name='folded',
            field=models.CharField(db_index=True, default='', editable=False, max_length=200),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name='KeptApart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('one', models.PositiveBigIntegerField()),
                ('other', models.PositiveBigIntegerField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kind', 'one', 'other'), name='kept_apart_once')],
            },
        ),
        migrations.CreateModel(
            name='TagAlias',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, verbose_name='name')),
                ('slug', models.CharField(editable=False, max_length=200, unique=True)),
                ('folded', models.CharField(editable=False, max_length=200)),
                ('tag', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aliases', to='articles.tag')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='TermMerge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('kept', models.PositiveBigIntegerField()),
                ('kept_name', models.CharField(max_length=100)),
                ('names', models.JSONField()),
                ('articles', models.PositiveIntegerField()),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='time')),
                ('undone_at', models.DateTimeField(null=True)),
                ('record', models.JSONField()),
                ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('undone_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='MergedTerm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('key', models.PositiveBigIntegerField()),
                ('into', models.PositiveBigIntegerField()),
                ('merge', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='terms', to='articles.termmerge')),
            ],
        ),
        migrations.AddIndex(
            model_name='termmerge',
            index=models.Index(fields=['kind', '-at'], name='term_merge_by_kind'),
        ),
        migrations.AddConstraint(
            model_name='mergedterm',
            constraint=models.UniqueConstraint(fields=('kind', 'key'), name='merged_term_once'),
        ),
        migrations.RunPython(fold_names, migrations.RunPython.noop),
    ]
