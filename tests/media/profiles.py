"""
Colour profiles, built byte by byte (ICC.1:2001), and what their colours are in sRGB, by the formulas of the standards.

Nothing here uses the library under test, so a conversion that it gets wrong is seen.
"""

import struct

D50 = (0.9642, 1.0, 0.8249)
# Primaries as XYZ under D50, the columns of the profile: what Apple and Adobe publish.
DISPLAY_P3 = ((0.5151, 0.2412, -0.0011), (0.2920, 0.6922, 0.0419), (0.1571, 0.0666, 0.7841))
ADOBE_RGB = ((0.6097, 0.3111, 0.0195), (0.2053, 0.6257, 0.0609), (0.1492, 0.0632, 0.7446))
P3_GAMMA, ADOBE_GAMMA = 2.2, 2.19921875
# XYZ under D50 to linear sRGB (Lindbloom).
TO_SRGB = ((3.1339, -1.6169, -0.4906), (-0.9788, 1.9161, 0.0335), (0.0719, -0.2290, 1.4052))
# Lab of what a press prints from full cyan, magenta, yellow and black, each on or off: coated paper, rounded.
INKS = {(0, 0, 0): (95, 0, 0), (1, 0, 0): (55, -37, -50), (0, 1, 0): (48, 74, -3), (0, 0, 1): (89, -5, 93)}
INKS |= {(1, 1, 0): (24, 17, -46), (1, 0, 1): (50, -68, 33), (0, 1, 1): (47, 68, 48), (1, 1, 1): (23, 0, 0)}
DARK = (2, 0, 0)  # whatever lies under black ink


def _fixed(value):
    return struct.pack(">i", round(value * 65536))


def _xyz(values):
    return b"XYZ \0\0\0\0" + b"".join(map(_fixed, values))


def _words(words):
    text = words.encode() + b"\0"
    return b"desc\0\0\0\0" + struct.pack(">I", len(text)) + text + b"\0" * 78


def _profile(space, kind, pcs, tags):
    """Return a profile: header, table of tags, tags."""
    place, table, body = 128 + 4 + 12 * len(tags), b"", b""
    for name, data in tags:
        data += b"\0" * (-len(data) % 4)
        table += name + struct.pack(">II", place + len(body), len(data))
        body += data
    head = (
        struct.pack(">I4s4s4s4s4s", 0, b"test", b"\x02\x40\0\0", kind, space, pcs) + b"\x07\xea\0\x01\0\x01" + b"\0" * 6
    )
    head += b"acsp" + b"\0" * 28 + b"".join(map(_fixed, D50))
    data = head.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body
    return struct.pack(">I", len(data)) + data[4:]


def rgb_profile(name, primaries, gamma):
    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256))
    tags = [(b"desc", _words(name)), (b"cprt", b"text\0\0\0\0none\0"), (b"wtpt", _xyz(D50))]
    tags += [(letter + b"XYZ", _xyz(values)) for letter, values in zip((b"r", b"g", b"b"), primaries, strict=True)]
    tags += [(letter + b"TRC", curve) for letter in (b"r", b"g", b"b")]
    return _profile(b"RGB ", b"mntr", b"XYZ ", tags)


def grey_profile(gamma):
    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256))
    tags = [(b"desc", _words("Grey")), (b"cprt", b"text\0\0\0\0none\0"), (b"wtpt", _xyz(D50)), (b"kTRC", curve)]
    return _profile(b"GRAY", b"mntr", b"XYZ ", tags)


def press_profile():
    """Return a profile of a press, as a table of its sixteen full inks (``lut8Type``)."""
    straight = bytes(range(256))
    grid = [INKS[c, m, y] if not k else DARK for c in (0, 1) for m in (0, 1) for y in (0, 1) for k in (0, 1)]
    points = b"".join(bytes((round(light * 2.55), a + 128, b + 128)) for light, a, b in grid)
    identity = b"".join(map(_fixed, (1, 0, 0, 0, 1, 0, 0, 0, 1)))
    table = b"mft1\0\0\0\0" + bytes((4, 3, 2, 0)) + identity + straight * 4 + points + straight * 3
    tags = [(b"desc", _words("Press")), (b"cprt", b"text\0\0\0\0none\0"), (b"wtpt", _xyz(D50)), (b"A2B0", table)]
    return _profile(b"CMYK", b"prtr", b"Lab ", tags)


def _shown(xyz):
    """Return an XYZ colour under D50 as sRGB in 0 to 255; what sRGB cannot show is cut off."""
    found = []
    for row in TO_SRGB:
        linear = min(max(sum(a * b for a, b in zip(row, xyz, strict=True)), 0), 1)
        found.append(round(255 * (12.92 * linear if linear <= 0.0031308 else 1.055 * linear ** (1 / 2.4) - 0.055)))
    return tuple(found)


def srgb_of(colour, primaries, gamma):
    """Return what an RGB colour of a profile is in sRGB."""
    linear = [(value / 255) ** gamma for value in colour]
    return _shown([sum(primaries[i][axis] * linear[i] for i in range(3)) for axis in range(3)])


def srgb_of_inks(inks):
    """Return what full inks are in sRGB."""
    light, a, b = DARK if inks[3] else INKS[inks[:3]]
    y = (light + 16) / 116
    parts = (y + a / 500, y, y - b / 200)
    return _shown(
        [
            white * (part**3 if part > 6 / 29 else 3 * (6 / 29) ** 2 * (part - 4 / 29))
            for part, white in zip(parts, D50, strict=True)
        ]
    )
