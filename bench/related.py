"""What a large newsroom costs the related reading and the archive: one article's list, and the pages of months."""

import argparse
import datetime
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable

WORDS = "社区元宇宙数字孪生楼长门禁电梯适老传感器积水路灯充电食堂志愿者街道居民物业论坛账本地图时间胶囊湿地机器人"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=50_000)
    count = parser.parse_args().articles
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3")
        os.environ |= {"VAR_DIR": folder, "DEBUG": "1", "DJANGO_SETTINGS_MODULE": "cms.settings"}
        import django  # noqa: PLC0415 -- the settings read the environment

        django.setup()
        from django.core.management import call_command  # noqa: PLC0415 -- the same

        call_command("migrate", verbosity=0)
        fill(count)
        measure(count)


def fill(count: int) -> None:
    """Write plain rows: 12 topics, 8 sections, 2,000 tags, 4 of them on each article, over ten years."""
    from django.utils import timezone  # noqa: PLC0415 -- after django.setup

    from articles.models import (  # noqa: PLC0415 -- the same
        Article,
        ArticleCategory,
        ArticleTopic,
        Category,
        Revision,
        Tag,
        TaggedArticle,
        Topic,
    )

    choose, now = random.Random(5), timezone.now()  # noqa: S311 -- invented articles
    topics = [Topic.objects.create(name=f"专题{n}") for n in range(12)]
    sections = [Category.objects.create(name=f"栏目{n}") for n in range(8)]
    Tag.objects.bulk_create(Tag(name=f"标签{n}", slug=f"标签{n}") for n in range(2_000))
    tags = list(Tag.objects.all())
    rows = []
    for number in range(count):
        at = now - datetime.timedelta(minutes=choose.randrange(10 * 365 * 24 * 60))
        title, body = ("".join(choose.choices(WORDS, k=length)) for length in (24, 900))
        day = timezone.localdate(at)
        rows.append(
            Article(title=title, body=body, path=f"/p/{number}/", guid=str(number), published_at=at, published_day=day)
        )
    Article.objects.bulk_create(rows, batch_size=2_000)
    made = Article.objects.order_by("pk")
    Revision.objects.bulk_create(
        (Revision(article=article, number=1, content={}) for article in made), batch_size=5_000
    )
    with_revision = {row.article_id: row.pk for row in Revision.objects.only("article_id")}
    for article in made:
        article.live_revision_id, article.state = with_revision[article.pk], Article.State.PUBLISHED
        rows[article.pk % len(rows)] = article
    Article.objects.bulk_update(rows, ["live_revision", "state"], batch_size=2_000)
    keys = [row.pk for row in rows]
    ArticleTopic.objects.bulk_create(
        (ArticleTopic(article_id=key, topic=choose.choice(topics)) for key in keys), batch_size=5_000
    )
    ArticleCategory.objects.bulk_create(
        (ArticleCategory(article_id=key, category=choose.choice(sections)) for key in keys), batch_size=5_000
    )
    TaggedArticle.objects.bulk_create(
        (TaggedArticle(content_object_id=key, tag=tag) for key in keys for tag in choose.sample(tags, 4)),
        batch_size=5_000,
    )


def measure(count: int) -> None:
    from django.db import connection  # noqa: PLC0415 -- after django.setup
    from django.utils import timezone  # noqa: PLC0415 -- the same

    from articles.models import Article  # noqa: PLC0415 -- the same
    from articles.pages import archive  # noqa: PLC0415 -- the same
    from articles.related import relate  # noqa: PLC0415 -- the same

    now = timezone.now()
    sample = list(Article.objects.order_by("-published_at")[:20])
    last_year = timezone.localdate(now).year - 1
    print(f"{connection.vendor}, {count:,} articles")
    table("related reading of one article", [lambda article=article: relate(article) for article in sample])
    table("archive: all years", [lambda: archive.years(now)] * 5)
    table("archive: one year", [lambda: archive.year_of(last_year, now)] * 5)
    table("archive: one month", [lambda: list(archive.month_of(last_year, 3, now)[:100])] * 5)


def table(name: str, works: list[Callable[[], object]]) -> None:
    times = []
    for work in works:
        start = time.process_time()
        work()
        times.append((time.process_time() - start) * 1000)
    print(f"{name:34} processor time: median {statistics.median(times):7.1f} ms   worst {max(times):7.1f} ms")


if __name__ == "__main__":
    main()
