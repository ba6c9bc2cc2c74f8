"""Uploads that are killed, and a disk that is full: rows and files stay together whatever happens."""

import contextlib
import os
import random
import subprocess

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.models import Article
from articles.versions.content import Content
from bench.crashes import kill_uploads
from media.models import Image
from tests.articles.admin.article.article_desk import address, posted
from tests.browser.conftest import database_url
from tests.conftest import absent
from tests.factories import make_published

from .pictures import jpeg


@pytest.mark.database_of_its_own
@pytest.mark.parametrize(("place", "kills"), [("folder", 20), ("bucket", 4)])
def test_an_upload_killed_at_any_moment_leaves_no_row_without_its_file_and_no_file_after_a_sweep(
    tmp_path, request, place, kills
):
    seed = random.randrange(10**6)
    elsewhere = request.getfixturevalue("bucket").environment if place == "bucket" else {}
    with database_url(tmp_path) as database:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        environment = {**kept, "SECRET_KEY": "x" * 60, "VAR_DIR": str(tmp_path), "DATABASE_URL": database}
        environment |= elsewhere
        outcome = kill_uploads(environment, kills, random.Random(seed))

    print(f"seed {seed}: {outcome}")
    assert outcome.acknowledged >= 2 * kills, "it was at work whenever it was killed"
    assert outcome.faults == []


@pytest.fixture
def small_disk(tmp_path, settings):
    """A file system of two megabytes for the library's files; returns what fills it and what empties it again."""
    place = tmp_path / "small"
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)], check=False).returncode:
        absent("the right to mount a small file system")
    settings.MEDIA_ROOT = place / "uploads"
    ballast = place / "ballast"

    def fill():
        with ballast.open("wb", buffering=0) as file, contextlib.suppress(OSError):
            while True:
                file.write(b"\0" * 4096)

    yield fill, ballast.unlink
    subprocess.run(["umount", str(place)], check=True)


@pytest.mark.django_db
def test_a_full_disk_is_said_in_words_and_readers_notice_nothing(small_disk, admin_client, client):
    fill, make_room = small_disk
    article = make_published(title="照常可读")
    fill()

    upload = admin_client.post(reverse("admin:media_image_upload"), {"file": SimpleUploadedFile("a.jpg", jpeg())})
    page = admin_client.post(reverse("admin:media_image_add"), {"files": SimpleUploadedFile("a.jpg", jpeg())})

    assert upload.status_code == page.status_code == 507
    assert "服务器空间不足" in upload.json()["message"]
    assert "服务器空间不足" in page.content.decode()
    assert not Image.objects.exists()
    assert [client.get(path).status_code for path in ("/", article.path, "/index.xml")] == [200, 200, 200]
    make_room()
    again = admin_client.post(reverse("admin:media_image_upload"), {"file": SimpleUploadedFile("a.jpg", jpeg())})
    assert again.status_code == 201


@pytest.mark.django_db
@pytest.mark.parametrize("problem", ["sqlite", "postgresql", "file"])
def test_an_article_that_finds_no_room_is_not_saved_and_the_page_says_what_to_do(admin_client, monkeypatch, problem):
    import errno

    import psycopg
    from django.db import OperationalError

    from articles import publishing

    errors = {
        "sqlite": OperationalError("database or disk is full"),
        "postgresql": OperationalError("could not extend file"),
        "file": OSError(errno.ENOSPC, "No space left on device"),
    }
    errors["postgresql"].__cause__ = psycopg.errors.DiskFull("could not extend file")

    def full(*args, **kwargs):
        raise errors[problem]

    article = make_published(body="旧的正文")
    form = posted(admin_client.get(address("change", article)), body="新的正文")
    monkeypatch.setattr(publishing, "save_revision", full)

    response = admin_client.post(address("change", article), form)

    assert response.status_code == 507
    assert "返回上一页，它还在表单里" in response.content.decode()
    assert Content.of(Article.objects.get(pk=article.pk)).body == "旧的正文"
