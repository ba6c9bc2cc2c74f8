"""What the tests of scheduled changes share: a noon, an article with changes to come, what readers see of it."""

import datetime
import re

from articles import publishing, workflow
from articles.models import Article
from articles.versions.content import Content
from tests.factories import make_published

HOUR = datetime.timedelta(hours=1)
NOON = datetime.datetime(2026, 12, 10, 12, tzinfo=datetime.timezone(datetime.timedelta(hours=8)))


def save(article, **changes):
    content = Content.of_revision(article.latest_revision)
    return publishing.save_revision(article, Content(**{**vars(content), **changes}), author=None)


def to_change(title="新的标题", *, hours=1, actor=None, **fields):
    """Return a live article whose ``title`` is scheduled."""
    article = make_published(title="旧的标题", **fields)
    save(article, title=title)
    workflow.apply(article, "schedule_update", actor=actor, at=NOON + hours * HOUR)
    return article


def title_for_readers(client, article):
    headline = client.get(Article.objects.get(pk=article.pk).path).text.split("<h1", 1)[1].split("</h1>", 1)[0]
    return re.sub(r"<[^>]+>", "", headline)
