"""Pages that stand in no list, such as 关于我们, with all their versions."""
import articles.models.article
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0007_related'),
        ('media', '0002_likeness'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='StaticPage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=100, verbose_name='title')),
                ('slug', models.CharField(blank=True, help_text='The address, such as about for /about/. Left empty, it is made from the title.', max_length=200, unique=True, verbose_name='link')),
                ('body', models.TextField(blank=True, verbose_name='body')),
                ('is_public', models.BooleanField(default=True, help_text='Readers can open it.', verbose_name='public')),
                ('in_footer', models.BooleanField(default=True, verbose_name='link at the foot of every page')),
                ('position', models.PositiveIntegerField(default=0, help_text='Smaller numbers come first.', verbose_name='order')),
                ('body_html', models.TextField(blank=True, editable=False)),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='last changed')),
            ],
            options={
                'verbose_name': 'static page',
                'verbose_name_plural': 'static pages',
                'ordering': ['position', 'pk'],
            },
            bases=(articles.models.article.ShowsBody, models.Model),
        ),
        migrations.CreateModel(
            name='PageVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('title', models.CharField(max_length=100, verbose_name='title')),
                ('body', models.TextField(blank=True, verbose_name='body')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='saved at')),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='saved by')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='articles.staticpage')),
            ],
            options={
                'ordering': ['-number'],
                'constraints': [models.UniqueConstraint(fields=('page', 'number'), name='page_version_once')],
            },
        ),
        migrations.CreateModel(
            name='PageImage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('image', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shown_on_pages', to='media.image')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='images', to='articles.staticpage')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('page', 'image'), name='page_image_once')],
            },
        ),
    ]
