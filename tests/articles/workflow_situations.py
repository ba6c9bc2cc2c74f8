"""An article in each situation that the workflow tells apart, and the steps that lead on from there."""

import datetime

from django.utils import timezone

from articles import publishing, workflow
from articles.versions.content import Content
from tests.factories import make_article, make_published, make_scheduled, make_withdrawn

HOUR = datetime.timedelta(hours=1)


def in_review(**fields):
    article = make_article(**fields)
    workflow.apply(article, "submit", actor=None)
    return article


def edited(**fields):
    article = make_published(**fields)
    publishing.save_revision(article, changed(article, title="改过的标题"), author=None)
    return article


def update_planned(**fields):
    article = edited(**fields)
    workflow.apply(article, "schedule_update", actor=None, at=timezone.now() + 24 * HOUR)
    return article


def to_go(**fields):
    article = make_published(**fields)
    workflow.apply(article, "schedule_withdrawal", actor=None, at=timezone.now() + 24 * HOUR)
    return article


def expired(**fields):
    return make_published(expires_at=timezone.now() - datetime.timedelta(seconds=1), **fields)


def trashed(**fields):
    article = make_article(**fields)
    workflow.apply(article, "trash", actor=None)
    return article


def changed(article, **values):
    latest = article.latest_revision
    content = Content.of_revision(latest) if latest else Content.of(article)
    return Content(**{**vars(content), **values})


SITUATIONS = {
    "draft": make_article,
    "in_review": in_review,
    "scheduled": make_scheduled,
    "published": make_published,
    "edited": edited,
    "update_planned": update_planned,
    "to_go": to_go,
    "expired": expired,
    "withdrawn": make_withdrawn,
    "trashed": trashed,
}
DIAGRAM = {  # situation: transition → where it leads (brief §11.1)
    "draft": {"submit": "in_review", "publish": "published", "schedule": "published", "trash": "trashed"},
    "in_review": {
        "withdraw_submission": "draft",
        "send_back": "draft",
        "publish": "published",
        "schedule": "published",
        "trash": "trashed",
    },
    "scheduled": {
        "publish": "published",
        "schedule": "published",
        "schedule_withdrawal": "published",
        "unschedule": "draft",
        "trash": "trashed",
    },
    "published": {"unpublish": "unpublished", "schedule_withdrawal": "published"},
    "edited": {
        "unpublish": "unpublished",
        "schedule_withdrawal": "published",
        "update": "published",
        "schedule_update": "published",
    },
    "update_planned": {
        "unpublish": "unpublished",
        "schedule_withdrawal": "published",
        "update": "published",
        "schedule_update": "published",
        "cancel_update": "published",
    },
    "to_go": {"unpublish": "unpublished", "schedule_withdrawal": "published", "cancel_withdrawal": "published"},
    "expired": {"unpublish": "unpublished", "republish": "published"},
    "withdrawn": {"schedule": "published", "republish": "published", "trash": "trashed"},
    "trashed": {"restore": "draft"},
}
