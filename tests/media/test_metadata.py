"""Nothing but the picture is served, in no format and no size; whose it is, is remembered in the row."""

import io
import struct

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from PIL import Image as PillowImage
from PIL.PngImagePlugin import PngInfo

from articles.policy import Role
from media.files import walk
from media.renditions import all_renditions
from tests.factories import make_article, make_user

from .pictures import bytes_of, drawn, encoded, jpeg, moving

pytestmark = pytest.mark.django_db
PLANTED = [b"SECRET", "机密".encode(), b"31.2304"]
XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><rdf:Description exif:GPSLatitude="31.2304N" note="SECRET 机密">'
    "<dc:creator><rdf:Seq><rdf:li>陈&amp;李</rdf:li></rdf:Seq></dc:creator>"
    '<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">版权归晚报 &lt;SECRET&gt;</rdf:li></rdf:Alt></dc:rights>'
    "</rdf:Description></rdf:RDF></x:xmpmeta>"
).encode()
# What may stand in a file besides its pixels.
JPEG_PARTS = {0xC0, 0xC2, 0xC4, 0xDA, 0xDB, 0xDD, 0xE0, *range(0xD0, 0xD8)}
PNG_PARTS = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}
WEBP_PARTS = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH"}


def exif():
    """An EXIF block with a place, a maker's note, a serial number and a thumbnail."""
    block = PillowImage.Exif()
    block[0x010F], block[0x0131], block[0x9C9B] = "SECRET PHONE", "SECRET 9.1", "机密".encode("utf-16-le")
    place = block.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (31.0, 13.0, 49.44), "E", (121.0, 28.0, 25.0)
    details = block.get_ifd(0x8769)
    details[0x927C], details[0xA431], details[0x9286] = b"SECRET note", "SECRET-0042", b"ASCII\0\0\0SECRET"
    thumbnail = encoded(drawn((40, 30)), "JPEG", comment=b"SECRET thumbnail")
    return block.tobytes(), thumbnail


def segment(marker, data):
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(data) + 2) + data


def iptc(**records):
    """Return a Photoshop block with IPTC records: city, by-line, copyright notice."""
    numbers = {"city": 90, "byline": 80, "notice": 116}
    data = b"".join(
        b"\x1c\x02" + bytes([numbers[name]]) + struct.pack(">H", len(value)) + value
        for name, values in records.items()
        for value in values
    )
    padded = data + b"\0" * (len(data) % 2)
    return segment(0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", len(data)) + padded)


def with_segments(data, *segments):
    return data[:2] + b"".join(segments) + data[2:]


def told_everything(kind, picture):
    """Write a picture with all that its format can say of it."""
    block, thumbnail = exif()
    if kind in {"JPEG", "MPO"}:
        extra = {"save_all": True, "append_images": [drawn((60, 40), shade=9)]} if kind == "MPO" else {}
        data = encoded(picture, kind, exif=block, xmp=XMP, comment=b"SECRET", **extra)
        return with_segments(
            data, iptc(city=[b"SECRET"]), segment(0xEC, b"SECRET"), segment(0xE2, b"SECRET" + thumbnail)
        ) + (b"SECRET behind the end" + thumbnail)
    if kind == "PNG":
        info = PngInfo()
        info.add_text("Comment", "SECRET", zip=True)
        info.add_itxt("XML:com.adobe.xmp", XMP.decode())
        info.add_text("Location", "31.2304 SECRET")
        return encoded(picture, "PNG", exif=block, pnginfo=info, dpi=(72, 72)) + b"SECRET"
    if kind == "GIF":
        return encoded(picture.convert("P"), "GIF", comment=b"SECRET") + b"SECRET"
    return encoded(picture, kind, exif=block, xmp=XMP) + (b"" if kind == "AVIF" else b"SECRET")


def odd_parts(data):
    """Return the parts of a served file that are neither its pixels nor needed to show them."""
    if data.startswith(b"\xff\xd8"):
        return [hex(marker) for marker in jpeg_markers(data) if marker not in JPEG_PARTS]
    if data.startswith(b"\x89PNG"):
        return [name for name in chunks(data, 8, ">") if name not in PNG_PARTS]
    if data.startswith(b"RIFF"):
        return [name for name in chunks(data, 12, "<") if name not in WEBP_PARTS]
    if data.startswith(b"GIF"):
        return [word for word in (b"\x21\xfe", b"XMP Data") if word in data]
    assert data[4:12] == b"ftypavif"
    return [word for word in (b"Exif", b"mime", b"uuid", b"rICC", b"prof") if word in data[: data.index(b"mdat")]]


def jpeg_markers(data):
    place = 2
    while place < len(data):
        assert data[place] == 0xFF
        marker = data[place + 1]
        if marker == 0xD9:
            assert place + 2 == len(data), "nothing lies behind the end"
            return
        yield marker
        place += 2 + struct.unpack_from(">H", data, place + 2)[0]
        if marker == 0xDA:
            while data[place] != 0xFF or data[place + 1] == 0 or 0xD0 <= data[place + 1] <= 0xD7:
                place += 1


def chunks(data, place, order):
    while place < len(data):
        if order == ">":
            size, name = struct.unpack_from(">I4s", data, place)
            place += 12 + size
        else:
            name, size = struct.unpack_from("<4sI", data, place)
            place += 8 + size + size % 2
        yield name


@pytest.mark.parametrize("kind", ["JPEG", "MPO", "PNG", "WEBP", "AVIF", "GIF"])
def test_no_served_byte_says_where_when_or_by_whom(keep, client, kind):
    sent = told_everything(kind, drawn((500, 400)))
    assert b"SECRET" in sent

    image = keep(sent, name="SECRET 机密.jpg")

    names = sorted(walk(default_storage))
    assert names == sorted([image.file, *(copy.name for copy in all_renditions(image))])
    assert {name.rpartition(".")[2] for name in names} >= {"avif", "webp", "jpg"}
    for name in names:
        data = b"".join(client.get(f"/media/{name}").streaming_content)
        assert data == bytes_of(default_storage, name)
        assert [word for word in PLANTED if word in data] == [], name
        assert odd_parts(data) == [], name
        with PillowImage.open(io.BytesIO(data)) as picture:
            assert not picture.getexif(), name
            assert not {"exif", "xmp", "icc_profile", "photoshop", "comment", "XML:com.adobe.xmp"} & picture.info.keys()


def test_no_byte_of_an_animation_says_more_than_its_frames(keep):
    plain = moving(4, comment=b"SECRET")
    xmp = b"\x21\xff\x0bXMP DataXMP" + XMP + b"\x01" + bytes(range(255, -1, -1)) + b"\0\0"
    image = keep(plain[:-1] + xmp + b"\x3b" + b"SECRET")

    data = bytes_of(default_storage, image.file)
    assert image.is_animated
    assert [word for word in PLANTED if word in data] == []
    assert odd_parts(data) == []


@pytest.mark.parametrize("name", ["wide", "square"])
def test_covers_cut_for_wechat_say_nothing_either(keep, client, name):
    article = make_article(featured_image=keep(told_everything("JPEG", drawn((520, 400)))))
    client.force_login(make_user(Role.EDITOR))

    response = client.get(reverse("admin:articles_article_wechat_cover", args=[article.pk, name]))
    data = b"".join(response.streaming_content)

    assert [word for word in PLANTED if word in data] == []
    assert odd_parts(data) == []


@pytest.mark.parametrize(
    ("data", "credit", "licence"),
    [
        (
            with_segments(jpeg(), iptc(byline=["张三".encode(), b"Li Si"], notice=["©新华社".encode()])),
            "张三、Li Si",
            "©新华社",
        ),
        (with_segments(jpeg(), iptc(byline=["张三".encode("gb2312")])), "张三", ""),
        (with_segments(jpeg(), iptc(byline=["Müller".encode("latin-1")])), "Müller", ""),
        (jpeg(xmp=XMP), "陈&李", "版权归晚报 <SECRET>"),
        (encoded(drawn(), "WEBP", xmp=XMP), "陈&李", "版权归晚报 <SECRET>"),
        (encoded(drawn(), "AVIF", xmp=XMP), "陈&李", "版权归晚报 <SECRET>"),
        (with_segments(jpeg(xmp=XMP), iptc(byline=[b"Agency"])), "Agency", "版权归晚报 <SECRET>"),
        (with_segments(jpeg(), iptc(byline=[b"\xff\0\n" * 200])), "\u00ff " * 99 + "\u00ff", ""),
        (
            with_segments(jpeg(), segment(0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0\xff\xff\xff\xff\x1c\x02\x50")),
            "",
            "",
        ),
        (jpeg(xmp=b"<dc:creator>" * 5_000), "", ""),
    ],
    ids=range(10),
)
def test_whose_a_picture_is_is_remembered(keep, data, credit, licence):
    image = keep(data)

    image.refresh_from_db()
    assert (image.credit, image.licence) == (credit, licence)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_exif_is_believed_first_in_every_format(keep, kind):
    block = PillowImage.Exif()
    block[0x013B], block[0x8298] = "Lin Xiaoman", "CC BY 4.0"

    image = keep(encoded(drawn(), kind, exif=block.tobytes()))

    assert (image.credit, image.licence) == ("Lin Xiaoman", "CC BY 4.0")
