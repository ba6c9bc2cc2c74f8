"""A newsroom with one of everything that a screen may show, for whoever looks at each screen."""

import datetime
import io
import json
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from articles import attachments, publishing, suggestions, workflow
from articles.hugo.groups import counted
from articles.hugo.importer import Importer
from articles.hugo.site import open_site
from articles.models import (
    BulkRun,
    Category,
    HouseWord,
    ImportRun,
    MissingAddress,
    Redirect,
    SavedTab,
    SiteSettings,
    Tag,
    Topic,
)
from articles.policy import Role
from articles.taxonomy import merging
from articles.versions.content import Content
from cms import second_factor
from tests.factories import (
    make_article,
    make_author,
    make_category,
    make_image,
    make_page,
    make_published,
    make_scheduled,
    make_topic,
    make_user,
    make_withdrawn,
)

BODY = """# 早上

一段**正文**，带[链接](https://example.cn/)和脚注[^1]。

![楼长和居民](楼长.jpg "门口")

| 栋 | 楼长 |
|---|---|
| 1 | 林小满 |

- [x] 通知

[^1]: 来源。
"""


def write() -> dict[str, int]:
    """Fill an empty newsroom; return the keys of its rows by the names of their models, for addresses."""
    accounts = {role.name.lower(): account(role.name.lower(), role) for role in Role}
    editor, writer, admin = accounts["editor"], accounts["writer"], accounts["admin"]
    cover, soon = make_image(alt="楼长和居民"), timezone.now() + datetime.timedelta(days=9)
    author = make_author(bio="住在三栋", portrait=cover, user=writer)
    terms = {"topics": (make_topic(),), "authors": (author,), "tags": ("AI", "楼长"), "owner": editor}
    article = make_published(
        title="数字楼长上岗 居民办事少跑一趟",
        body=BODY.replace("楼长.jpg", cover.name),
        description="摘要",
        featured_image=cover,
        recommended=True,
        pinned=True,
        corrections=(("2026-11-02", "更正一处姓名。"),),
        **terms,
    )
    attachments.add(article, io.BytesIO(b"%PDF-1.7"), name="楼长名单和联系办法2026年冬季版本.pdf", actor=editor)
    publishing.save_revision(article, replace(Content.newest(article), title="数字楼长今天上岗"), author=editor)
    article.preview_links.create(revision=article.latest_revision, created_by=editor, expires_at=soon)
    workflow.apply(article, "schedule_update", actor=editor, at=soon)
    workflow.apply(article, "schedule_withdrawal", actor=editor, at=soon + datetime.timedelta(days=1))
    for make in (make_scheduled, make_withdrawn):
        make(**terms)
    trashed = make_article(**terms)
    workflow.apply(trashed, "trash", actor=editor)
    draft = make_article(title="没有封面的草稿", **(terms | {"owner": writer}))
    back = make_article(title="退回的草稿", **(terms | {"owner": writer}))
    for sent in (draft, back):
        workflow.apply(sent, "submit", actor=writer, note="请看第二段")
    workflow.apply(back, "send_back", actor=editor, note="数字要核实")
    theirs = make_published(title="社区食堂开门", owner=writer)
    suggested = replace(Content.newest(theirs), title="社区食堂今天开门 老人午餐八元一份还送汤")
    suggestion = suggestions.suggest(theirs, suggested, author=writer, based_on=1, note="日期要写清楚")
    run = BulkRun.objects.create(user=admin, action="trash", keys=[draft.pk, back.pk], position=2, done=1)
    run.refusals.create(article=back, why="这篇文章正在等审核。")
    SavedTab.objects.create(user=admin, name="没有封面", query="problem=W01")
    imported = import_run(admin)
    second_factor.set_up(accounts["chief"], second_factor.new_seed(), step=1)
    made: list[Any] = [article, cover, author, make_page(), suggestion, run, imported]
    made += [admin.notifications.first()]
    made += [MissingAddress.objects.create(path="/old/place/", hits=12, linked_from="/posts/")]
    made += [HouseWord.objects.create(word="帐号", right="账号"), Redirect.objects.create(source="/a/", target="/b/")]
    made += [Category.objects.get(), Topic.objects.get(), Tag.objects.get(name="AI"), SiteSettings.objects.current()]
    made[-1].save()
    keys = {row._meta.model_name: row.pk for row in made if row} | {"user": writer.pk}
    keys |= {"draft": draft.pk, "returned": back.pk, "trashed": trashed.pk, "theirs": theirs.pk}
    return keys | {f"{kind}-merge": merged(kind) for kind in ("category", "topic", "author", "tag")}


def import_run(user: User) -> ImportRun:
    """Return the dry run of a site with an article, one without a date and one that cannot be read."""
    with TemporaryDirectory() as folder:
        texts = {"好": "title: 灯会\ndate: 2026-11-02", "无": "title: 灯会 没有日期", "坏": "title: [灯会"}
        for name, front in texts.items():
            file = Path(folder, "content", "posts", f"{name}.md")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f"---\n{front}\n---\n\n正文![配图一](没有.jpg)\n", encoding="utf-8")
        report = Importer(open_site(Path(folder)), dry_run=True).run().as_json()
    checked = {"phase": ImportRun.Phase.CHECKED, "report": report, "counts": counted(report["files"])}
    return ImportRun.objects.create(user=user, name="旧站.zip", size=1, **checked)


def account(name: str, role: Role) -> User:
    return User.objects.filter(username=name).first() or make_user(role, username=name)


def merged(kind: str) -> int:
    """Merge two terms of a kind and return the key of the merge."""
    if kind == "tag":
        kept, other = Tag.objects.for_names(["元宇宙", "元宇宙技术"])
    else:
        make = {"category": make_category, "topic": make_topic, "author": make_author}[kind]
        kept, other = make("留下的"), make("并入的")
    return merging.merge(kept, [other], actor=None).pk


def print_keys() -> None:
    print(json.dumps(write()))
