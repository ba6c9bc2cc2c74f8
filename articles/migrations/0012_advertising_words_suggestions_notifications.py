"""
Advertisements, the newsroom's word list, suggestions of writers, notifications.

The one column on articles has a default of the database's, so that the release before runs on. PostgreSQL writes no row;
SQLite copies the table: about 10 seconds of processor time for 50,000 articles of 12 KB (600 MB).
"""

import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0011_front_page'),
        ('auth', '0012_alter_user_first_name_max_length'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='NotificationChoice',
            fields=[
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='notification_choice', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('mail', models.CharField(choices=[('none', 'No mail'), ('at_once', 'A mail for each, at once'), ('daily', 'One mail a day, with everything new')], default='none', max_length=10, verbose_name='mail')),
            ],
            options={
                'verbose_name': 'choice of notifications',
                'verbose_name_plural': 'choices of notifications',
            },
        ),
        migrations.AddField(
            model_name='article',
            name='paid',
            field=models.BooleanField(db_default=False, default=False, verbose_name='advertisement'),
        ),
        migrations.AlterField(
            model_name='revision',
            name='kind',
            field=models.CharField(choices=[('autosave', 'Autosave'), ('save', 'Save'), ('restore', 'Restored'), ('import', 'Import'), ('suggestion', 'Suggestion'), ('aside', 'Set aside')], default='save', max_length=20, verbose_name='kind'),
        ),
        migrations.CreateModel(
            name='HouseWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('word', models.CharField(max_length=60, verbose_name='watched word')),
                ('right', models.CharField(blank=True, max_length=60, verbose_name='right form')),
                ('kind', models.CharField(choices=[('mistake', 'Wrong character'), ('name', 'Name'), ('stop', 'Sensitive: stops publication'), ('look', 'Sensitive: to confirm')], default='mistake', max_length=10, verbose_name='kind')),
                ('note', models.CharField(blank=True, help_text='Writers see it beside the word.', max_length=200, verbose_name='why it is watched')),
                ('changed_at', models.DateTimeField(auto_now=True, verbose_name='last changed')),
                ('changed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'house word',
                'verbose_name_plural': 'house words',
                'ordering': ['word'],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('word'), name='house_word_once', violation_error_message='This word is in the list already.')],
            },
        ),
        migrations.CreateModel(
            name='Notification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event', models.CharField(choices=[('submitted', 'For review'), ('sent_back', 'Changes requested'), ('published', 'Published'), ('scheduled', 'Scheduled'), ('withdrawn', 'Withdrawn'), ('failed', 'Scheduled publication failed'), ('pin_ends', 'The pin ends soon'), ('suggested', 'Suggested change'), ('taken_over', 'Suggestion taken over'), ('declined', 'Suggestion declined')], max_length=20)),
                ('note', models.TextField(blank=True)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('read_at', models.DateTimeField(null=True)),
                ('mail', models.CharField(choices=[('none', 'No mail'), ('at_once', 'A mail for each, at once'), ('daily', 'One mail a day, with everything new')], default='none', max_length=10)),
                ('mailed_at', models.DateTimeField(null=True)),
                ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notifications', to='articles.article')),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notifications', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'notification',
                'verbose_name_plural': 'notifications',
                'ordering': ['-at', '-pk'],
                'indexes': [models.Index(fields=['recipient', 'read_at'], name='notification_unread'), models.Index(fields=['recipient', '-at', '-id'], name='notification_by_time'), models.Index(fields=['mail', 'mailed_at'], name='notification_to_mail')],
            },
        ),
        migrations.CreateModel(
            name='Suggestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('note', models.TextField(blank=True, verbose_name='note to the editors')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='time')),
                ('state', models.CharField(choices=[('waiting', 'Waiting for an editor'), ('taken', 'Taken over'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn by the author'), ('replaced', 'Replaced by a later suggestion')], default='waiting', max_length=20, verbose_name='status')),
                ('decided_at', models.DateTimeField(null=True)),
                ('answer', models.TextField(blank=True, verbose_name='answer')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='suggestions', to='articles.article')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('base', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='articles.revision')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('revision', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='suggestion', to='articles.revision')),
            ],
            options={
                'verbose_name': 'suggestion',
                'verbose_name_plural': 'suggestions',
                'ordering': ['-created_at', '-pk'],
                'indexes': [models.Index(fields=['state', 'article'], name='suggestion_waiting')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('article', 'author'), name='suggestion_one_waiting')],
            },
        ),
    ]
