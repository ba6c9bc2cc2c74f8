"""What happens to an article is in the audit record: who did it, what was before and what after."""

import datetime

import pytest
from django.utils import timezone

from articles import publishing, purging, workflow
from articles.frontpage import placement
from articles.models import Article, Revision, TermMerge
from articles.policy import Role
from articles.rerendering import rerender
from articles.taxonomy import merging, unmerging
from articles.versions.content import Content
from cms.models import AuditEntry
from tests.factories import make_article, make_category, make_published, make_topic, make_user

pytestmark = pytest.mark.django_db


def entries(article):
    found = AuditEntry.objects.filter(kind="articles.article", key=str(article.pk)).select_related("actor")
    return list(found.order_by("pk"))


def test_each_step_of_the_workflow_is_an_entry():
    editor = make_user(Role.EDITOR)
    article = make_article()
    workflow.apply(article, "submit", actor=editor)
    workflow.apply(article, "send_back", actor=editor, note="标题太长")

    step = entries(article)[-1]
    assert (step.action, step.actor, step.name) == ("send_back", editor, article.title)
    assert (step.before, step.after) == ({"state": "in_review"}, {"state": "draft", "note": "标题太长"})


def test_a_withdrawal_keeps_what_readers_were_told():
    article = make_published()
    workflow.apply(article, "unpublish", actor=None, public_note="事实有误")

    assert entries(article)[-1].after["withdrawal_note"] == "事实有误"


def test_a_version_says_what_it_changed_in_words_and_leaves_the_text_to_the_version():
    writer = make_user(Role.WRITER)
    article = make_article(owner=writer, title="旧题", body="一")
    changed = Content(**{**vars(Content.newest(article)), "title": "新题", "body": "二" * 9_000})
    changed = Content(**{**vars(changed), "categories": (make_category("要闻").pk,), "topics": (make_topic("甲").pk,)})
    publishing.save_revision(article, changed, author=writer, kind=Revision.Kind.AUTOSAVE)

    entry = next(one for one in entries(article) if one.action == "version_autosave")
    assert entry.actor == writer
    assert entry.before == {"version": 1, "title": "旧题", "body": "一", "categories": ["新闻"], "topics": []}
    assert (entry.after["title"], entry.after["version"]) == ("新题", 2)
    assert (entry.after["categories"], entry.after["topics"]) == (["要闻"], ["甲"])
    assert len(entry.after["body"]) < 400


def test_placement_owner_address_and_end_are_entries():
    editor, other = make_user(Role.EDITOR), make_user(Role.WRITER, first_name="王姐")
    article = make_published()
    placement.set_placement(article, actor=editor, pinned=True)
    article.owner = other
    article.expires_at = timezone.now() + datetime.timedelta(days=1)
    article.save()

    placed, changed = entries(article)[-2:]
    assert (placed.action, placed.before, placed.after) == ("placed", {"pinned": False}, {"pinned": True})
    assert changed.after["owner"] == f"{other} (#{other.pk})"
    assert changed.before["owner"] is None
    assert changed.after["expires_at"].startswith(f"{article.expires_at:%Y-%m-%d}")


def test_an_article_that_is_deleted_for_ever_leaves_its_entries_and_one_more():
    chief = make_user(Role.CHIEF)
    article = make_published(title="要删的")
    workflow.apply(article, "unpublish", actor=None)
    workflow.apply(article, "trash", actor=None)
    before = len(entries(article))
    key = article.pk
    purging.purge(article, actor=chief)
    article.pk = key

    assert len(entries(article)) == before + 1
    assert (entries(article)[-1].action, entries(article)[-1].name) == ("deleted", "要删的")


def test_making_pages_anew_and_saving_the_same_again_leave_no_entry():
    article = make_published()
    before = AuditEntry.objects.count()
    rerender(Article.objects.all())
    publishing.save_revision(article, Content.newest(article), author=None)

    assert AuditEntry.objects.count() == before


def test_a_merge_and_its_undoing_are_in_the_record():
    chief, kept, other = make_user(), make_topic("元宇宙"), make_topic("元宇宙技术")
    make_published(topics=(other,))

    merging.merge(kept, [other], actor=chief)
    unmerging.undo(TermMerge.objects.get(), actor=chief)

    said = AuditEntry.objects.filter(action__in=("merged", "unmerged")).order_by("pk")
    what = {"terms": ["元宇宙技术"], "articles": 1}
    assert [(one.action, one.actor, one.name, one.before, one.after) for one in said] == [
        ("merged", chief, "元宇宙", {}, what),
        ("unmerged", chief, "元宇宙", what, {}),
    ]
