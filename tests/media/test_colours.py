"""Whatever a camera, a scanner or a press writes comes out in the colours that it means, in the master and copies."""

import base64
import io
import itertools
import struct
import zlib

import pytest
from django.core.files.storage import default_storage
from PIL import Image as PillowImage

from media.pixels import clean
from media.renditions import all_renditions

from . import profiles
from .pictures import BLUE, GREEN, RED, bytes_of, drawn, encoded

pytestmark = pytest.mark.django_db
PATCHES = [(230, 40, 40), (40, 200, 60), (50, 60, 220), (128, 128, 128), (240, 200, 60)]
INKS = [(0, 0, 0, 0), (1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (1, 1, 0, 0), (0, 1, 1, 0), (1, 1, 1, 0), (0, 0, 0, 1)]
RGB_PROFILES = {
    "Display P3": (profiles.DISPLAY_P3, profiles.P3_GAMMA),
    "Adobe RGB (1998)": (profiles.ADOBE_RGB, profiles.ADOBE_GAMMA),
}
SIDE = 48  # pixels of one patch; a multiple of what a JPEG compresses together
# 24 × 16 pixels of ten bits, left RED and right BLUE, written by libavif: Pillow itself writes eight bits only.
TEN_BITS = (
    "0000WW^{RQVRmU|00000VRmU|ZE0pPZE0a<O+hh10002%ZDn*}000000000XXk=`10000000000aA{+7000000000000000000004sdC7Z2$lO00"
    "0310016oY;R)#0000)000310RR910RR926951JDF6TfC~0YKW&i*H00031000_kZf0cy000000RRADb}%tRZ)|UJ00000YH4tCZ~y=ROKEUpZvX%"
    "Q6lrsCWdHyG000007ytkO5C8xG5O8UDX#fBK00RmN3IG5A3}JRLLxCVb000006Ju{|a&BX6cmM(b0ssbp0000NX>e^}0000000001009I60)qqq0"
    "01#<WMOm?015~=5by2aKtR$m8$^JR(x3o5fB*#Kj=eQomlrW64*Tx-3&{b`"
)


def patches(colours, mode="RGB"):
    """A row of squares, one for each colour."""
    picture = PillowImage.new(mode, (SIDE * len(colours), SIDE))
    for number, colour in enumerate(colours):
        picture.paste(colour, (SIDE * number, 0, SIDE * (number + 1), SIDE))
    return picture


def shown(name, count):
    """Return the colours in the middles of the squares of a stored file."""
    return middles_of(bytes_of(default_storage, name), count)


def middles_of(data, count):
    with PillowImage.open(io.BytesIO(data)) as picture:
        assert "icc_profile" not in picture.info
        picture = picture.convert("RGB")
        across = picture.width / count
        return [picture.getpixel((int(across * (number + 0.5)), picture.height // 2)) for number in range(count)]


def differ(found, wanted, most):
    return [
        (f, w) for f, w in zip(found, wanted, strict=True) if any(abs(a - b) > most for a, b in zip(f, w, strict=True))
    ]


def uncut(image):
    """Return the files that show the whole picture, in every format."""
    return [image.file, *(copy.name for copy in all_renditions(image) if copy.role == "body")]


@pytest.mark.parametrize("name", RGB_PROFILES)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_wide_gamuts_become_srgb(keep, name, kind):
    primaries, gamma = RGB_PROFILES[name]
    icc = profiles.rgb_profile(name, primaries, gamma)
    how = {"lossless": True} if kind == "WEBP" else {} if kind == "PNG" else {"quality": 95, "subsampling": "4:4:4"}
    wanted = [profiles.srgb_of(colour, primaries, gamma) for colour in PATCHES]

    data = encoded(patches(PATCHES), kind, icc_profile=icc, **how)

    assert differ(PATCHES, wanted, 12), "the profile makes a difference"
    assert differ(middles_of(clean(data, "x").data, len(PATCHES)), wanted, 6) == []
    for file in uncut(keep(data)) if kind == "JPEG" else ():
        assert differ(shown(file, len(PATCHES)), wanted, 10) == [], file


@pytest.mark.parametrize("see_through", [False, True])
def test_a_palette_is_converted_colour_by_colour(keep, see_through):
    primaries, gamma = RGB_PROFILES["Adobe RGB (1998)"]
    picture = patches(PATCHES).quantize(16)
    alpha = {"transparency": bytes([255] * 15 + [0])} if see_through else {}

    image = keep(encoded(picture, "PNG", icc_profile=profiles.rgb_profile("Adobe RGB", primaries, gamma), **alpha))

    wanted = [profiles.srgb_of(colour, primaries, gamma) for colour in PATCHES]
    assert differ(shown(image.file, len(PATCHES)), wanted, 4) == []


@pytest.mark.parametrize("mode", ["L", "LA", "I;16"])
def test_grey_of_another_curve_becomes_srgbs_grey(keep, mode):
    greys = [30, 90, 150, 220]
    picture = patches(greys, "L")
    if mode == "LA":
        picture.putalpha(PillowImage.new("L", picture.size, 200))
    if mode == "I;16":
        picture = picture.convert("I").point(lambda value: value * 257).convert("I;16")
    wanted = [profiles.srgb_of((grey,) * 3, profiles.ADOBE_RGB, 1.0) for grey in greys]

    image = keep(encoded(picture, "PNG", icc_profile=profiles.grey_profile(1.0)))

    assert image.transparent == (mode == "LA")
    assert differ(shown(image.file, len(greys)), wanted, 3) == []


def test_a_printers_profile_is_read_and_black_ink_is_dark(keep):
    data = encoded(patches([tuple(255 * ink for ink in inks) for inks in INKS], "CMYK"), "JPEG", quality=95)
    with_profile = encoded(PillowImage.open(io.BytesIO(data)), "JPEG", quality=95, icc_profile=profiles.press_profile())

    image = keep(with_profile)

    for file in uncut(image):
        assert differ(shown(file, len(INKS)), [profiles.srgb_of_inks(inks) for inks in INKS], 14) == [], file


def test_inks_without_a_profile_are_at_least_the_right_hue(keep):
    inks = [(0, 255, 255, 0), (255, 0, 255, 0), (255, 255, 0, 0), (0, 0, 0, 255), (0, 0, 0, 0)]

    image = keep(encoded(patches(inks, "CMYK"), "JPEG", quality=95))

    wanted = [(255, 0, 0), (0, 255, 0), (0, 0, 255), (0, 0, 0), (255, 255, 255)]
    assert differ(shown(image.file, len(inks)), wanted, 12) == []


def png_of_16_bits(kind, pixels, *chunks):
    """Write a PNG of sixteen bits a channel and one row: ``kind`` is 0 grey, 2 RGB, 4 grey and alpha, 6 RGBA."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    row = b"\0" + b"".join(struct.pack(f">{len(pixel)}H", *pixel) for pixel in pixels)
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", len(pixels), 1, 16, kind, 0, 0, 0))
    middle = b"".join(chunk(*one) for one in chunks)
    return b"\x89PNG\r\n\x1a\n" + head + middle + chunk(b"IDAT", zlib.compress(row)) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("kind", "pixels", "wanted"),
    [
        (0, [(0,), (0x4000,), (0x80FF,), (0xFFFF,)], [(0,) * 4, (64,) * 4, (128,) * 4, (255,) * 4]),
        (2, [(0xFFFF, 0, 0), (0x1234, 0x5678, 0x9ABC)], [(255, 0, 0, 255), (0x12, 0x56, 0x9A, 255)]),
        (4, [(0x8000, 0xFFFF), (0x4000, 0)], [(128, 128, 128, 255), (64, 64, 64, 0)]),
        (6, [(0xFFFF, 0, 0x8000, 0x4000), (0, 0, 0xFFFF, 0xFFFF)], [(255, 0, 128, 64), (0, 0, 255, 255)]),
    ],
    ids=["grey", "RGB", "grey and alpha", "RGBA"],
)
def test_sixteen_bits_become_the_nearest_eight(keep, kind, pixels, wanted):
    image = keep(png_of_16_bits(kind, pixels))

    with PillowImage.open(io.BytesIO(bytes_of(default_storage, image.file))) as picture:
        found = [picture.convert("RGBA").getpixel((place, 0)) for place in range(len(pixels))]
    if kind == 0:
        wanted = [(*grey[:3], 255) for grey in wanted]
    assert differ(found, wanted, 1) == []
    assert image.transparent == (kind in {4, 6})


@pytest.mark.parametrize(("kind", "key"), [(0, (0x8000,)), (2, (0x8000, 0x1000, 0xFFFF))])
def test_a_colour_key_of_sixteen_bits_shows_through(keep, kind, key):
    other = tuple(0x2000 for _channel in key)

    image = keep(png_of_16_bits(kind, [key, other], (b"tRNS", struct.pack(f">{len(key)}H", *key))))

    with PillowImage.open(io.BytesIO(bytes_of(default_storage, image.file))) as picture:
        assert [picture.convert("RGBA").getpixel((place, 0))[3] for place in (0, 1)] == [0, 255]


@pytest.mark.parametrize("kind", ["PNG", "GIF"])
def test_a_palette_with_a_see_through_colour_stays_see_through(keep, kind):
    picture = patches([0, 1, 2], "P")
    picture.putpalette([*RED, *GREEN, *BLUE])

    image = keep(encoded(picture, kind, transparency=1))

    with PillowImage.open(io.BytesIO(bytes_of(default_storage, image.file))) as written:
        assert written.mode == "RGBA"
        middles = [written.getpixel((SIDE * number + 20, 20)) for number in range(3)]
    assert [pixel[3] for pixel in middles] == [255, 0, 255]
    assert (middles[0][:3], middles[2][:3]) == (RED, BLUE)


def test_a_palette_with_shades_of_see_through_keeps_them(keep):
    picture = patches([0, 1, 2], "P")
    picture.putpalette([*RED, *GREEN, *BLUE])

    image = keep(encoded(picture, "PNG", transparency=bytes([255, 128, 0])))

    with PillowImage.open(io.BytesIO(bytes_of(default_storage, image.file))) as written:
        assert [written.getpixel((SIDE * number + 20, 20))[3] for number in range(3)] == [255, 128, 0]


def test_avif_of_ten_bits_is_taken(keep):
    image = keep(base64.b85decode(TEN_BITS), name="手机.avif")

    assert (image.format, image.width, image.height) == ("JPEG", 24, 16)
    for file in uncut(image):
        assert differ(shown(file, 2), [RED, BLUE], 14) == [], file


@pytest.mark.parametrize("kind", ["WEBP", "AVIF", "PNG", "MPO"])
def test_of_moving_pictures_and_pairs_the_first_is_taken(keep, kind):
    first, others = patches([RED, RED]), [patches([BLUE, BLUE])] * 2

    image = keep(encoded(first, kind, save_all=True, append_images=others), name="x")

    assert not image.is_animated
    for file in uncut(image):
        assert differ(shown(file, 2), [RED, RED], 14) == [], file


def test_a_moving_gif_keeps_the_colours_of_every_frame(keep):
    frames = [patches([one, two]) for one, two in itertools.pairwise([RED, GREEN, BLUE, RED])]

    image = keep(encoded(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=90, loop=0))

    assert image.is_animated
    with PillowImage.open(io.BytesIO(bytes_of(default_storage, image.file))) as picture:
        seen = []
        for number in range(picture.n_frames):
            picture.seek(number)
            seen.append(picture.convert("RGB").getpixel((10, 10)))
    assert differ(seen, [RED, GREEN, BLUE], 6) == []
    assert all_renditions(image) == []


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_every_orientation_ends_upright(keep, orientation, kind):
    upright = drawn((300, 200))
    turns = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # Pillow's own numbers: what the camera did to the picture
    stored = upright if orientation == 1 else upright.transpose(PillowImage.Transpose(turns[orientation]))
    exif = PillowImage.Exif()
    exif[0x0112] = orientation

    data = encoded(stored, kind, exif=exif.tobytes())
    served = [clean(data, "x").data]
    if (kind, orientation) == ("JPEG", 6):
        served += [bytes_of(default_storage, file) for file in uncut(keep(data))]

    for one in served:
        with PillowImage.open(io.BytesIO(one)) as picture:
            assert not picture.getexif()
            assert picture.size == (300, 200)
            picture = picture.convert("RGB")
            corners = [picture.getpixel(place) for place in ((8, 8), (291, 8), (8, 191))]
        assert differ(corners, [RED, GREEN, BLUE], 30) == []
