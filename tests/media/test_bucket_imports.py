"""A zip that the web's machine took in is read by the worker's, from the bucket that only they see."""

import datetime

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from articles.hugo.runs import Phase, begin, forget_uploads, go_on, start
from articles.models import Article, ImportRun
from articles.policy import Role
from tests.factories import image_bytes, make_user
from tests.zips import TEXT, zipped

pytestmark = pytest.mark.django_db


def kept():
    return list(storages["originals"].names("imports"))


def test_an_old_site_is_imported_from_the_bucket(bucket, django_capture_on_commit_callbacks):
    noise = image_bytes(320, 200) + bytes(range(256)) * 12_000
    data = zipped({"content/a/index.md": TEXT, "content/a/a.jpg": noise}, compressed=False)
    chief = make_user(Role.CHIEF)

    def work(run):
        with django_capture_on_commit_callbacks(execute=True):
            go_on.func(run.pk)
        run.refresh_from_db()
        return run.phase

    run = begin(SimpleUploadedFile("old.zip", data), name="old.zip", user=chief, options={})
    left = begin(SimpleUploadedFile("old.zip", data), name="old.zip", user=chief, options={})
    assert work(run) == Phase.CHECKED
    assert start(run, user=chief) == ""
    assert work(run) == Phase.IMPORTED
    assert Article.objects.get().title == "社区新闻"
    assert kept() == [left.stored_as]

    long_ago = timezone.now() - datetime.timedelta(days=8)
    ImportRun.objects.filter(pk=left.pk).update(uploaded_at=long_ago, phase=Phase.CHECKED)
    with django_capture_on_commit_callbacks(execute=True):
        forget_uploads.func()
    assert kept() == []
