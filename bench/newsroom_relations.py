# ruff: noqa: PLC0415, S311 -- the caller tells Django which database; the dice are for invented articles
"""What the articles of ``bench.newsroom`` are filed under, and where their texts lead."""

import datetime
import random

BATCH = 2_000


def file_under(keys: list[int]) -> None:
    """Give each article a section, a topic, an author and three of 2,000 tags."""
    from articles import models

    dice = random.Random(12)
    sections = [models.Category.objects.create(name=f"栏目{n}") for n in range(8)]
    topics = [models.Topic.objects.create(name=f"专题{n}") for n in range(12)]
    authors = [models.Author.objects.create(name=f"作者{n}") for n in range(60)]
    models.Tag.objects.bulk_create(models.Tag(name=f"标签{n}", slug=f"标签{n}") for n in range(2_000))
    tags = list(models.Tag.objects.all())
    models.ArticleCategory.objects.bulk_create(
        (models.ArticleCategory(article_id=key, category=dice.choice(sections)) for key in keys), batch_size=BATCH
    )
    models.ArticleTopic.objects.bulk_create(
        (models.ArticleTopic(article_id=key, topic=dice.choice(topics)) for key in keys), batch_size=BATCH
    )
    models.Byline.objects.bulk_create(
        (models.Byline(article_id=key, author=dice.choice(authors)) for key in keys), batch_size=BATCH
    )
    models.TaggedArticle.objects.bulk_create(
        (models.TaggedArticle(content_object_id=key, tag=tag) for key in keys for tag in dice.sample(tags, 3)),
        batch_size=BATCH,
    )


def link_up(keys: list[int]) -> None:
    """Give each public article three links, of 50,000 addresses: one in 40 broken, one in 20 not to be checked."""
    from django.utils import timezone

    from articles import models

    dice, now = random.Random(13), timezone.now()
    verdicts = ["broken", "unsure", "unsure", *["fine"] * 37]
    rows = []
    for number in range(50_000):
        own, verdict = number % 5 == 0, verdicts[number // 5 % 40]
        rows.append(
            models.LinkedAddress(
                address=f"/posts/a{number}/" if own else f"https://host{number % 3_000}.example/{number}",
                host="" if own else f"host{number % 3_000}.example",
                verdict=verdict,
                why={"broken": "missing" if own else "missing_there", "unsure": "refused"}.get(verdict, ""),
                status=404,
                failing_since=now - datetime.timedelta(hours=number) if verdict == "broken" else None,
                checked_at=now,
                next_at=None if own else now + datetime.timedelta(minutes=number - 10_000),
            )
        )
    models.LinkedAddress.objects.bulk_create(rows, batch_size=BATCH)
    addresses = list(models.LinkedAddress.objects.order_by("pk"))
    models.Link.objects.bulk_create(
        (models.Link(article_id=key, address=row, line=3) for key in keys for row in dice.sample(addresses, 3)),
        batch_size=BATCH,
    )
