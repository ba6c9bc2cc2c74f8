"""Which articles lead on from an article: computed ahead, so that a page only reads."""

from django.db import models

from .article import Article


class RelatedArticle(models.Model):
    """``other`` is related reading of ``article``, the best at ``position`` 0. Written by ``articles.related``."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="leads_to")
    other = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="led_to_from")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["article", "other"], name="related_article_once")]
