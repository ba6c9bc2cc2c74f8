"""Plain rows are recorded however they are saved: by a form, in bulk, with a deletion of others."""

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import F

from articles.models import Attachment, Category, Redirect, SiteSettings, StaticPage, Tag
from articles.policy import Role
from cms.audit import LONGEST_TEXT
from cms.audit.rows import WATCHED, RecordedQuerySet
from cms.models import AuditEntry
from media.models import Image
from tests.factories import make_article, make_author, make_category, make_image, make_topic, make_user
from tests.test_architecture import ROOT, python_files

pytestmark = pytest.mark.django_db

NOT_RECORDED = {
    # part of an article's versions, each of which is an entry
    *("articles.Revision", "articles.Correction", "articles.Byline", "articles.TaggedArticle"),
    *("articles.ArticleCategory", "articles.ArticleTopic", "articles.BundleImage", "articles.ShownImage"),
    # histories of their own, whose rows become entries (articles.recording, and static pages' own row)
    *("articles.StateChange", "articles.PlacementChange", "articles.PageVersion"),
    # histories of their own, whose effects on terms and articles are entries
    *("articles.TermMerge", "articles.MergedTerm", "articles.KeptApart", "articles.PlannedStep"),
    # what readers' visits leave, and what an account wants for itself
    *("articles.MissingAddress", "articles.Heartbeat"),
    *("articles.Notification", "articles.NotificationChoice", "articles.WritingPreference"),
    *("articles.SavedTab", "articles.BulkRun", "articles.BulkRefusal"),
    # made from the rest, or gone in a minute
    *("articles.SearchEntry", "articles.DraftEntry", "articles.RelatedArticle"),
    *("articles.Presence", "articles.PageImage"),
    *("media.LikenessKey", "articles.SourceFile"),
    *("articles.Link", "articles.LinkedAddress"),  # from texts, and what was found there; what is ignored is recorded
    # the record itself, and what its entries about logins tell
    *("cms.AuditEntry", "cms.Session", "cms.SignInAttempt", "cms.SecondFactor"),
    # relations that their own row records
    *("articles.SiteSettings_nav_topics", "auth.User_groups", "auth.User_user_permissions"),
    # no screen and no command of ours changes these
    *("auth.Group", "auth.Group_permissions", "auth.Permission"),
}


def entries(action=None):
    found = AuditEntry.objects.order_by("pk")
    return [(one.action, one.name, one.before, one.after) for one in (found.filter(action=action) if action else found)]


def test_each_model_is_recorded_or_known_not_to_be():
    ours = {
        model._meta.label
        for app in ("articles", "media", "cms", "auth")
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
    }
    assert {model._meta.label for model in WATCHED} | NOT_RECORDED == ours
    assert not {model._meta.label for model in WATCHED} & NOT_RECORDED


def test_each_recorded_model_is_asked_for_through_the_recorded_queryset():
    assert {model for model in WATCHED if not isinstance(model._default_manager.all(), RecordedQuerySet)} == {
        get_user_model()
    }


def test_no_code_changes_accounts_in_bulk():
    sources = {name: (ROOT / name).read_text(encoding="utf-8") for name in python_files("articles", "cms", "media")}
    bulk = [name for name, text in sources.items() if "User.objects.filter" in text or "User.objects.bulk" in text]
    assert bulk == []


def test_a_row_is_recorded_when_it_comes_changes_and_goes():
    redirect = Redirect.objects.create(source="/old/", target="/new/")
    redirect.target = "/newer/"
    redirect.save()
    redirect.save()  # nothing is different
    redirect.delete()

    assert entries() == [
        ("created", "/old/", {}, {"source": "/old/", "target": "/new/", "temporary": False, "origin": "manual"}),
        ("changed", "/old/", {"target": "/new/"}, {"target": "/newer/"}),
        ("deleted", "/old/", {"source": "/old/", "target": "/newer/", "temporary": False, "origin": "manual"}, {}),
    ]


def test_what_was_there_is_read_from_the_database_and_not_from_an_old_copy():
    redirect = Redirect.objects.create(source="/old/", target="/new/")
    stale = Redirect.objects.get()
    redirect.target = "/between/"
    redirect.save()
    stale.target = "/last/"
    stale.save()

    assert entries("changed")[-1][2:] == ({"target": "/between/"}, {"target": "/last/"})


def test_a_change_in_bulk_is_an_entry_for_each_row_that_became_different():
    for number in range(3):
        make_category(f"栏目{number}", position=number)
    before = AuditEntry.objects.count()

    assert Category.objects.filter(position__lt=9).update(position=2) == 3
    assert Category.objects.update(position=F("position") + 1) == 3

    assert [one[1:] for one in entries("changed")] == [
        ("栏目0", {"position": 0}, {"position": 2}),
        ("栏目1", {"position": 1}, {"position": 2}),
        *[(f"栏目{number}", {"position": 2}, {"position": 3}) for number in range(3)],
    ]
    assert AuditEntry.objects.count() == before + 5


def test_bulk_creation_bulk_update_and_bulk_deletion_are_recorded():
    rows = Redirect.objects.bulk_create(Redirect(source=f"/{n}/", target="/new/") for n in range(2))
    for row in rows:
        row.target = "/newer/"
    Redirect.objects.bulk_update(rows, ["target"])
    Redirect.objects.all().delete()

    assert [action for action, *_rest in entries()] == ["created"] * 2 + ["changed"] * 2 + ["deleted"] * 2
    with pytest.raises(ValueError, match="recorded"):
        Redirect.objects.bulk_create([Redirect(source="/x/")], ignore_conflicts=True)


def test_a_change_that_is_rolled_back_leaves_no_entry():
    from django.db import transaction

    with transaction.atomic():
        Redirect.objects.create(source="/old/")
        transaction.set_rollback(True)

    assert entries() == []


def test_no_password_is_in_any_entry():
    user = make_user(Role.WRITER)
    hash_before = user.password
    user.set_password("battery horse correct")
    user.save()

    told = str(list(AuditEntry.objects.values()))
    assert entries("changed")[-1][2:] == ({"password": "•••"}, {"password": "•••"})
    assert "md5$" not in told
    assert hash_before not in told


def test_a_new_role_is_recorded_by_its_name():
    user = make_user(Role.EDITOR)
    user.groups.set([Role.CHIEF.group()])

    changes = [one[2:] for one in entries("changed") if one[1] == user.username]
    assert changes == [
        ({"groups": []}, {"groups": ["编辑"]}),
        ({"groups": ["编辑"]}, {"groups": []}),
        ({"groups": []}, {"groups": ["主编"]}),
    ]
    with pytest.raises(ValueError, match="own side"):
        Role.CHIEF.group().user_set.add(make_user(None))


def test_a_related_row_is_named_and_a_long_text_is_cut():
    author = make_author("林小满", bio="长" * 5_000, user=make_user(first_name="林"))
    told = next(after for action, name, _before, after in entries("created") if name == "林小满")

    assert told["bio"] == "长" * LONGEST_TEXT + "… (5,000)"
    assert told["user"] == f"{author.user} (#{author.user.pk})"
    assert "sort_key" not in told


def test_an_attachment_and_a_picture_are_recorded_without_their_hashes():
    article = make_article()
    Attachment.objects.create(article=article, name="a.pdf", sha256="f" * 64, size=9, stored_as="ff/" + "f" * 64)
    image = make_image(width=320, height=200)
    Image.objects.filter(pk=image.pk).update(look=5)

    attached = AuditEntry.objects.get(part="articles.attachment")
    assert (attached.kind, attached.key, attached.after) == (
        "articles.article",
        str(article.pk),
        {"name": "a.pdf", "size": 9},
    )
    assert "f" * 64 not in str(list(AuditEntry.objects.values()))
    assert image.source_sha256 not in str(list(AuditEntry.objects.values()))
    assert image.digest not in str(list(AuditEntry.objects.values()))


def test_the_settings_their_relation_and_a_page_are_recorded():
    current = SiteSettings.objects.current()
    current.save()
    current.nav_topics.add(make_topic("甲"))
    current.name = "新名字"
    current.save()
    StaticPage.objects.create(title="关于", slug="about")
    Tag.objects.create(name="标签", slug="tag")

    changed = [one[2:] for one in entries("changed")]
    assert changed == [({"nav_topics": []}, {"nav_topics": ["甲"]}), ({"name": "社区元宇宙"}, {"name": "新名字"})]
    assert {one[1] for one in entries("created")} == {"社区元宇宙", "甲", "关于", "标签"}
