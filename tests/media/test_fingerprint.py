"""Pictures that look alike are found, and others are not."""

import io
import random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as PillowImage
from PIL import ImageDraw, ImageEnhance

from media.fingerprint import MOST_DIFFERENT, difference, fingerprint, keys, says_something
from media.likeness import alike
from media.models import Image

from .pictures import encoded

NUMBERS = st.integers(-(2**63), 2**63 - 1)


def scene(seed, size=(900, 600)):
    """Draw a picture of its own: broad shapes, as photographs have."""
    chance = random.Random(seed)
    picture = PillowImage.new("RGB", size, tuple(chance.randrange(256) for _ in range(3)))
    draw = ImageDraw.Draw(picture)
    for _shape in range(25):
        x, y = chance.randrange(size[0]), chance.randrange(size[1])
        side = chance.randrange(60, 300)
        draw.ellipse([x, y, x + side, y + side], fill=tuple(chance.randrange(256) for _ in range(3)))
    return picture


def photo(seed, size=(300, 200), quality=95):
    """Return the file of a small photograph, of which few copies have to be built."""
    return encoded(scene(seed).resize(size), "JPEG", quality=quality)


@given(NUMBERS, NUMBERS)
def test_difference_is_a_distance(one, other):
    assert difference(one, one) == 0
    assert difference(one, other) == difference(other, one) <= 64


@given(NUMBERS, st.sets(st.integers(0, 63), max_size=MOST_DIFFERENT))
def test_what_differs_little_shares_a_key(one, flipped):
    raw = one & (2**64 - 1)
    for bit in flipped:
        raw ^= 1 << bit
    other = raw - 2**64 if raw >> 63 else raw

    assert difference(one, other) == len(flipped)
    assert set(keys(one)) & set(keys(other))


@pytest.mark.parametrize("seed", range(12))
def test_copies_look_alike_and_other_scenes_do_not(seed):
    original = scene(seed)
    seen = fingerprint(original)

    for copy in (
        original.resize((450, 300)),
        original.convert("L").convert("RGB"),
        ImageEnhance.Brightness(original).enhance(1.08),
        PillowImage.open(io.BytesIO(encoded(original, "JPEG", quality=40))),
    ):
        assert difference(seen, fingerprint(copy)) <= MOST_DIFFERENT
    assert all(difference(seen, fingerprint(scene(other))) > MOST_DIFFERENT for other in range(100, 130))


def test_a_plain_surface_says_nothing():
    assert not says_something(fingerprint(PillowImage.new("RGB", (50, 50), "navy")))


@pytest.mark.django_db
@pytest.mark.parametrize("others", [1, 3])
def test_the_library_finds_the_like_of_a_picture_with_one_query(keep, django_assert_num_queries, others):
    image = keep(photo(1), name="a.jpg")
    copies = [keep(photo(1, (150, 100), 60 + n), name="b.jpg") for n in range(others)]
    keep(photo(2), name="c.jpg")

    with django_assert_num_queries(1):
        found = alike(image)

    assert {one.pk for one in found} == {one.pk for one in copies}


@pytest.mark.django_db
def test_whoever_uploads_a_picture_that_looks_like_another_is_told(admin_client, keep):
    first = keep(photo(4), name="会场.jpg")
    again = photo(4, (200, 133), 70)

    told = admin_client.post(reverse("admin:media_image_upload"), {"file": SimpleUploadedFile("b.jpg", again)}).json()
    other = photo(5)
    silent = admin_client.post(reverse("admin:media_image_upload"), {"file": SimpleUploadedFile("c.jpg", other)}).json()

    assert first.name in told["message"]
    assert silent["message"] == ""


@pytest.mark.django_db
def test_a_picture_from_before_gets_its_fingerprint_when_its_copies_are_built(keep, django_capture_on_commit_callbacks):
    from media.building import build

    image = keep(photo(3), name="a.jpg")
    taken = image.likeness
    Image.objects.update(likeness=None)
    image.likeness_keys.all().delete()
    image.refresh_from_db()

    build(image)

    image.refresh_from_db()
    assert difference(image.likeness, taken) <= MOST_DIFFERENT
    assert image.likeness_keys.count() == 4
