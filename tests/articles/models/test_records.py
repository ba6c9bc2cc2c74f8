"""What is kept beside articles: redirects, settings, versions, history, files of the old site."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from articles import workflow
from articles.frontpage.placement import set_placement
from articles.models import (
    Attachment,
    BundleImage,
    Correction,
    PlacementChange,
    Redirect,
    Revision,
    SiteSettings,
    SourceFile,
    StateChange,
)
from tests.factories import make_article, make_image, make_published, make_topic, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("row", [{"source": "a/", "target": "/b/"}, {"source": "/a/", "target": "/a/"}, {"source": ""}])
def test_the_database_refuses_a_redirect_that_cannot_be(row):
    with pytest.raises(IntegrityError), transaction.atomic():
        Redirect.objects.create(**row)


@pytest.mark.parametrize(("target", "elsewhere"), [("", False), ("/b/", False), ("https://example.cn/", True)])
def test_a_redirect_knows_whether_it_leaves_the_site(target, elsewhere):
    assert Redirect(source="/a/", target=target).is_elsewhere is elsewhere


def test_the_settings_are_the_defaults_until_they_are_saved_and_one_row_after():
    assert SiteSettings.objects.current().name == "社区元宇宙"
    assert not SiteSettings.objects.exists()
    SiteSettings(name="甲").save()
    SiteSettings(pk=7, name="乙").save()

    assert [(row.pk, row.name) for row in SiteSettings.objects.all()] == [(1, "乙")]
    assert SiteSettings.objects.current().name == "乙"


def test_the_database_refuses_a_second_row_of_settings():
    with pytest.raises(IntegrityError), transaction.atomic():
        SiteSettings.objects.bulk_create([SiteSettings(pk=2)])


def test_navigation_topics_are_in_the_topics_own_order():
    later, first = make_topic("后", position=2), make_topic("先", position=1)
    settings = SiteSettings.objects.current()
    settings.save()
    settings.nav_topics.set([later, first])

    assert [topic.name for topic in settings.nav_topics.all()] == ["先", "后"]


def test_versions_and_history_are_newest_first():
    article = make_published()
    workflow.apply(article, "unpublish", actor=None)
    set_placement(article, actor=None, weight=1)
    set_placement(article, actor=None, weight=2)

    assert [step.transition for step in article.history.all()] == ["unpublish", "publish"]
    assert [change.after for change in article.placements.all()] == [{"weight": 2}, {"weight": 1}]
    assert [version.number for version in article.revisions.all()] == [1]


def test_whoever_is_on_record_is_not_deleted():
    user = make_user()
    article = make_article()
    records = [
        Revision.objects.create(article=article, number=2, content={}, author=user),
        StateChange.objects.create(
            article=article, actor=user, transition="submit", source="draft", target="in_review"
        ),
        PlacementChange.objects.create(article=article, actor=user, before={}, after={}),
    ]
    for record in records:
        with pytest.raises(ProtectedError) as refused:
            user.delete()
        assert record in refused.value.protected_objects
        record.delete()
    with pytest.raises(ProtectedError, match="AuditEntry"):  # what was done stays on record without them, too
        user.delete()


def test_a_version_in_force_is_not_deleted():
    article = make_published()
    with pytest.raises(ProtectedError):
        article.revisions.get().delete()


def test_what_came_with_an_article_has_one_name_each():
    article, image = make_article(), make_image()
    BundleImage.objects.create(article=article, name="1.png", image=image)
    Attachment.objects.create(article=article, name="a.pdf", sha256="0", size=1, stored_as="0")
    for again in (
        BundleImage(article=article, name="1.png", image=image),
        Attachment(article=article, name="a.pdf", sha256="1", size=1, stored_as="1"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            again.save()
    with pytest.raises(ProtectedError):
        image.delete()


def test_a_source_file_outlives_its_article():
    article = make_article()
    kept = SourceFile.objects.create(path="content/posts/a.md", sha256="0", size=1, stored_as="0", article=article)
    type(article).objects.filter(pk=article.pk).update(latest_revision=None)
    article.refresh_from_db()
    article.delete()

    kept.refresh_from_db()
    assert kept.article is None


def test_corrections_are_in_the_order_of_their_days():
    article = make_published(corrections=(("2026-11-23", "二"), ("2026-11-22", "一")))
    assert [correction.text for correction in Correction.objects.filter(article=article)] == ["一", "二"]
