"""Files and rows stay together, whatever is interrupted: in a folder and in a bucket."""

import datetime

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.core.management import call_command

from articles.models import SourceFile
from media import files
from media.intake import accept
from media.models import Image
from media.renditions import all_renditions
from media.sweep import sweep

from .pictures import bytes_of, jpeg

pytestmark = pytest.mark.usefixtures("each_storage")


@pytest.fixture
def storage(each_storage):
    return storages["default"]


def test_a_written_file_is_in_its_place_and_nothing_else_is_left(storage):
    files.write(storage, "o/ab/x.jpg", b"one")
    files.write(storage, "o/ab/x.jpg", b"two")

    assert bytes_of(storage, "o/ab/x.jpg") == b"two"
    assert list(files.walk(storage)) == ["o/ab/x.jpg"]


def test_a_staged_file_knows_its_place_and_can_be_read(storage):
    staged = files.stage(storage, "o/ab/x.jpg", b"one")

    assert files.meant_for(staged) == "o/ab/x.jpg"
    assert not storage.exists("o/ab/x.jpg")
    with files.opened(storage, "o/ab/x.jpg") as file:
        assert file.read() == b"one"


def test_placing_twice_is_harmless_and_placing_nothing_is_an_error(storage):
    staged = files.stage(storage, "o/ab/x.jpg", b"one")
    files.place(storage, staged, "o/ab/x.jpg")
    files.place(storage, staged, "o/ab/x.jpg")

    with pytest.raises(FileNotFoundError):
        files.place(storage, staged, "o/ab/other.jpg")


def test_removing_asks_again_when_the_file_is_out_of_its_place(storage):
    files.write(storage, "a.jpg", b"one")

    assert files.remove(storage, "a.jpg", wanted=lambda: True) is False
    assert bytes_of(storage, "a.jpg") == b"one"
    assert files.remove(storage, "a.jpg", wanted=lambda: False) is True
    assert files.remove(storage, "a.jpg", wanted=lambda: False) is False
    assert list(files.walk(storage)) == []


def test_a_file_that_is_nowhere_is_not_found(storage):
    with pytest.raises(FileNotFoundError):
        files.opened(storage, "o/ab/x.jpg")


@pytest.fixture
def an_hour_later(monkeypatch):
    """Let the sweep's hour of grace be over for all that is there; no store lets us date its files back."""
    return lambda: monkeypatch.setattr("media.sweep.GRACE", datetime.timedelta(0))


@pytest.mark.django_db
def test_the_sweep_takes_old_files_without_a_row_and_no_others(keep, an_hour_later):
    originals = storages["originals"]
    image = keep()
    kept = {*files.walk(default_storage), *files.walk(originals)}
    orphans = [
        f"o/cd/{'cd' * 16}.jpg",
        f"r1/cd/{'cd' * 16}-body-480.webp",
        f"staging/o~cd~{'cd' * 16}.jpg~00",
        "robots.txt",
    ]
    for storage, names in ((default_storage, orphans), (originals, [f"ef/{'ef' * 32}", "articles/a.pdf"])):
        for name in names:
            files.write(storage, name, b"x")

    sweep()
    assert set(orphans) <= {*files.walk(default_storage)}

    an_hour_later()
    sweep()

    assert {*files.walk(default_storage), *files.walk(originals)} == {*kept, "robots.txt", "articles/a.pdf"}
    assert Image.objects.get() == image


@pytest.mark.django_db
def test_the_sweep_takes_the_crops_round_an_old_focal_point(keep, an_hour_later, django_capture_on_commit_callbacks):
    image = keep()
    image.focal_x = 10
    with django_capture_on_commit_callbacks(execute=True):
        image.save()
    an_hour_later()

    sweep()

    assert set(files.walk(default_storage)) == {image.file, *(copy.name for copy in all_renditions(image))}


@pytest.mark.django_db
def test_the_sweep_finishes_what_a_crash_interrupted(capsys):
    image = accept(jpeg(), name="a.jpg")  # what follows the commit never happens here
    assert not default_storage.exists(image.file)

    call_command("sweep_files")
    call_command("build_renditions")

    assert capsys.readouterr().out == "files: 3, placed: 2, removed: 0\n图片 1 张：生成小图 19 份，失败 0 张。\n"
    assert default_storage.exists(image.file)
    assert storages["originals"].exists(image.original)


@pytest.mark.django_db
def test_the_sweep_does_not_place_half_a_file():
    image = accept(jpeg(), name="a.jpg")
    staged = next(files.staged_for(default_storage, image.file))
    half = bytes_of(default_storage, staged)[:100]
    default_storage.delete(staged)
    default_storage.save(staged, ContentFile(half))

    sweep()

    assert not default_storage.exists(image.file)


@pytest.mark.django_db
def test_a_file_of_a_neighbour_is_left_alone(keep, an_hour_later):
    name = f"ef/{'ef' * 32}"
    files.write(storages["originals"], name, b"x")
    an_hour_later()
    SourceFile.objects.create(path="content/a.md", sha256="ef" * 32, size=1, stored_as=name)

    sweep()

    assert storages["originals"].exists(name)


@pytest.mark.django_db
def test_missing_masters_are_named_and_fail_the_command(keep, capsys):
    image = keep()
    for name in [*files.walk(default_storage)]:
        default_storage.delete(name)

    with pytest.raises(SystemExit):
        call_command("build_renditions")

    told = capsys.readouterr()
    assert told.err.startswith(f"无法读取“{image.name}”，没有生成它的小图：")
    assert told.out == "图片 1 张：生成小图 0 份，失败 1 张。\n"


@pytest.mark.django_db
def test_a_deleted_picture_leaves_no_file(keep, django_capture_on_commit_callbacks):
    image = keep()
    image.focal_x = 10
    image.save()

    with django_capture_on_commit_callbacks(execute=True):
        image.delete()

    assert [*files.walk(default_storage), *files.walk(storages["originals"])] == []


@pytest.mark.django_db
def test_a_master_that_two_rows_share_outlives_one_of_them(keep, django_capture_on_commit_callbacks):
    first, second = keep(jpeg()), keep(jpeg(comment=b"x"))

    with django_capture_on_commit_callbacks(execute=True):
        first.delete()

    assert default_storage.exists(second.file)
    assert storages["originals"].exists(second.original)
    assert all(default_storage.exists(copy.name) for copy in all_renditions(second))
