"""What can be found of an article."""

from django.db import models

from .article import Article


class SearchEntry(models.Model):
    """
    The folded words of one published article, and what folding changed in its text, for the passage that is shown.

    There is one for each article whose state is ``published``, written and removed by ``articles.search`` in the
    transaction that changes the article. ``title`` is part of ``labels`` (title and tags), and ``labels`` of ``words``
    (everything). ``facets`` are the keys of its year, its month and its topics. On SQLite the primary key is the place
    in the index, which is ordered by time.
    """

    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="search_entry")
    published_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    facets = models.TextField()
    title = models.TextField()
    labels = models.TextField()
    words = models.TextField()
    changes = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["-published_at", "-article"], name="search_entry_by_time")]

    def __str__(self):
        return f"entry of article {self.article_id}"

    @property
    def body(self):
        """The folded text without title and tags: where ``changes`` has its places."""
        return self.words[len(self.labels) + 1 :]


class DraftEntry(models.Model):
    """
    The folded words of an article's newest version, where readers' index has others or none.

    There is one for each article that is not ``published``, and for each published one that has changes to publish,
    written and removed by ``articles.search`` in the transaction that keeps the version. One line each for the title,
    the tags, the summary and the text as it was typed.
    """

    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="draft_entry")
    words = models.TextField()

    def __str__(self):
        return f"newest words of article {self.article_id}"
