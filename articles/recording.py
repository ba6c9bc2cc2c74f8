"""
What of the newsroom goes into the audit record (``cms.audit``), in one list.

An article keeps histories of its own: steps, versions, placement. Each of their rows becomes an entry, so whatever
writes one is recorded, and the long text stays in the version. The article's own row adds what no history holds.
"""

from typing import Any

from django.db import models
from django.db.models.signals import post_save

from cms.audit import record
from cms.audit.rows import watch
from media.models import Image

from .models import (
    Article,
    Attachment,
    Author,
    Category,
    FrontPage,
    HouseWord,
    IgnoredAddress,
    ImportRun,
    PlacementChange,
    PreviewLink,
    Redirect,
    Revision,
    SiteSettings,
    StateChange,
    StaticPage,
    Suggestion,
    Tag,
    TagAlias,
    Topic,
)

TERMS = {"categories": Category, "topics": Topic, "authors": Author, "featured_image": Image}


def connect() -> None:
    """Begin to record. Called once, when the models are there."""
    watch(
        Article, only=("path", "owner", "notes", "planned_day", "expires_at", "hidden_as_missing"), when_created=False
    )
    watch(Attachment, only=("name", "size"), about="article")
    watch(PreviewLink, only=("expires_at", "revoked_at"), about="article")
    watch(Suggestion, only=("state", "note", "answer"), about="article")
    watch(Author, leave_out=("sort_key",))
    watch(Tag, leave_out=("sort_key", "folded"))
    watch(TagAlias, only=("name",), about="tag")
    watch(Category)
    watch(Topic)
    watch(Redirect, leave_out=("created_at", "hits", "last_hit_at"))
    watch(HouseWord, leave_out=("changed_at", "changed_by"))
    watch(IgnoredAddress, only=("note",))
    watch(ImportRun, only=("phase",))
    watch(FrontPage, only=("notice", "notice_url", "notice_until"))
    watch(StaticPage, leave_out=("body_html", "changed_at"))
    watch(SiteSettings, relations=("nav_topics",))
    post_save.connect(_step, sender=StateChange, dispatch_uid="articles.recording")
    post_save.connect(_placement, sender=PlacementChange, dispatch_uid="articles.recording")
    post_save.connect(_version, sender=Revision, dispatch_uid="articles.recording")


def _step(sender: Any, instance: StateChange, created: bool, **options: Any) -> None:
    if not created:
        return
    article = instance.article
    after = {"state": instance.target, "published_at": article.published_at, "note": instance.note}
    if article.withdrawal_note and instance.transition == "unpublish":
        after["withdrawal_note"] = article.withdrawal_note
    record(
        instance.transition,
        article,
        before={"state": instance.source},
        after={name: value for name, value in after.items() if value},
        actor=instance.actor,
    )


def _placement(sender: Any, instance: PlacementChange, created: bool, **options: Any) -> None:
    if created:
        record("placed", instance.article, before=instance.before, after=instance.after, actor=instance.actor)


def _version(sender: Any, instance: Revision, created: bool, **options: Any) -> None:
    """A new version, with what it changed; of a text that saves itself each is one. A name given later is one, too."""
    if not created:
        return
    earlier = instance.article.revisions.filter(number__lt=instance.number).exclude(kind__in=Revision.BESIDE)
    last = earlier.values("number", "content").first()
    old: dict[str, Any] = last["content"] if last else {}
    changed = [name for name, value in instance.content.items() if old.get(name) != value and (old or value)]
    before = {name: _named(name, old[name]) for name in changed if name in old}
    after = {name: _named(name, instance.content[name]) for name in changed}
    record(
        f"version_{instance.kind}",
        instance.article,
        before={"version": last["number"], **before} if last else {},
        after={"version": instance.number, **after},
        actor=instance.author,
    )


def _named(name: str, value: Any) -> Any:
    """Return ids of a version as names."""
    model: type[models.Model] | None = TERMS.get(name)
    if model is None or not value:
        return value
    keys = value if isinstance(value, list) else [value]
    rows = model._base_manager.in_bulk(keys)
    names = [str(rows.get(key, f"#{key}")) for key in keys]
    return names if isinstance(value, list) else names[0]
