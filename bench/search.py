# ruff: noqa: PLC0415, S311 -- Django is told first which database; the dice are for texts
"""What search costs on 100,000 generated articles: time of queries by kind, size of the index, time to build it."""

import argparse
import contextlib
import datetime
import itertools
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import django

SEED = 2026
WORDS, TOPICS = 30_000, 12
LATIN = "AI VR AR 5G NFT Web3 API ChatGPT DAO IoT GPT-4 BIM".split()
FIRST_DAY = datetime.datetime(2015, 1, 1, tzinfo=datetime.UTC)
YEARS = 10
EACH = 200  # queries of a kind


def vocabulary(dice: random.Random) -> tuple[list[str], list[float]]:
    """Return invented words of one to four characters, and how often each is used, by Zipf's law."""
    characters = [bytes((row, cell)).decode("gb2312") for row in range(0xB0, 0xD7) for cell in range(0xA1, 0xFA)]
    dice.shuffle(characters)  # the 3,471 most common ones, in no order of use
    often = list(itertools.accumulate(1 / (rank + 20) for rank in range(len(characters))))
    words = dict.fromkeys(
        "".join(dice.choices(characters, cum_weights=often, k=dice.choice((1, 2, 2, 2, 2, 3, 3, 4))))
        for _ in range(WORDS)
    )
    return list(words), list(itertools.accumulate(1 / (rank + 8) for rank in range(len(words))))


def texts(dice: random.Random) -> Iterator[tuple[str, str]]:
    """Yield titles and bodies without end: 400 to 2,800 characters in sentences and paragraphs."""
    words, often = vocabulary(dice)

    def sentence(length: int) -> str:
        parts = dice.choices(words, cum_weights=often, k=length)
        if dice.random() < 0.2:
            parts[length // 2] = dice.choice((dice.choice(LATIN), f"{dice.randrange(3000):,}"))
        parts.insert(length // 2, "，")
        return "".join(parts)

    while True:
        paragraphs = [
            "。".join(sentence(dice.randint(8, 18)) for _ in range(5)) + "。" for _ in range(dice.randint(3, 16))
        ]
        yield sentence(8).replace("，", ""), "\n".join(paragraphs)


def fill(count: int) -> int:
    """Write the articles, published over ten years; return the bytes of their words in UTF-8."""
    from articles.models import Article, ArticleTopic, Revision, State, Tag, TaggedArticle, Topic

    dice = random.Random(SEED)
    topics = [Topic.objects.create(name=f"专题{number}") for number in range(TOPICS)]
    tags = [Tag.objects.create(name=f"标签{number}", slug=f"tag-{number}") for number in range(300)]
    first = Article.objects.create(title="first", path="/first/", guid="first")
    revision = Revision.objects.create(article=first, number=1, content={}, schema=1)
    size, made = 0, texts(dice)
    for start in range(0, count, 1_000):
        rows = []
        for number in range(start, min(start + 1_000, count)):
            title, body = next(made)
            size += len(title.encode()) + len(body.encode())
            html = "".join(f"<p>{paragraph}</p>\n" for paragraph in body.split("\n"))
            at = FIRST_DAY + datetime.timedelta(days=365 * YEARS * number / count, minutes=dice.randrange(1_440))
            rows.append(
                Article(
                    title=title,
                    body=body,
                    body_html=html,
                    excerpt=body[:80],
                    state=State.PUBLISHED,
                    slug=f"a{number}",
                    path=f"/posts/a{number}/",
                    guid=f"a{number}",
                    published_at=at,
                    published_day=at.date(),
                    first_published_at=at,
                    live_revision=revision,
                )
            )
        articles = Article.objects.bulk_create(rows)
        ArticleTopic.objects.bulk_create(ArticleTopic(article=row, topic=dice.choice(topics)) for row in articles)
        TaggedArticle.objects.bulk_create(
            TaggedArticle(content_object=row, tag=tag) for row in articles for tag in dice.sample(tags, 3)
        )
    return size


def queries(dice: random.Random) -> dict[str, list[str]]:
    """Return queries of each kind, cut from the articles themselves."""
    from articles.models import Article

    bodies = list(Article.objects.exclude(body="").order_by("?").values_list("body", flat=True)[: EACH * 4])

    def cut(length: int) -> str:
        while True:
            body = dice.choice(bodies)
            start = dice.randrange(len(body) - length)
            if (found := body[start : start + length]).isalpha():
                return found

    words, often = vocabulary(random.Random(SEED))
    return {
        "one character": [cut(1) for _ in range(EACH)],
        "two characters": [cut(2) for _ in range(EACH)],
        "four characters": [cut(4) for _ in range(EACH)],
        "two words": [" ".join(dice.choices(words, cum_weights=often, k=2)) for _ in range(EACH)],
        "rare (ten characters)": [cut(10) for _ in range(EACH)],
        "the most common words": [word for word in words if len(word) == 2][:20],
        "nothing": [cut(2) + "鑫鱻麤" for _ in range(EACH)],
    }


def measure(asked: list[str], run: Callable[[str], int]) -> str:
    """Return median, 95th percentile and greatest time in ms, and the median of what ``run`` counts."""
    times, counts = [], []
    for typed in asked:
        started = time.perf_counter()
        counts.append(run(typed))
        times.append((time.perf_counter() - started) * 1_000)
    ranked = sorted(times)
    return (
        f"{statistics.median(times):9.1f} {ranked[int(len(ranked) * 0.95) - 1]:9.1f} {ranked[-1]:9.1f}"
        f" {statistics.median(counts):9,.0f}"
    )


def index_bytes() -> tuple[int, int]:
    """Return what the index takes on the disk, and what the entries take that it is made from and compared with."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT coalesce(sum(pgsize) FILTER (WHERE name GLOB 'articles_search_*'), 0),"
                " coalesce(sum(pgsize) FILTER (WHERE name GLOB '*search*entry*'), 0) FROM dbstat"
            )
        else:
            cursor.execute(
                "SELECT pg_relation_size('articles_search'),"
                " pg_total_relation_size('articles_searchentry') - pg_relation_size('articles_search')"
            )
        keys, entries = cursor.fetchone()
    return keys, entries


@contextlib.contextmanager
def at_the_end() -> Iterator[None]:
    """Have PostgreSQL make its index when all entries are there: minutes instead of an hour, and a smaller one."""
    from django.db import connection

    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_indexdef('articles_search'::regclass)")
        made_by = cursor.fetchone()[0]
        cursor.execute("DROP INDEX articles_search")
        yield
        cursor.execute("SET maintenance_work_mem = '1GB'")
        cursor.execute(made_by)
        cursor.execute("ALTER INDEX articles_search ALTER COLUMN 1 SET STATISTICS 0")
        cursor.execute("VACUUM ANALYZE")


def run(count: int) -> None:
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.utils import timezone

    from articles import search
    from articles.models import Article

    settings.ALLOWED_HOSTS = ["testserver"]
    started = time.perf_counter()
    text = fill(count)
    seconds = time.perf_counter() - started
    print(f"{connection.vendor}: {count:,} articles, {text / 1e6:,.0f} MB of words, made in {seconds:,.0f} s")
    started = time.perf_counter()
    with at_the_end():
        search.rebuild(Article.objects.all())
    print(f"index built in {time.perf_counter() - started:,.0f} s")
    keys, entries = index_bytes()
    print(f"keys {keys / 1e6:,.0f} MB, entries {entries / 1e6:,.0f} MB: {(keys + entries) / text:.2f} times the words")

    articles, started = Article.objects.exclude(body="").order_by("?")[:EACH], time.perf_counter()
    for article in articles:
        article.title += "!"
        search.renew(article)
    print(f"one article renewed in {(time.perf_counter() - started) / EACH * 1_000:.1f} ms")

    client, now = Client(), timezone.now()
    asked = queries(random.Random(SEED + 1))
    for words in asked.values():
        search.find(search.read_query(words[0]), now=now)  # pages of the index into memory
    print(f"\n{'ms':34} {'median':>9} {'p95':>9} {'most':>9} {'hits':>9}")
    for name, words in asked.items():
        print(f"{name:34} {measure(words, lambda typed: len(search.find(search.read_query(typed), now=now).keys))}")
    for name in ("two characters", "four characters"):
        page = measure(asked[name], lambda typed: client.get("/search/", {"q": typed}).content.count(b"<mark>"))
        print(f"{'whole page, ' + name:34} {page}")
    for name, words in asked.items():
        newest = measure(words, lambda typed: len(search.find(search.read_query(typed), now=now, by_time=True).keys))
        print(f"{name + ', newest first':34} {newest}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000, metavar="N")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["VAR_DIR"] = folder
        django.setup()
        from django.db import connection

        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = str(Path(folder) / "bench.sqlite3")
        old = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            run(options.articles)
        finally:
            connection.creation.destroy_test_db(old, verbosity=0)


if __name__ == "__main__":
    main()
