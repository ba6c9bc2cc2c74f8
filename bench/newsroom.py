# ruff: noqa: PLC0415, S311 -- Django is told first which database; the dice are for invented articles
"""What 50,000 articles cost an editor: the list, each tab and filter, searches, the first page, the form."""

import argparse
import datetime
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench.newsroom_relations import file_under, link_up

WORDS = "社区元宇宙数字孪生楼长门禁电梯适老传感器积水路灯充电食堂志愿者街道居民物业论坛账本地图时间胶囊湿地机器人"
RARE = "鑫鱻麤"  # stands in one article
PROBLEMS = ["", "", "", "W01", "W02", "W07", "W01 W07", "E06 W02", "W10"]
STATES = {"published": 84, "draft": 8, "in_review": 1, "unpublished": 3, "trashed": 4}  # per cent
LIMIT = 300  # milliseconds, of which 95 of 100 answers stay below (issue 4)
BATCH = 2_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=50_000, metavar="N")
    parser.add_argument("--times", type=int, default=20, help="how often each screen is asked for")
    parser.add_argument(
        "--without-index", action="store_true", help="search what readers do not see only: the index takes long"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("TEST_DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3")
        os.environ |= {"VAR_DIR": folder, "DJANGO_SETTINGS_MODULE": "tests.settings"}
        import django

        django.setup()
        from django.conf import settings
        from django.core.management import call_command

        from articles.models import Article

        settings.ALLOWED_HOSTS = ["testserver"]
        call_command("migrate", verbosity=0)
        if not Article.objects.exists():  # a database that is given is filled once
            fill(options.articles)
        index(drafts_only=options.without_index)
        measure(options.times)


def state_of(number: int) -> str:
    place = number % 100
    for state, share in STATES.items():
        if place < share:
            return state
        place -= share
    raise AssertionError


def rows(count: int, owners: list[Any]) -> Iterator[Any]:
    """Yield articles as the newsroom has them: most of them public, over ten years, every twentieth with a problem."""
    from django.utils import timezone

    from articles.models import Article

    dice, now = random.Random(11), timezone.now()
    for number in range(count):
        state = state_of(number)
        at = now - datetime.timedelta(minutes=dice.randrange(60 * 24 * 3650))
        if number % 500 == 0:
            at = now + datetime.timedelta(days=dice.randrange(1, 30))
        title = "".join(dice.choices(WORDS, k=24))
        body = "\n\n".join("".join(dice.choices(WORDS, k=150)) + "。" for _ in range(6))
        public = state in {"published", "unpublished"}
        yield Article(
            title=title + (RARE if number == count // 2 else ""),
            slug=f"a{number}",
            body=body,
            body_html=f"<p>{body}</p>",
            excerpt=body[:80],
            description=body[:70],
            path=f"/posts/a{number}/",
            guid=str(number),
            owner=dice.choice(owners),
            character_count=len(body),
            saved_at=now - datetime.timedelta(seconds=dice.randrange(86_400 * 3650)),
            published_at=at if public else None,
            published_day=timezone.localdate(at) if public else None,
            first_published_at=at if public else None,
            problems=dice.choice(PROBLEMS),
            import_batch=f"2026-11-0{number % 4 + 1} 10:00 old" if number % 3 else "",
            recommended=number % 900 == 0,
            pinned=number % 5_000 == 0,
            weight=1 if number % 2_000 == 0 else None,
            state="draft",
        )


def fill(count: int) -> None:
    from django.contrib.auth import get_user_model
    from django.db import connection
    from django.db.models import F, OuterRef, Subquery

    from articles import models
    from cms.statistics import look_at_tables

    started = time.perf_counter()
    users = get_user_model().objects
    owners = [users.create_user(f"owner{n}", is_staff=True) for n in range(20)]
    models.Article.objects.bulk_create(rows(count, owners), batch_size=BATCH)
    keys = list(models.Article.objects.order_by("pk").values_list("pk", flat=True))
    states = {key: state_of(number) for number, key in enumerate(keys)}
    content = {"title": "题", "body": "正文", "categories": [1]}
    models.Revision.objects.bulk_create(
        (models.Revision(article_id=key, number=number, content=content) for number in (1, 2) for key in keys),
        batch_size=BATCH,
    )
    newest = models.Revision.objects.filter(article=OuterRef("pk"))
    models.Article.objects.update(
        latest_revision=Subquery(newest.order_by("-number").values("pk")[:1]),
        live_revision=Subquery(newest.order_by("-number").values("pk")[:1]),
    )
    changed = keys[::100]  # of published ones: see ``state_of``
    models.Article.objects.filter(pk__in=changed).update(
        live_revision=Subquery(newest.order_by("number").values("pk")[:1])
    )
    for state in STATES:
        mine = [key for key in keys if states[key] == state]
        for start in range(0, len(mine), BATCH):
            models.Article.objects.filter(pk__in=mine[start : start + BATCH]).update(state=state)
    models.Article.objects.exclude(state="published").update(live_revision=None)
    write_drafts()
    steps = {"published": "publish", "unpublished": "unpublish", "in_review": "submit", "trashed": "trash"}
    models.StateChange.objects.bulk_create(
        (
            models.StateChange(
                article_id=key,
                transition=steps.get(state, "send_back" if key % 2 else "unschedule"),
                source="draft",
                target=state,
            )
            for key, state in states.items()
        ),
        batch_size=BATCH,
    )
    file_under(keys)
    link_up([key for key in keys if states[key] == "published"])
    models.Article.objects.filter(pinned=True).update(pinned_until=F("published_at"))
    look_at_tables()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    print(f"{connection.vendor}: {count:,} articles made in {time.perf_counter() - started:,.0f} s")


def write_drafts() -> None:
    """Give the newest versions that readers do not see the words of their rows."""
    from articles.models import Article, Revision
    from articles.search.drafts import WITH_DRAFT

    hidden = list(Article.objects.filter(WITH_DRAFT).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(hidden), BATCH):
        versions = Revision.objects.filter(article__in=hidden[start : start + BATCH], number=2).select_related(
            "article"
        )
        for version in versions:
            for name in ("title", "description", "body"):
                version.content[name] = getattr(version.article, name)
        Revision.objects.bulk_update(versions, ["content"], batch_size=100)


def index(*, drafts_only: bool) -> None:
    """Build what the list's search asks; some at a time, so that a stop loses little."""
    from articles import search
    from articles.search.drafts import WITH_DRAFT

    started, missing = time.perf_counter(), search.missing()
    _seen, changed = search.rebuild(missing.filter(WITH_DRAFT) if drafts_only else missing)
    if changed:
        print(f"search index: {changed:,} entries in {time.perf_counter() - started:,.0f} s")


def screens() -> dict[str, str]:
    """Return the addresses that are asked for, by what they are."""
    from django.utils import timezone

    from articles.models import Article

    listed = "/admin/articles/article/"
    live = Article.objects.filter(state="published").order_by("-pk").values_list("pk", flat=True)[0]
    today = timezone.localdate()
    tabs = ("mine", "draft", "in_review", "sent_back", "scheduled", "published", "changed", "unpublished", "trashed")
    filters = {
        "section": "category=1",
        "topic": "topic=1",
        "author": "author=1",
        "tag": "tag=7",
        "placement": "placement=recommended",
        "broken link": "problem=W08",
        "common problem": "problem=W01",
        "rare problem": "problem=E06",
        "weighted": "problem=weighted",
        "this month": "published=month",
        "one year": f"published={today.year - 3}",
        "import batch": "batch=2026-11-01+10:00+old",
        "topic and problem": "topic=2&problem=W07",
    }
    asked = {"first page": "/admin/", "list": listed, "list, page 500": f"{listed}?p=500"}
    asked |= {f"tab {name}": f"{listed}?status={name}" for name in tabs}
    asked |= {f"filter {name}": f"{listed}?{query}" for name, query in filters.items()}
    report = "/admin/articles/linkedaddress/"
    asked |= {"broken links": report, "links not to be checked": f"{report}?tab=unsure"}
    asked |= {"form": f"{listed}{live}/change/", "review": f"{listed}{live}/review/"}
    kinds = {
        "two characters": "社区",
        "four characters": "数字孪生",
        "rare": RARE,
        "nothing": "鑫麤",
        "link": "a4242",
    }
    asked |= {f"search {name}": f"{listed}?q={words}" for name, words in kinds.items()}
    return asked | {"search in a section": f"{listed}?q=社区&category=1"}


def measure(times: int) -> None:
    from django.contrib.auth import get_user_model
    from django.db import connection
    from django.test import Client

    from articles.models import Article
    from articles.policy import Role

    user, created = get_user_model().objects.get_or_create(username="editor", defaults={"is_staff": True})
    if created:
        user.groups.add(Role.CHIEF.group())
        Article.objects.filter(owner__username="owner1").update(owner=user)
    client = Client()
    client.force_login(user)
    print(f"{connection.vendor}, {Article.objects.count():,} articles; wall clock, and processor time of this process")
    print(f"{'ms':28} {'least':>8} {'median':>8} {'p95':>8} {'cpu':>8} {'db cpu':>8}")
    for name, address in screens().items():
        print(f"{name:28} {timed(lambda address=address: client.get(address), times)}")


def server_seconds() -> float:
    """Return the processor time that PostgreSQL has spent for this connection, where it runs on this machine."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:  # it runs elsewhere
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def timed(work: Callable[[], Any], times: int) -> str:
    """Return least, median and 95th percentile of the wall clock, and the processor time here and in the server."""
    if work().status_code != 200:
        raise SystemExit("an answer that is no page")
    walls, spent, before = [], [], server_seconds()
    for _turn in range(times):
        wall, processor = time.perf_counter(), time.process_time()
        work()
        walls.append((time.perf_counter() - wall) * 1_000)
        spent.append((time.process_time() - processor) * 1_000)
    server = (server_seconds() - before) / times * 1_000
    walls.sort()
    late = walls[max(0, int(len(walls) * 0.95) - 1)]
    mark = "" if late <= LIMIT else f"   over {LIMIT}"
    figures = (walls[0], statistics.median(walls), late, statistics.median(spent), server)
    return " ".join(f"{figure:8.0f}" for figure in figures) + mark


if __name__ == "__main__":
    main()
