"""What only a store has: it is elsewhere, it can be away, and readers may be sent to it."""

import threading

import pytest
from botocore.exceptions import ClientError
from django.core.files.storage import default_storage, storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles import clockwork
from articles.models import Attachment
from cms.disk import StoreAway
from cms.env import Environment
from media import buckets, files
from media.admin.remote import of_this_site
from media.models import Image
from media.renditions import all_renditions, stand_in
from tests.factories import make_published

from .object_store import PRIVATE, PUBLIC
from .pictures import jpeg
from .playing import raw_server

pytestmark = pytest.mark.django_db
NOWHERE = "http://127.0.0.1:9"  # a port that nobody listens on


def in_store(seaweed, name, bucket=PUBLIC):
    return seaweed.client.head_object(Bucket=bucket, Key=name)


def use(settings, environment):
    settings.STORAGES = {**settings.STORAGES, **Environment(environment).buckets()}


@pytest.fixture
def away(bucket, settings):
    """Return what lets the store be gone."""
    return lambda: use(settings, {**bucket.environment, "S3_ENDPOINT": NOWHERE})


def test_a_picture_says_in_the_bucket_what_it_is_and_the_file_as_it_came_says_nothing(bucket, keep):
    image = keep(jpeg((600, 400)))

    for name, kind in [(image.file, "image/jpeg"), *((c.name, f"image/{c.extension}") for c in all_renditions(image))]:
        told = in_store(bucket, name)
        assert told["ContentType"] == kind.replace("/jpg", "/jpeg")
        assert told["CacheControl"] == "public, max-age=31536000, immutable"
    assert in_store(bucket, image.original, PRIVATE)["ContentType"] == "application/octet-stream"
    with pytest.raises(ClientError):
        in_store(bucket, image.original)


def test_a_folder_that_somebody_made_in_the_console_is_no_file(bucket):
    bucket.client.put_object(Bucket=PUBLIC, Key="o/", Body=b"")
    files.write(default_storage, "o/ab/x.jpg", b"x")

    assert list(files.walk(default_storage)) == ["o/ab/x.jpg"]


def test_a_long_file_comes_back_as_it_went(bucket):
    data = bytes(range(256)) * 40_000  # ten megabytes: a temporary file here, one request there
    staged = files.stage(storages["originals"], "ab/long", data)
    files.place(storages["originals"], staged, "ab/long")

    with storages["originals"].open("ab/long") as file:
        assert file.read() == data
    assert storages["originals"].size("ab/long") == len(data)


def test_while_the_store_is_away_pages_are_read_and_everything_else_is_refused_in_words(away, keep, admin_client):
    image = keep()
    article = make_published(body=f"文字\n\n![看见什么]({image.name})")
    Attachment.objects.create(article=article, name="表.pdf", stored_as=image.original, size=1, sha256="ab" * 32)
    away()
    picture = {"file": SimpleUploadedFile("a.jpg", jpeg(shade=9))}

    upload = admin_client.post(reverse("admin:media_image_upload"), picture)
    page = admin_client.post(reverse("admin:media_image_add"), {"files": SimpleUploadedFile("a.jpg", jpeg(shade=9))})
    new = {"file": SimpleUploadedFile("b.jpg", jpeg(shade=40)), "shown": image.file}
    replaced = admin_client.post(reverse("admin:media_image_replace", args=[image.pk]), new)
    seen = [admin_client.get(address) for address in (image.url, f"{article.path}表.pdf")]

    assert {answer.status_code for answer in (upload, page, replaced, *seen)} == {503}
    assert upload.json()["message"] == "图片存储现在连不上，没有保存。过几分钟再试。"
    assert "图片存储现在连不上" in page.content.decode()
    for answer in (replaced, *seen):
        assert "图片和附件现在取不到" in answer.content.decode()
        assert answer["Retry-After"] == "60"
        assert "no-store" in answer["Cache-Control"]
    assert Image.objects.get().file == image.file
    clockwork.tick()
    pages = ["/", article.path, "/index.xml", "/readyz", reverse("admin:media_image_changelist")]
    assert [admin_client.get(path).status_code for path in pages] == [200] * len(pages)


def test_a_picture_can_be_deleted_while_the_store_is_away(away, keep, django_capture_on_commit_callbacks, caplog):
    image = keep()
    away()

    with django_capture_on_commit_callbacks(execute=True):
        image.delete()

    assert not Image.objects.exists()
    assert NOWHERE in caplog.text


def test_a_wrong_key_is_said_in_the_log_and_is_no_missing_file(bucket, settings, caplog):
    use(settings, {**bucket.environment, "S3_SECRET_KEY": "wrong"})

    for ask in (default_storage.exists, default_storage.open, default_storage.delete, default_storage.size):
        with pytest.raises(StoreAway):
            ask("o/ab/x.jpg")
    assert "bucket pictures" in caplog.text
    assert "wrong" not in caplog.text


def test_after_a_try_without_an_answer_the_next_ones_do_not_wait_for_one(settings, seaweed, monkeypatch):
    tries, lock = [], threading.Lock()

    def hang_up(connection):
        with lock:
            tries.append(connection)

    with raw_server(hang_up) as port:
        use(settings, {**seaweed.environment, "S3_ENDPOINT": f"http://127.0.0.1:{port}"})
        for _ in range(5):
            with pytest.raises(StoreAway):
                default_storage.exists("o/ab/x.jpg")
        assert len(tries) == buckets.TRIES
        monkeypatch.setattr(buckets, "PAUSE_SECONDS", 0)
        storages["default"].paused_until = 0.01  # long ago
        with pytest.raises(StoreAway):
            default_storage.exists("o/ab/x.jpg")
        assert len(tries) == 2 * buckets.TRIES


def test_a_store_that_keeps_everybody_waiting_has_only_half_of_the_threads(settings, seaweed, monkeypatch):
    """The others are free for pages: whoever asks besides is refused, and not kept, too."""
    given_up, asked = threading.Event(), threading.Semaphore(0)

    def say_nothing(connection):
        asked.release()
        given_up.wait(30)

    def ask():
        with pytest.raises(StoreAway):
            default_storage.exists("o/ab/x.jpg")

    monkeypatch.setattr(buckets, "TURN_SECONDS", 0.1)
    with raw_server(say_nothing) as port:
        use(settings, {**seaweed.environment, "S3_ENDPOINT": f"http://127.0.0.1:{port}"})
        waiting = [threading.Thread(target=ask) for _ in range(buckets.AT_ONCE)]
        for one in waiting:
            one.start()
            assert asked.acquire(timeout=30)
        with pytest.raises(StoreAway, match="keeps others waiting"):
            default_storage.exists("o/ab/x.jpg")
        given_up.set()
        for one in waiting:
            one.join(30)


def test_a_store_that_is_back_is_used_at_once(bucket):
    storages["default"].paused_until = 0.01  # a pause, long over

    assert default_storage.exists("o/ab/x.jpg") is False
    assert storages["default"].paused_until == 0


@pytest.fixture
def elsewhere(settings):
    settings.MEDIA_PUBLIC_URL = "https://pictures.example.cn/news"


def test_browsers_are_sent_to_the_public_address(each_storage, elsewhere, client, keep):
    image = keep(jpeg((600, 400)))

    for name in (image.file, all_renditions(image)[0].name):
        answer = client.get(f"/media/{name}")
        assert answer.status_code == 302
        assert answer["Location"] == f"https://pictures.example.cn/news/{name}"
        assert answer["Cache-Control"] == "public, max-age=3600"
        assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_a_rendition_that_is_not_built_yet_leads_to_what_there_is_for_a_minute(each_storage, elsewhere, client, keep):
    image = keep(jpeg((1600, 1000)))
    rendition = next(one for one in all_renditions(image) if one.width == 1368)
    default_storage.delete(rendition.name)

    answer = client.get(rendition.url)

    assert answer["Location"] == f"https://pictures.example.cn/news/{stand_in(image)}"
    assert answer["Cache-Control"] == "public, max-age=60"


@pytest.mark.parametrize("name", ["originals/x", "staging/o~ab~x.jpg~00", "o/ab/" + "ab" * 16 + ".jpg"])
def test_nobody_is_sent_to_what_is_not_public_or_not_there(bucket, elsewhere, client, name):
    files.write(default_storage, "staging/o~ab~x.jpg~00", b"x")

    assert client.get(f"/media/{name}").status_code == 404


def test_the_address_of_a_picture_at_its_public_host_is_known_as_ours(elsewhere, keep):
    image = keep(jpeg((600, 400)))

    assert of_this_site(f"https://pictures.example.cn/news/{all_renditions(image)[0].name}") == image
    assert of_this_site(f"http://testserver{image.url}") == image
    assert of_this_site(f"https://pictures.example.cn/newsroom/{image.file}") is None
