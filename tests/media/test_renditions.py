import io

import pytest
from django.core.files.storage import default_storage
from PIL import Image as PillowImage

from media.building import build
from media.models import Image
from media.renditions import ROLES, all_renditions, crop_box, crop_size, fallback, image_of, ladder, sources

from .pictures import BLUE, RED, bytes_of, drawn, encoded, jpeg, moving, see_through


def picture(width, height, **facts):
    digest = "ab" * 16
    return Image(size=1, file=f"o/ab/{digest}.jpg", width=width, height=height, format="JPEG", **facts)


@pytest.mark.parametrize(
    ("role", "size", "widths"),
    [
        ("lead", (4000, 3000), [480, 750, 960, 1280]),
        ("lead", (700, 700), [480, 700]),
        ("lead", (100, 100), [100]),
        ("row", (4000, 3000), [224, 336, 352]),
        ("tile", (4000, 3000), [352, 480, 750]),
        ("body", (4000, 3000), [480, 750, 1080, 1368]),
        ("body", (1000, 500), [480, 750, 1000]),
        ("share", (1500, 4000), [1200]),
        ("body", (1, 1), [1]),
    ],
)
def test_a_ladder_stops_where_the_picture_ends(role, size, widths):
    assert [width for width, _height in ladder(picture(*size), role)] == widths


def test_the_copies_of_a_large_picture_are_those_of_the_brief_in_every_format():
    found = {}
    for copy in all_renditions(picture(6000, 4000)):
        found.setdefault((copy.role, copy.extension), []).append((copy.width, copy.height))

    for extension in ("avif", "webp", "jpg"):
        assert found["lead", extension] == [(480, 270), (750, 422), (960, 540), (1280, 720)]
        assert found["row", extension] == [(224, 149), (336, 224), (352, 235)]
        assert found["body", extension] == [(480, 320), (750, 500), (1080, 720), (1368, 912)]
    assert [size for (role, _extension), size in found.items() if role == "share"] == [[(1200, 630)]]


def test_jpegs_have_the_quality_of_the_brief(keep):
    reference = PillowImage.open(io.BytesIO(encoded(drawn(), "JPEG", quality=78)))
    image = keep(jpeg((400, 300)))

    copies = [read(copy.name) for copy in all_renditions(image) if copy.extension == "jpg"]

    assert {str(copy.quantization) for copy in copies} == {str(reference.quantization)}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("size", [(1, 1), (12_000, 3), (3, 12_000), (1600, 900), (899, 1601)])
@pytest.mark.parametrize("focal", [(0, 0), (50, 50), (100, 100), (13, 87)])
def test_a_crop_lies_inside_its_picture(role, size, focal):
    image = picture(*size, focal_x=focal[0], focal_y=focal[1])

    left, top, right, bottom = crop_box(image, role)

    assert 0 <= left < right <= size[0]
    assert 0 <= top < bottom <= size[1]
    assert (right - left, bottom - top) == crop_size(image, role)


def test_a_crop_follows_the_focal_point_to_the_edge():
    assert crop_box(picture(3000, 1000, focal_x=50), "row") == (750, 0, 2250, 1000)
    assert crop_box(picture(3000, 1000, focal_x=0), "row") == (0, 0, 1500, 1000)
    assert crop_box(picture(3000, 1000, focal_x=90), "row") == (1500, 0, 3000, 1000)


def test_addresses_follow_from_the_row_and_change_with_the_focal_point():
    before, after = picture(2000, 1000), picture(2000, 1000, focal_x=10)

    assert fallback(before, "row").url == f"/media/r1/ab/{'ab' * 16}-row-50x50-352.jpg"
    assert fallback(after, "row").url == f"/media/r1/ab/{'ab' * 16}-row-10x50-352.jpg"
    assert fallback(before, "body") == fallback(after, "body") == (f"/media/r1/ab/{'ab' * 16}-body-750.jpg", 750, 375)


def test_phones_are_offered_nothing_wider_than_750():
    found = sources(picture(4000, 3000), "lead")

    assert [(source.type, bool(source.media)) for source in found] == [
        ("image/avif", True),
        ("image/avif", False),
        ("image/webp", True),
        ("image/webp", False),
        ("image/jpeg", True),
        ("image/jpeg", False),
    ]
    assert "750w" in found[0].srcset
    assert "960w" not in found[0].srcset
    assert "1280w" in found[1].srcset


def test_a_small_picture_needs_no_source_for_phones():
    assert [source.media for source in sources(picture(600, 400), "body")] == ["", "", ""]


def test_sizes_are_the_roles_own_or_the_callers():
    assert sources(picture(900, 600), "row")[0].sizes == "(min-width:48em) 176px, 112px"
    assert sources(picture(900, 600), "row", sizes="50vw")[0].sizes == "50vw"


def test_an_animation_is_shown_as_it_is():
    image = picture(60, 40)
    image.format, image.file = "GIF", image.file.replace("jpg", "gif")

    assert sources(image, "lead") == []
    assert fallback(image, "lead") == (image.url, 60, 40)
    assert all_renditions(image) == []


@pytest.mark.parametrize(
    "name",
    [
        "r1/ab/{d}-lead-50x50-480.webp",
        "r1/ab/{d}-lead-7x100-1280.jpg",
        "r1/ab/{d}-body-1368.webp",
        "r1/ab/{d}-body-480.avif",
        "r1/ab/{d}-share-50x50-1200.jpg",
    ],
)
@pytest.mark.django_db
def test_names_of_ours_find_their_picture(name):
    image = picture(4000, 3000)
    image.save()

    assert image_of(name.format(d="ab" * 16)) == image


@pytest.mark.parametrize(
    "name",
    [
        "r1/ab/{d}-lead-50x50-481.webp",
        "r1/ab/{d}-lead-50x101-480.webp",
        "r1/ab/{d}-lead-480.webp",
        "r1/ab/{d}-body-50x50-480.webp",
        "r1/ab/{d}-lead-50x50-480.png",
        "r1/ab/{d}-share-50x50-1200.webp",
        "r1/ac/{d}-body-480.webp",
        "r1/cd/cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd-body-480.webp",
        "r1/ab/{d}-body-480.webp\n",
        "r1/ab/{d}-body-٤80.webp",
    ],
)
@pytest.mark.django_db
def test_names_that_we_would_never_make_find_nothing(name):
    picture(4000, 3000).save()

    assert image_of(name.format(d="ab" * 16)) is None


def read(name):
    return PillowImage.open(io.BytesIO(bytes_of(default_storage, name)))


@pytest.mark.parametrize(
    "data",
    [
        jpeg((1700, 1100)),
        jpeg((5000, 3000), quality=60),
        jpeg((301, 1007)),
        encoded(PillowImage.new("RGB", (1, 1)), "JPEG"),
        encoded(see_through((900, 700)), "PNG"),
        encoded(drawn((500, 500), mode="L"), "JPEG"),
    ],
)
def test_every_rendition_has_the_size_and_format_that_its_address_promises(keep, data):
    assert_promises_are_kept(keep(data))


def test_renditions_are_the_same_wherever_they_are_kept(each_storage, keep):
    assert_promises_are_kept(keep(jpeg((700, 500))))


def assert_promises_are_kept(image):
    for rendition in all_renditions(image):
        copy = read(rendition.name)
        assert copy.size == (rendition.width, rendition.height), rendition.name
        assert copy.format == {"jpg": "JPEG", "webp": "WEBP", "png": "PNG", "avif": "AVIF"}[rendition.extension]


def test_crops_are_cut_round_the_focal_point(keep, django_capture_on_commit_callbacks):
    image = keep(jpeg((1000, 3000)))
    image.focal_x, image.focal_y = 0, 100
    with django_capture_on_commit_callbacks(execute=True):
        image.save()

    copy = read(next(r.name for r in all_renditions(image) if r.role == "lead" and r.extension == "jpg"))

    corner = copy.getpixel((5, copy.height - 5))
    assert all(abs(a - b) < 30 for a, b in zip(corner, BLUE, strict=True))


def test_what_shows_through_keeps_showing_through_but_for_sharing(keep):
    image = keep(encoded(see_through((1300, 900)), "PNG"))

    row, share = read(fallback(image, "row").url[7:]), read(fallback(image, "share").url[7:])

    assert row.format == "PNG"
    assert row.getpixel((0, 0))[3] == 0
    assert share.format == "JPEG"
    assert share.getpixel((2, 2)) == (255, 255, 255)


def test_colours_survive(keep):
    image = keep(jpeg((1500, 1000)))

    for rendition in all_renditions(image):
        if rendition.role == "body":
            pixel = read(rendition.name).convert("RGB").getpixel((5, 5))
            assert all(abs(a - b) < 20 for a, b in zip(pixel, RED, strict=True))


def test_building_again_builds_only_what_is_missing(each_storage, keep):
    image = keep(jpeg((600, 400)))
    assert build(image) == 0

    gone = all_renditions(image)[3].name
    default_storage.delete(gone)

    assert build(image) == 1
    assert default_storage.exists(gone)


def test_an_animation_needs_no_building(keep):
    assert build(keep(moving())) == 0
