"""
Pictures that look alike: a 64-bit fingerprint of what is seen, not of bytes.

A difference hash: the picture in grey, 9 × 8 points, and for each point whether its right neighbour is brighter. Copies
that were resized, recompressed or brightened differ in a few bits, other pictures in about half of them.
"""

from itertools import pairwise

from PIL import Image as PillowImage

SIDE = 8
BITS = SIDE * SIDE
# Two fingerprints that differ in at most so many bits have one of their quarters in common, so an index finds them.
MOST_DIFFERENT = 3
QUARTERS, QUARTER_BITS = 4, BITS // 4
GREYED_AT_ONCE = {"L", "RGB", "RGBA"}  # the same grey without a second copy in colour: 160 MB of 40 megapixels
# A picture of one colour has hardly a brighter neighbour; such fingerprints say nothing.
FEWEST_BITS = 6


def fingerprint(picture: PillowImage.Image) -> int:
    """Return the fingerprint, as a signed 64-bit number that every database can keep."""
    coloured = picture if picture.mode in GREYED_AT_ONCE else picture.convert("RGB")
    grey = coloured.convert("L").resize((SIDE + 1, SIDE), PillowImage.Resampling.BOX)
    points = grey.tobytes()
    value = 0
    for row in range(SIDE):
        line = points[row * (SIDE + 1) : (row + 1) * (SIDE + 1)]
        for left, right in pairwise(line):
            value = value << 1 | (right > left)
    return value - (1 << BITS) if value >> (BITS - 1) else value


def difference(one: int, other: int) -> int:
    """Return in how many bits two fingerprints differ."""
    return ((one ^ other) & ((1 << BITS) - 1)).bit_count()


def keys(likeness: int) -> list[int]:
    """Return the fingerprint's quarters, each with its number in front, for the index."""
    mask = (1 << QUARTER_BITS) - 1
    return [number << QUARTER_BITS | (likeness >> number * QUARTER_BITS & mask) for number in range(QUARTERS)]


def says_something(likeness: int) -> bool:
    """Whether a fingerprint tells pictures apart: a plain surface has none of its own."""
    return FEWEST_BITS <= difference(likeness, 0) <= BITS - FEWEST_BITS
