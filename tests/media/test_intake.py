import io
import itertools
import struct

import pytest
from django.core.files.storage import default_storage, storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone, translation
from PIL import Image as PillowImage
from PIL import ImageCms

from media.files import walk
from media.intake import accept, base_name
from media.models import Image
from media.refusals import MAX_BYTES, RefusedImage

from .pictures import RED, bytes_of, drawn, encoded, jpeg, moving, see_through

pytestmark = pytest.mark.django_db


@pytest.fixture
def keep(each_storage, keep):
    """Whatever is kept here is kept twice: in folders and in buckets."""
    return keep


def opened(image):
    return PillowImage.open(io.BytesIO(bytes_of(default_storage, image.file)))


def exif_with(artist, licence):
    """An EXIF block whose texts are UTF-8, as cameras write them and Pillow would not."""
    texts = [text.encode() + b"\0" for text in (artist, licence)]
    entries, place = b"", 8 + 2 + 2 * 12 + 4
    for tag, text in zip((0x013B, 0x8298), texts, strict=True):
        entries += struct.pack("<HHII", tag, 2, len(text), place)
        place += len(text)
    return b"Exif\0\0II*\0\x08\0\0\0" + struct.pack("<H", 2) + entries + b"\0\0\0\0" + b"".join(texts)


def test_a_photo_becomes_a_jpeg_named_by_its_served_bytes(keep, django_user_model):
    writer = django_user_model.objects.create_user("writer")

    image = keep(jpeg((640, 400)), name="D:\\照片\\会场 合影（最终）.JPG", uploaded_by=writer)

    assert image.name == timezone.localdate().strftime("%Y/%m/会场-合影-最终.jpg")
    assert (image.format, image.width, image.height, image.transparent) == ("JPEG", 640, 400, False)
    assert image.file == f"o/{image.digest[:2]}/{image.digest}.jpg"
    assert image.size == default_storage.size(image.file)
    assert image.uploaded_by == writer
    assert image.already_there is False


def test_the_bytes_as_sent_are_kept_in_private(keep):
    data = jpeg(comment=b"for the archive")

    image = keep(data)

    assert bytes_of(storages["originals"], image.original) == data
    assert image.original == f"{image.source_sha256[:2]}/{image.source_sha256}"


def test_the_same_bytes_are_one_picture_whatever_the_name(keep):
    first = keep(jpeg(), name="a.jpg")
    second = keep(io.BytesIO(jpeg()), name="b.jpg")

    assert second == first
    assert second.already_there is True
    assert second.name.endswith("/a.jpg")
    assert Image.objects.count() == 1


def test_two_uploads_that_differ_only_in_metadata_share_one_master(keep):
    first, second = keep(jpeg()), keep(jpeg(comment=b"x"))

    assert first.pk != second.pk
    assert first.file == second.file
    assert first.original != second.original


def test_names_that_are_taken_get_a_number(keep):
    names = [keep(jpeg(shade=shade), name="图.jpg").name for shade in (0, 60, 120)]

    assert [name.rpartition("/")[2] for name in names] == ["图.jpg", "图-2.jpg", "图-3.jpg"]


@pytest.mark.parametrize(
    ("name", "base"),
    [
        ("新闻图片（最终版）.jpg", "新闻图片-最终版"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\x.png", "x"),
        ("shell.php.jpg", "shell-php"),
        ("v1.2 图 [1](x).png", "v1-2-图-1-x"),
        ("", "image"),
        ("......", "image"),
        ("很长" * 200 + ".jpg", ("很长" * 30)),
        ("a\x00b\n.png", "a-b"),
    ],
)
def test_a_library_name_is_safe_in_markdown_and_keeps_chinese(name, base):
    assert base_name(name) == base


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (encoded(drawn(), "PNG"), "PNG"),
        (encoded(see_through(), "PNG"), "PNG"),
        (encoded(drawn().convert("RGBA"), "WEBP"), "JPEG"),
        (encoded(see_through(), "WEBP"), "PNG"),
        (encoded(drawn(), "AVIF"), "JPEG"),
        (encoded(drawn().convert("P"), "GIF"), "PNG"),
        (moving(), "GIF"),
        (encoded(drawn(), "WEBP", save_all=True, append_images=[drawn(shade=9)]), "JPEG"),
        (encoded(drawn(mode="CMYK"), "JPEG"), "JPEG"),
        (encoded(PillowImage.new("I;16", (40, 40), 40_000), "PNG"), "PNG"),
        (encoded(drawn(mode="1"), "PNG"), "PNG"),
        (encoded(drawn(), "MPO", save_all=True, append_images=[drawn(shade=9)]), "JPEG"),
    ],
    ids=itertools.count(),
)
def test_every_format_ends_as_its_master(keep, data, kind):
    image = keep(data, name="picture")

    assert image.format == kind
    assert opened(image).format == kind
    assert opened(image).mode in {"L", "RGB", "RGBA", "P"}
    assert image.transparent == (opened(image).mode == "RGBA")


def test_a_moving_gif_keeps_moving_at_its_pace(keep):
    written = opened(keep(moving(5, comment="SECRET")))

    assert written.n_frames == 5
    assert written.info["duration"] == 80
    assert written.info["loop"] == 0
    assert "comment" not in written.info


def test_a_phone_photo_stands_upright_and_says_nothing_of_its_place(keep):
    exif = PillowImage.Exif()
    exif[0x0112], exif[0x010F] = 6, "SECRET PHONE"
    exif.get_ifd(0x8825)[1] = "N"

    image = keep(encoded(drawn().rotate(90, expand=True), "JPEG", exif=exif.tobytes()))

    assert (image.width, image.height) == (300, 200)
    assert all(abs(a - b) < 40 for a, b in zip(opened(image).getpixel((10, 10)), RED, strict=True))
    assert dict(opened(image).getexif()) == {}
    assert b"SECRET" not in bytes_of(default_storage, image.file)


def test_credit_and_licence_are_taken_from_exif(keep):
    image = keep(jpeg(exif=exif_with("张三\n摄", "CC BY 4.0")))

    assert (image.credit, image.licence) == ("张三 摄", "CC BY 4.0")


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")
def test_unreadable_exif_does_not_spoil_a_picture(keep):
    assert keep(jpeg(exif=b"Exif\0\0II*\0\xff\xff\xff\xff" + b"\xff" * 40)).width == 300


def test_colours_of_another_profile_become_srgb(keep):
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    with_profile = encoded(drawn(), "PNG", icc_profile=lab.tobytes())
    nonsense = encoded(drawn(), "PNG", icc_profile=b"nonsense")

    for data in (with_profile, nonsense):
        image = keep(data)
        assert "icc_profile" not in opened(image).info
        assert all(abs(a - b) < 40 for a, b in zip(opened(image).getpixel((10, 10)), RED, strict=True))


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty.jpg", b"", "empty"),
        ("heavy.jpg", jpeg() + b"\0" * MAX_BYTES, "too_big"),
        ("text.png", "只是文字".encode(), "type"),
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "type"),
        ("page.html", encoded(drawn(), "PNG"), "type"),
        ("a.bmp", encoded(drawn(), "BMP"), "type"),
        ("half.jpg", jpeg()[:2000], "broken"),
        ("half.png", encoded(drawn(), "PNG")[:300], "broken"),
        ("手机.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 99, "heic"),
        ("ruler.png", encoded(PillowImage.new("1", (8, 12_001)), "PNG"), "too_many_pixels"),
        ("wide.png", encoded(PillowImage.new("1", (8_001, 5_000)), "PNG"), "too_many_pixels"),
        ("bomb.png", encoded(PillowImage.new("1", (11_000, 11_000)), "PNG"), "too_many_pixels"),
        ("disco.gif", moving(201, size=(640, 40)), "too_many_frames"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_good_picture_is_refused_in_words_and_leaves_nothing(each_storage, name, data, code):
    with translation.override("zh-hans"), pytest.raises(RefusedImage) as refused:
        accept(data, name=name)

    assert refused.value.code == code
    assert f"“{name}”" in refused.value.messages[0]
    assert not refused.value.messages[0].isascii()
    assert not Image.objects.exists()
    assert [*walk(default_storage), *walk(storages["originals"])] == []


def test_the_limit_is_said_in_figures():
    with (
        translation.override("zh-hans"),
        pytest.raises(RefusedImage, match=r"“大图.jpg”有 15.1 MB，最大 15 MB。压缩后再传。"),
    ):
        accept(b"\xff" * (MAX_BYTES + 1), name="大图.jpg")


def test_a_big_upload_is_refused_before_it_is_read():
    class Unread(SimpleUploadedFile):
        def read(self, *args):
            raise AssertionError("read")

    file = Unread("big.jpg", b"")
    file.size = MAX_BYTES + 1

    with pytest.raises(RefusedImage, match=r"big\.jpg"):
        accept(file, name=file.name)


def test_a_file_name_in_a_message_is_short_and_printable():
    with pytest.raises(RefusedImage) as refused:
        accept(b"", name="a\x00\n" + "长" * 300 + ".jpg")

    assert len(refused.value.messages[0]) < 120
    assert refused.value.messages[0].isprintable()


@pytest.mark.django_db(transaction=True)
def test_a_rollback_leaves_no_row_and_no_file_that_can_be_fetched(each_storage):
    def upload_and_stumble():
        with transaction.atomic():
            accept(jpeg(), name="a.jpg")
            raise LookupError

    with pytest.raises(LookupError):
        upload_and_stumble()

    assert not Image.objects.exists()
    assert all(name.startswith("staging/") for name in [*walk(default_storage), *walk(storages["originals"])])


@pytest.mark.django_db(transaction=True)
def test_without_a_transaction_everything_is_in_place_at_once(each_storage):
    image = accept(jpeg(), name="a.jpg")

    assert default_storage.exists(image.file)
    assert storages["originals"].exists(image.original)
    assert list(walk(default_storage, "staging")) == []


def test_a_picture_can_be_seen_between_commit_and_move(client, each_storage):
    image = accept(jpeg(), name="a.jpg")  # this test's own transaction never commits

    response = client.get(image.url)

    assert response.status_code == 200
    assert len(b"".join(response.streaming_content)) == image.size
